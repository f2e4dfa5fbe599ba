import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitJavaScript } from './emit-javascript.ts';
import { packageManifest } from './package-manifest.ts';

/** Beside lib/ and the build, what a user of the package reads or runs. */
const COPIED = [
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
  'next.config.js',
  'public',
  'scripts/runtime.mjs',
  'scripts/zonescope.mjs',
] as const;
/** What Next keeps for its next build, and what it writes for tools. */
const NOT_SERVED = /^(cache|diagnostics|types|trace.*|build|dev|turbopack|.*\.nft\.json|zonescope-source-hash)$/;
/** Traces, maps, and the workers' sources that the bundler puts beside what it made of them. */
const NOT_RUN = /\.(nft\.json|map|ts)$/;
const NAMES_THE_FOLDER = ['required-server-files.json', 'required-server-files.js'] as const;

/**
 * Lays out what `npm pack` packs and the image holds: emitted JavaScript, the build, and a package.json that fits both.
 *
 * @param root the project, with its build
 * @param to an own folder, emptied first
 * @throws Error in one sentence when there is no build.
 */
export function stagePackage(root: string, to: string): void {
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) {
    throw new Error('Cannot stage the package: there is no build; run npm run build first');
  }
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const path of COPIED) cpSync(join(root, path), join(to, path), { recursive: true });
  emitJavaScript({ from: join(root, 'lib'), to: join(to, 'lib') });
  stageBuild(root, join(to, '.next'));
  const manifest = packageManifest(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function stageBuild(root: string, to: string): void {
  const from = join(root, '.next');
  cpSync(from, to, {
    recursive: true,
    filter: (path) => {
      const [first = ''] = path.slice(from.length + 1).split(/[/\\]/);
      return !NOT_SERVED.test(first) && !NOT_RUN.test(path);
    },
  });
  // Next writes the folder that it built in into these two; where the package will lie is not known.
  for (const name of NAMES_THE_FOLDER) {
    const file = join(to, name);
    if (!existsSync(file)) continue;
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(JSON.stringify(root).slice(1, -1), '.'));
  }
}
