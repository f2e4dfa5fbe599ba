import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROW_COUNT_BY_WORD = { fault: 34, 'bad input': 26, promise: 22 } as const;
type Word = keyof typeof ROW_COUNT_BY_WORD;
const WORDS = Object.keys(ROW_COUNT_BY_WORD) as readonly Word[];
const NAMED = new RegExp(`^(?:${WORDS.join('|')}) \\d\\d: `);

/** `open: why`, or the names of the row's tests in backquotes. */
interface Row {
  readonly number: number;
  readonly proof: string;
}

/** The rows of docs/RELIABILITY.md below one heading; the last column of each is its proof. */
function rowsOf(document: string, letter: string): readonly Row[] {
  const section = document.split(/^## /m).find((part) => part.startsWith(`(${letter})`)) ?? '';
  return [...section.matchAll(/^\| (\d+) \|.*\| ([^|]+) \|$/gm)].map((match) => ({
    number: Number(match[1]),
    proof: match[2] ?? '',
  }));
}

function namesIn(proof: string): readonly string[] {
  return [...proof.matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) => (NAMED.test(name) ? [name] : []));
}

/** What stands in quotes behind `test(`, `it(` or `describe(` and begins with a row. */
function namedTests(): ReadonlySet<string> {
  const files = ['lib', 'components', 'scripts', 'e2e', 'bench'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const titles = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(['"`])(.*?)\1\s*,/gs),
    ].map((match) => match[2] ?? ''),
  );
  return new Set(titles.filter((title) => NAMED.test(title)));
}

const document = readFileSync(join(ROOT, 'docs/RELIABILITY.md'), 'utf8');
const titles = namedTests();

describe('docs/RELIABILITY.md', () => {
  for (const [index, word] of WORDS.entries()) {
    const rows = rowsOf(document, 'abc'[index] ?? '');

    it(`has a row for every ${word}, in order`, () => {
      expect(rows.map(({ number }) => number)).toEqual(
        Array.from({ length: ROW_COUNT_BY_WORD[word] }, (_, at) => at + 1),
      );
    });

    it(`names for every ${word} tests that exist, or says why it is open`, () => {
      const wanting = rows.filter(({ number, proof }) => {
        const names = namesIn(proof).filter((name) => name.startsWith(`${word} ${String(number).padStart(2, '0')}: `));
        const isOpen = /^open: \S/.test(proof);
        return names.length === 0 ? !isOpen : names.some((name) => !titles.has(name));
      });
      expect(wanting).toEqual([]);
    });
  }

  it('names every test that names a row', () => {
    const mentioned = new Set(namesIn(document));
    expect([...titles].filter((title) => !mentioned.has(title))).toEqual([]);
  });
});
