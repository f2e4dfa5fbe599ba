import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

it('promise 21: the SBOM names every direct dependency of the product at its version, and nothing that only tests', () => {
  const made = spawnSync(process.execPath, ['scripts/sbom.mjs'], { cwd: ROOT, encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
  const sbom = JSON.parse(readFileSync(`${ROOT}/.zonescope/sbom.cdx.json`, 'utf8'));
  const { name, dependencies } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
  expect([sbom.bomFormat, sbom.metadata.component.name]).toEqual(['CycloneDX', name]);
  const named = new Set(sbom.components.map(({ purl }: { readonly purl: string }) => decodeURIComponent(purl)));
  const missing = Object.entries(dependencies).filter(([of, version]) => !named.has(`pkg:npm/${of}@${version}`));
  expect(missing).toEqual([]);
  const tools = ['vitest', '@biomejs/biome', 'typescript', '@stryker-mutator/core'];
  const isTool = (purl: string) => tools.some((tool) => purl.startsWith(`pkg:npm/${tool}@`));
  expect([...named].filter((purl) => isTool(String(purl)))).toEqual([]);
});
