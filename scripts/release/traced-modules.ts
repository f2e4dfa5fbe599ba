import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

/** What only a debugger, a development server, a build or a resizer of pictures reads: the page has none to resize. */
const NOT_SERVED = [
  /\.map$/,
  /\.d\.ts$/,
  /\.runtime\.dev\.js$/,
  /^node_modules\/next\/dist\/docs\//,
  /^node_modules\/next\/dist\/compiled\/(babel|babel-packages|terser|next-devtools|@modelcontextprotocol)\//,
  /^node_modules\/(sharp|@img|typescript|webpack|caniuse-lite|baseline-browser-mapping)\//,
  /^node_modules\/(node-(linux|darwin|win|bin)|@next\/swc-)/,
];

/** When it reads its configuration, Next asks for a list of its own modules by names that no trace can follow. */
const ASKS_BY_NAME = 'node_modules/next/dist/server/config-utils.js';

/** `import x from '...'` and `export x from '...'` at the start of a line, `import '...'`, and `import('...')`. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

export interface TraceOptions {
  /** The project, whose node_modules and build are read. */
  readonly root: string;
  /** The staged package, from whose JavaScript the trace starts. */
  readonly app: string;
}

/**
 * The files of node_modules that the product loads, as paths relative to `root`: those that the staged JavaScript
 * imports, those that Next wrote down for its server and every page, and what either leads to.
 */
export async function tracedModules({ root, app }: TraceOptions): Promise<readonly string[]> {
  const sources = readdirSync(join(app, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(app, 'lib', path));
  const packages = new Set(sources.flatMap((file) => importedPackages(readFileSync(file, 'utf8'))));
  const entries = [...packages].flatMap((name) => entryOf(root, name));
  const next = join(root, 'node_modules/next/dist/server/next.js');
  const { fileList } = await nodeFileTrace([...entries, next, ...askedForByName(root)], {
    base: root,
    ignore: isNotServed,
  });
  const traced = new Set([...fileList].map((path) => path.replaceAll('\\', '/')));
  for (const path of nextTraces(root)) traced.add(path);
  return [...traced]
    .filter((path) => path.startsWith('node_modules/') && !isNotServed(path) && existsSync(join(root, path)))
    .sort();
}

function isNotServed(path: string): boolean {
  return NOT_SERVED.some((pattern) => pattern.test(path));
}

/** The packages that a source imports; Node's own modules and the project's rooms are none. */
export function importedPackages(text: string): readonly string[] {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((name) => name !== '' && !/^(node:|#|\.|\/)/.test(name));
}

function entryOf(root: string, name: string): readonly string[] {
  const url = import.meta.resolve(name, `file://${root}/`);
  return url.startsWith('file:') ? [new URL(url).pathname] : [];
}

function askedForByName(root: string): readonly string[] {
  const { resolve: find } = createRequire(join(root, 'package.json'));
  const text = readFileSync(join(root, ASKS_BY_NAME), 'utf8');
  return [...text.matchAll(/'(next\/dist\/compiled\/[^']+)'/g)].map((match) => find(match[1] ?? ''));
}

/** What Next traced for its server and for each route. */
function nextTraces(root: string): readonly string[] {
  const build = join(root, '.next');
  const lists = readdirSync(build, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.nft.json') && !path.startsWith('cache'),
  );
  return lists.flatMap((list) => {
    const { files } = JSON.parse(readFileSync(join(build, list), 'utf8')) as { readonly files: readonly string[] };
    return files.map((file) => relative(root, resolve(build, list, '..', file)).replaceAll('\\', '/'));
  });
}
