import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageManifest } from './package-manifest.ts';

const source = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('packageManifest()', () => {
  const manifest = packageManifest(source);

  it('takes name, version, licence and what the product needs from the project', () => {
    const { name, version, license, dependencies, optionalDependencies, engines } = source;
    expect(manifest).toMatchObject({ name, version, license, dependencies, optionalDependencies, engines });
  });

  it('brings nothing that only builds or tests, and no script that runs at install time', () => {
    expect(manifest).not.toHaveProperty('devDependencies');
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('private');
  });

  it('maps the sources’ own imports to the emitted JavaScript', () => {
    expect(manifest['imports']).toEqual({ '#lib/*.ts': './lib/*.js' });
  });
});
