import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DNS, tutorialFile } from '#lib/cli/tutorial-file.test-support.ts';

const tutorial = tutorialFile();
afterAll(() => tutorial.remove());

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'zonescope.ts'), ...args], { encoding: 'utf8' });

it('help tells the commands, and the options of each', { timeout: 60_000 }, () => {
  const all = run(['help']);
  expect([all.status, all.stderr]).toEqual([0, '']);
  for (const name of ['backends', 'compare', 'hints', 'lint', 'sweep', 'why']) {
    expect(all.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  }
  const one = run(['help', 'sweep']);
  expect([one.status, one.stdout]).toEqual([0, run(['sweep', '--help']).stdout]);
  const wrong = run(['help', 'nosuch']);
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toContain('Cannot run "nosuch": the subcommands are backends, compare, hints, lint, sweep, why');
});

it('--fail-on gives the command its exit code', { timeout: 60_000 }, () => {
  const argsOfWhy = ['why', ...DNS, '-f', tutorial.file];
  expect(run([...argsOfWhy, '--fail-on', 'problem']).status).toBe(0);
  const stopped = run([...argsOfWhy, '--what-if', 'replicas:1', '--fail-on', 'problem']);
  expect([stopped.status, stopped.stdout.split(':')[0]]).toEqual([1, 'Zone routing is off']);
  const refused = run([...argsOfWhy, '--fail-on', 'high']);
  expect([refused.status, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toBe('zonescope: Cannot answer: --fail-on takes blackhole, problem, unknown, not "high"\n');
});
