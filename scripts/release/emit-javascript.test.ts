import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emitJavaScript, shippedSources } from './emit-javascript.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'zonescope-emit-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('emitJavaScript()', () => {
  it('leaves tests, their support, fixtures and declarations out', () => {
    const from = folderWith({
      'hints/add.ts': '',
      'hints/add.test.ts': '',
      'hints/cases.test-support.ts': '',
      'hints/fixtures/made.ts': '',
      'hints/globals.d.ts': '',
      'hints/README.md': '',
    });
    expect(shippedSources(from)).toEqual(['hints/add.ts']);
  });

  it('writes what runs where no types are stripped, with #lib/*.ts leading to the emitted files', () => {
    const from = folderWith({
      'model/two.ts': 'export const two: number = 2;\n',
      'cli/main.ts':
        "import { two } from '#lib/model/two.ts';\nimport type { X } from '#lib/model/none.ts';\nconst x: X | number = two;\nconsole.log(x);\n",
    });
    const to = folderWith({
      'package.json': JSON.stringify({ type: 'module', imports: { '#lib/*.ts': './lib/*.js' } }),
    });
    expect(emitJavaScript({ from, to: join(to, 'lib') })).toBe(2);
    const args = ['--no-strip-types', join(to, 'lib/cli/main.js')];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('2\n');
  });

  it('keeps every line and column where it was, so that a stack names the source', () => {
    const text = 'export function f(a: number): string {\n  return String(a);\n}\n';
    const from = folderWith({ 'f.ts': text });
    const to = folderWith({});
    emitJavaScript({ from, to });
    const emitted = readFileSync(join(to, 'f.js'), 'utf8');
    expect(emitted.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
  });

  it('names the file that imports a TypeScript file by path, since nothing would map its ending', () => {
    const from = folderWith({ 'a/b.ts': "import { c } from './c.ts';\nc();\n" });
    expect(() => emitJavaScript({ from, to: folderWith({}) })).toThrow(/^Cannot emit a\/b\.ts: .*#lib\//);
  });

  it('names the file whose syntax needs more than stripping', () => {
    const from = folderWith({ 'a/b.ts': 'enum E { A }\n' });
    expect(() => emitJavaScript({ from, to: folderWith({}) })).toThrow(/^Cannot emit a\/b\.ts: /);
  });
});
