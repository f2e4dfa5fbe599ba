import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Given to the build; Next makes the sub-path a part of every page. */
export const BASE_PATH_VARIABLE = 'ZONESCOPE_BASE_PATH';

/** The sub-path that a build serves; '' for none. */
export function basePathOfBuild(root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, '.next', 'routes-manifest.json'), 'utf8'));
  const isObject = typeof manifest === 'object' && manifest !== null;
  return isObject && 'basePath' in manifest ? String(manifest.basePath) : '';
}

/** @throws Error in one sentence when another sub-path is asked for than the build serves. */
export function checkBasePath(asked: string | undefined, built: string): void {
  if (asked === undefined || asked === built) return;
  throw new Error(
    `Cannot start: --base-path asks for "${asked}" and this build serves "${built}"; ` +
      `the sub-path is a part of the build, so build with ${BASE_PATH_VARIABLE}=${asked}`,
  );
}

/** What a path is below the sub-path; undefined for one that is not below it. */
export function belowBasePath(path: string, basePath: string): string | undefined {
  if (basePath === '') return path;
  if (path === basePath) return '/';
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
