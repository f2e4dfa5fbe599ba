import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

function answer(lines: readonly string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'answer.ts')], {
    input: lines.join('\n'),
    encoding: 'utf8',
  });
}

it('answers each line that it can, and names those that it cannot by number', () => {
  const good = { name: 'x', kind: 'scaleDown', version: '1.37.2', replicas: 0, now: '2026-01-01T00:00:00Z', pods: [] };
  const { status, stdout, stderr } = answer(['', JSON.stringify(good), 'nope', '[]', '{"name":"y"}']);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name),
  ).toEqual(['x']);
  expect(stderr.split('\n').map((line) => line.replace(/\(.*\)/, '(...)'))).toEqual([
    'zonescope: line 3: Cannot answer: the line is no JSON (...)',
    'zonescope: line 4: Cannot answer: the line holds no JSON object',
    'zonescope: line 5: Cannot answer "y": kind "" is none of routing, addHints, reconcileHints, reconcile, overload, scaleDown, placement',
    '',
  ]);
  expect(status).toBe(2);
}, 60_000);
