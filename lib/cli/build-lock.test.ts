import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withBuildLock } from '#lib/cli/build-lock.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'zonescope-lock-'));
  path = join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

const MODULE = pathToFileURL(join(import.meta.dirname, 'build-lock.ts')).href;

/** A process of its own that writes "<" and ">" around what it does under the lock. */
function builder(log: string): Promise<number | null> {
  const code = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { withBuildLock } from ${JSON.stringify(MODULE)};
    await withBuildLock({ path: ${JSON.stringify(path)}, onWait: () => undefined }, async () => {
      appendFileSync(${JSON.stringify(log)}, '<');
      await setTimeout(50);
      appendFileSync(${JSON.stringify(log)}, '>');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('close', resolve));
}

/** The id of a process that has ended. */
async function deadProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  return child.pid ?? 0;
}

test('several processes work one after the other, and leave no lock', async () => {
  const log = join(directory, 'log');
  expect(await Promise.all([builder(log), builder(log), builder(log)])).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('<><><>');
  expect(existsSync(path)).toBe(false);
});

test('who waits is told so once, and goes on when the holder is done', async () => {
  const onWait = vi.fn();
  let finish = (): void => undefined;
  const held = withBuildLock({ path, onWait }, () => new Promise<void>((resolve) => (finish = resolve)));
  const second = withBuildLock({ path, onWait }, async () => 'second');
  await vi.waitFor(() => expect(onWait).toHaveBeenCalledOnce());
  finish();
  await held;
  expect(await second).toBe('second');
  expect(onWait).toHaveBeenCalledOnce();
});

test('a failure lets go of the lock', async () => {
  const onWait = vi.fn();
  const fails = withBuildLock({ path, onWait }, () => Promise.reject(new Error('no build')));
  await expect(fails).rejects.toThrow('no build');
  expect(existsSync(path)).toBe(false);
});

test('what a killed process left behind is taken over', async () => {
  writeFileSync(path, String(await deadProcessId()));
  expect(await withBuildLock({ path, onWait: vi.fn() }, async () => 'built')).toBe('built');
});

test('a lock of hours ago is taken over, even where another process has its id by now', async () => {
  writeFileSync(path, String(process.pid));
  const hoursAgo = Date.now() / 1000 - 7_200;
  utimesSync(path, hoursAgo, hoursAgo);
  expect(await withBuildLock({ path, onWait: vi.fn() }, async () => 'built')).toBe('built');
});
