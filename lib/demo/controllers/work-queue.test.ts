import { describe, expect, it } from 'vitest';
import { StatusError } from '#lib/demo/api-server/status-error.ts';
import { keyParts, WorkQueue } from '#lib/demo/controllers/work-queue.ts';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';

describe('WorkQueue', () => {
  it('takes each key once, after the write that added it', () => {
    const clock = fakeClock(0);
    const seen: string[] = [];
    const queue = new WorkQueue(clock, (key) => seen.push(key));
    queue.add('a');
    queue.add('b');
    queue.add('a');
    expect(seen).toEqual([]);
    clock.advance(0);
    expect(seen).toEqual(['a', 'b']);
  });

  it('takes a key again that was added while it was looked at', () => {
    const clock = fakeClock(0);
    const seen: string[] = [];
    const queue = new WorkQueue(clock, (key) => {
      seen.push(key);
      if (seen.length < 3) queue.add(key);
    });
    queue.add('a');
    clock.advance(0);
    expect(seen).toEqual(['a', 'a', 'a']);
  });

  it('tries a refused write again, later each time, and gives up in the end', () => {
    const clock = fakeClock(0);
    const times: number[] = [];
    const queue = new WorkQueue(clock, () => {
      times.push(clock.now());
      throw new StatusError(409, 'Conflict', 'not now');
    });
    queue.add('a');
    clock.advance(7000);
    expect(times).toEqual([0, 1000, 3000, 7000]);
    clock.advance(100_000_000);
    expect(times).toHaveLength(16);
  });

  it('does not hide an error that is no refusal', () => {
    const clock = fakeClock(0);
    const queue = new WorkQueue(clock, () => {
      throw new TypeError('broken');
    });
    queue.add('a');
    expect(() => clock.advance(0)).toThrow('broken');
  });

  it('does nothing once it is stopped', () => {
    const clock = fakeClock(0);
    const seen: string[] = [];
    const queue = new WorkQueue(clock, (key) => seen.push(key));
    queue.add('a');
    queue.addAfter('b', 10);
    queue.stop();
    queue.add('c');
    clock.advance(100);
    expect(seen).toEqual([]);
  });
});

it('splits a key', () => {
  expect(keyParts('kube-system/kube-dns')).toEqual({ namespace: 'kube-system', name: 'kube-dns' });
});
