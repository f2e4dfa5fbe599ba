import { expect, test } from 'vitest';
import { formatResumePoint, parseResumePoint } from '#lib/wire/resume-point.ts';

test('an id is read as it was written', () => {
  expect(parseResumePoint(formatResumePoint({ epoch: 'k3x9', sequence: 41 }))).toEqual({ epoch: 'k3x9', sequence: 41 });
});

for (const junk of [
  '',
  'k3x9',
  '-1',
  'k3x9-',
  'k3x9--1',
  'k3x9-1e9',
  'K3-1',
  '../x-1',
  'a-99999999999999999',
  'a-1\n',
]) {
  test(`"${JSON.stringify(junk)}" is no id`, () => expect(parseResumePoint(junk)).toBeUndefined());
}
