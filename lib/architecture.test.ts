import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. This table is the one place where an edge is allowed; docs/ARCHITECTURE.md says why.
 * A room may always import itself; tests may import any pure room.
 */
const RULES = ['kube-version', 'proxy-filter', 'hints', 'endpoint-slice', 'replicas', 'node-lifecycle'] as const;
const PURE = [
  'model',
  'to-model',
  'from-model',
  ...RULES,
  'answer',
  'scenario',
  'diagnose',
  'proxy-text',
  'view',
  'wire',
  'snapshot',
] as const;
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'lib/model': [],
  'lib/to-model': ['model'],
  'lib/from-model': ['model', 'to-model'],
  'lib/kube-version': ['model'],
  'lib/proxy-filter': ['model', 'kube-version'],
  'lib/hints': ['model', 'kube-version'],
  'lib/endpoint-slice': ['model', 'kube-version', 'hints'],
  'lib/replicas': ['model', 'kube-version'],
  'lib/node-lifecycle': ['model', 'kube-version'],
  'lib/answer': ['model', 'to-model', ...RULES],
  'lib/scenario': ['model', ...RULES],
  'lib/diagnose': ['model', ...RULES, 'scenario'],
  'lib/proxy-text': ['model', 'kube-version', 'proxy-filter'],
  'lib/view': ['model', ...RULES, 'scenario', 'diagnose', 'proxy-text'],
  'lib/messages': ['model', ...RULES, 'scenario', 'diagnose', 'view'],
  'lib/wire': ['model'],
  'lib/live': ['wire', 'model'],
  'lib/snapshot': ['model', 'to-model', 'from-model', 'endpoint-slice', 'replicas', 'scenario', 'diagnose', 'wire'],
  'lib/server': [...PURE, 'demo'],
  'lib/demo': [...PURE],
  'lib/cli': [...PURE, 'messages', 'server', 'demo'],
};
/** Rooms that run anywhere: neither Node's modules nor packages of the outside, but for d3's mathematics, zod and SHA-256. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'lib/view': ['d3'],
  'lib/to-model': ['zod'],
  'lib/proxy-text': ['@noble/hashes/sha2.js'],
};
const NODE_ROOMS: ReadonlySet<string> = new Set(['lib/server', 'lib/demo', 'lib/cli']);
const COMPONENTS_IMPORT = ['model', 'view', 'live', 'messages', 'wire', 'diagnose', 'scenario', 'snapshot'];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

interface Edge {
  readonly file: string;
  readonly target: string;
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function edgesOf(files: readonly string[]): readonly Edge[] {
  return files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map((match) => ({
      file,
      target: match[1] ?? match[2] ?? match[3] ?? '',
    })),
  );
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$|\.test-support\.tsx?$/.test(file);
}

/** `hints` of `#lib/hints/add-hints.ts`; undefined for anything else. */
function roomOf(target: string): string | undefined {
  return /^#lib\/([^/]+)\//.exec(target)?.[1];
}

describe('the rooms import only what the table allows', () => {
  const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `lib/${entry.name}`);

  it('knows every room of lib/', () => {
    expect(folders.filter((folder) => ROOMS[folder] === undefined)).toEqual([]);
  });

  for (const [room, allowed] of Object.entries(ROOMS)) {
    const files = folders.includes(room) ? sourcesBelow(room) : [];
    const own = room.slice('lib/'.length);

    it(`${room} imports ${allowed.join(', ') || 'no other room'}`, () => {
      const tolerated = new Set([own, ...allowed]);
      const testsMayAlso: ReadonlySet<string> = new Set([...PURE, 'messages']);
      const broken = edgesOf(files).filter(({ file, target }) => {
        const targetRoom = roomOf(target);
        // The plain ports that benchmarks measure against are also what tests compare with.
        if (isTest(file) && target.startsWith('../../bench/')) return false;
        if (targetRoom === undefined) return target.startsWith('#components/') || target.startsWith('.');
        return !tolerated.has(targetRoom) && !(isTest(file) && testsMayAlso.has(targetRoom));
      });
      expect(broken).toEqual([]);
    });

    if (!NODE_ROOMS.has(room)) {
      it(`${room} needs neither Node nor packages it was not given`, () => {
        const packages = new Set(PURE_PACKAGES[room] ?? []);
        const broken = edgesOf(files.filter((file) => !isTest(file))).filter(({ target }) => {
          if (target.startsWith('#lib/') || packages.has(target)) return false;
          return target.startsWith('node:') || builtinModules.includes(target) || !target.startsWith('.');
        });
        expect(broken).toEqual([]);
      });
    }
  }

  it('components import neither the server nor the embedded cluster', () => {
    const broken = edgesOf(sourcesBelow('components')).filter(({ file, target }) => {
      const room = roomOf(target);
      if (target.startsWith('#components/') || room === undefined) return target.startsWith('node:') && !isTest(file);
      return !COMPONENTS_IMPORT.includes(room);
    });
    expect(broken).toEqual([]);
  });

  it('nothing imports app/', () => {
    const broken = edgesOf([...sourcesBelow('lib'), ...sourcesBelow('components')]).filter(({ target }) =>
      /(^|\/)app\//.test(target),
    );
    expect(broken).toEqual([]);
  });

  it('every import by path names a file with its ending', () => {
    const broken = edgesOf([...sourcesBelow('lib'), ...sourcesBelow('components')]).filter(
      ({ target }) => target.startsWith('#') && !/\.(tsx?|css)$/.test(target),
    );
    expect(broken).toEqual([]);
  });
});

describe('what differs between versions stands in lib/kube-version', () => {
  const inRules = RULES.filter((room) => room !== 'kube-version').flatMap((room) => sourcesBelow(`lib/${room}`));
  const elsewhere = ['lib', 'components', 'app']
    .flatMap(sourcesBelow)
    .filter((file) => !/^lib\/kube-version\//.test(file));
  const linesWith = (files: readonly string[], pattern: RegExp) =>
    files
      .filter((file) => !isTest(file))
      .flatMap((file) =>
        readFileSync(join(ROOT, file), 'utf8')
          .split('\n')
          .map((line) => `${file}: ${line.trim()}`),
      )
      .filter((line) => pattern.test(line));

  it('no rule names a version, not even in a comment', () => {
    expect(linesWith(inRules, /\bv?1\.(?:2\d|3\d)\b/)).toEqual([]);
  });

  it('nobody else compares a minor with a number', () => {
    expect(
      linesWith(elsewhere, /\bminor\b\s*(?:[<>]=?|[=!]==?)\s*\d|\d\s*(?:[<>]=?|[=!]==?)\s*(?:\w+\.)*minor\b/),
    ).toEqual([]);
  });
});
