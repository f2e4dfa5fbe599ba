import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from '#lib/cli/source-hash.ts';

describe('sourceHash() decides whether a build is older than its sources', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'zonescope-hash-'));
    mkdirSync(join(root, 'lib', 'model', 'fixtures'), { recursive: true });
    writeFileSync(join(root, 'package.json'), '{}');
    writeFileSync(join(root, 'lib', 'model', 'node.ts'), 'export const a = 1;');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const changes = [
    { what: 'a source changes', file: 'lib/model/node.ts', text: 'export const a = 2;', differs: true },
    { what: 'a source of the same size changes', file: 'package.json', text: '[]', differs: true },
    { what: 'a source is added', file: 'lib/model/pod.ts', text: '', differs: true },
    { what: 'a test changes', file: 'lib/model/node.test.ts', text: 'x', differs: false },
    { what: 'a fixture changes', file: 'lib/model/fixtures/case.json', text: 'x', differs: false },
    { what: 'a document changes', file: 'README.md', text: 'x', differs: false },
  ];
  for (const { what, file, text, differs } of changes) {
    it(`${differs ? 'differs' : 'stays the same'} when ${what}`, () => {
      const before = sourceHash(root);
      writeFileSync(join(root, file), text);
      expect(sourceHash(root) !== before).toBe(differs);
    });
  }

  it('differs when a file is renamed', () => {
    const before = sourceHash(root);
    rmSync(join(root, 'lib', 'model', 'node.ts'));
    writeFileSync(join(root, 'lib', 'model', 'other.ts'), 'export const a = 1;');
    expect(sourceHash(root)).not.toBe(before);
  });
});
