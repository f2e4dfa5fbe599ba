import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { KIND_BY_RESOURCE } from '#lib/server/kube/watched-resource.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What runs in the product: neither tests nor the embedded cluster, which plays the API server itself. */
function productSources(): readonly (readonly [file: string, text: string])[] {
  const folders = ['app', 'components', 'lib/server', 'lib/cli', 'lib/live', 'lib/wire', 'lib/to-model'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test(-support)?\.tsx?$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
  );
  return [...files, 'proxy.ts', 'instrumentation.ts'].map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]);
}

function filesWith(pattern: RegExp): readonly string[] {
  return productSources().flatMap(([file, text]) => (pattern.test(text) ? [file] : []));
}

test('promise 06: the ClusterRole in the README lists and watches four kinds and reads the version, and nothing else', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, rules = ''] = /kind: ClusterRole\n[\s\S]*?rules:\n([\s\S]*?)```/.exec(readme) ?? [];
  const listed = (name: string) => [...rules.matchAll(new RegExp(`${name}: \\[(.*?)\\]`, 'g'))].map(([, list]) => list);
  expect(listed('resources')).toEqual(['nodes, services, pods', 'endpointslices']);
  expect(listed('verbs')).toEqual(['list, watch', 'list, watch', 'get']);
  expect(listed('nonResourceURLs')).toEqual(['/version']);
  expect(rules).not.toContain('*');
});

test('promise 06: the server writes the paths of what it watches in one place, which knows four kinds and an optional one', () => {
  const files = filesWith(/['"`]\/apis?\/[^'"`]*v1/).filter((file) => file.startsWith('lib/server/'));
  // Who signs in is asked about by two reviews, which write nothing.
  expect(files).toEqual(['lib/server/kube/review-client.ts', 'lib/server/kube/watched-resource.ts']);
  expect(Object.keys(KIND_BY_RESOURCE).sort()).toEqual([
    'endpointslices',
    'horizontalpodautoscalers',
    'nodes',
    'pods',
    'services',
  ]);
});

test('promise 09: no source writes markup past React', () => {
  expect(
    filesWith(/dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|new Function\(|\beval\(/),
  ).toEqual([]);
});

test('promise 15: no source holds a secret of its own', () => {
  expect(filesWith(/\b(secret|password|passphrase|apiKey|token)\s*[:=]\s*(['"`])[^'"`$]{6,}\2/i)).toEqual([]);
});

test('promise 21: every direct dependency is one version, and the lockfile names the version of every package', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  const versions = Object.values<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const lockfile: { readonly packages: Readonly<Record<string, { readonly version?: string }>> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  const loose = Object.entries(lockfile.packages).filter(([, { version }]) => !/^\d+\.\d+\.\d+/.test(version ?? ''));
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('promise 22: SECURITY.md says where to report and how soon an answer and a fix come', () => {
  const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  expect(text).toMatch(/Report a vulnerability/);
  expect(text).toMatch(/three\s+working days/);
});
