import { expect, test } from 'vitest';
import { createLineLog } from '#lib/server/hub/line-log.ts';

function rig(maxBytes: number) {
  const log = createLineLog(maxBytes);
  for (let sequence = 1; sequence <= 10; sequence += 1) log.append({ sequence, bytes: new Uint8Array(10) });
  return (after: number) => log.after(after)?.map((frame) => frame.sequence);
}

test('hands out what came after, and nothing to who is up to date', () => {
  const after = rig(1_000);
  expect(after(7)).toEqual([8, 9, 10]);
  expect(after(10)).toEqual([]);
  expect(after(0)).toHaveLength(10);
});

test('knows what it has forgotten: who stands before that cannot go on', () => {
  const after = rig(30);
  expect(after(7)).toEqual([8, 9, 10]);
  expect(after(6)).toBeUndefined();
});

test('a frame larger than all that is kept is forgotten at once', () => {
  const log = createLineLog(30);
  log.append({ sequence: 1, bytes: new Uint8Array(31) });
  expect(log.after(0)).toBeUndefined();
  expect(log.after(1)).toEqual([]);
});

test('told to forget, it does', () => {
  const log = createLineLog(1_000);
  log.append({ sequence: 1, bytes: new Uint8Array(1) });
  log.forget(5);
  expect(log.after(4)).toBeUndefined();
  expect(log.after(5)).toEqual([]);
});
