import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_PATH_VARIABLE } from '#lib/cli/base-path.ts';

/** What a build is made of; tests and fixtures are not. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
] as const;
const NOT_BUILT = /(\.test\.tsx?$)|([/\\]fixtures([/\\]|$))|([/\\]lib[/\\]cli([/\\]|$))/;

/**
 * A hash over the names and bytes of everything that a build is made of, its sub-path included; a few hundred small files,
 * some 30 ms.
 */
export function sourceHash(root: string, basePath = process.env[BASE_PATH_VARIABLE] ?? ''): string {
  const hash = createHash('sha256').update(`${basePath}\0`);
  for (const source of SOURCES) addTo(join(root, source), source);
  return hash.digest('hex');

  function addTo(path: string, name: string): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || NOT_BUILT.test(path)) return;
    if (stats.isDirectory()) {
      for (const entry of readdirSync(path).sort()) addTo(join(path, entry), `${name}/${entry}`);
    } else {
      hash.update(`${name}\0${stats.size}\0`).update(readFileSync(path));
    }
  }
}
