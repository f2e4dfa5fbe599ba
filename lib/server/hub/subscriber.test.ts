import { expect, test } from 'vitest';
import { nextOf } from '#lib/server/hub/next-of.test-support.ts';
import { Subscriber } from '#lib/server/hub/subscriber.ts';

function rig(maxQueuedBytes = 100): { readonly subscriber: Subscriber; readonly ends: number[] } {
  const ends: number[] = [];
  const subscriber = new Subscriber({ look: {}, maxQueuedBytes, onEnd: () => ends.push(1) });
  return { subscriber, ends };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

async function take(subscriber: Subscriber): Promise<string | undefined> {
  const next = await nextOf(subscriber);
  return next === undefined ? undefined : Buffer.from(next).toString();
}

test('first frames are made one at a time, as they are pulled, and what is pushed meanwhile comes after them', async () => {
  const { subscriber } = rig();
  const made: string[] = [];
  function* frames(): Generator<Uint8Array, void, undefined> {
    for (const text of ['s1', 's2']) {
      made.push(text);
      yield bytes(text);
    }
  }
  subscriber.restart(frames());
  expect(made).toEqual([]);
  expect(await take(subscriber)).toBe('s1');
  expect(made).toEqual(['s1']);
  subscriber.push(bytes('d1'));
  expect([await take(subscriber), await take(subscriber)]).toEqual(['s2', 'd1']);
});

test('a reader who waits is woken by the next frame', async () => {
  const { subscriber } = rig();
  const waiting = take(subscriber);
  subscriber.push(bytes('d1'));
  expect(await waiting).toBe('d1');
});

test('a restart throws away what waited, and wakes who waits', async () => {
  const { subscriber } = rig();
  subscriber.push(bytes('old'));
  subscriber.restart([bytes('new')].values());
  expect(await take(subscriber)).toBe('new');
  const waiting = take(subscriber);
  subscriber.restart([bytes('newer')].values());
  expect(await waiting).toBe('newer');
});

test('finish lets what waits go out, then the last word, then ends', async () => {
  const { subscriber, ends } = rig();
  subscriber.push(bytes('d1'));
  subscriber.finish(bytes('bye'));
  subscriber.push(bytes('late'));
  expect([await take(subscriber), await take(subscriber), await take(subscriber)]).toEqual(['d1', 'bye', undefined]);
  expect(ends).toHaveLength(1);
});

test('finish reaches a reader who waits', async () => {
  const { subscriber, ends } = rig();
  const waiting = take(subscriber);
  subscriber.finish(bytes('bye'));
  expect([await waiting, await take(subscriber)]).toEqual(['bye', undefined]);
  expect(ends).toHaveLength(1);
});

test('close ends at once, also for who waits, and only once', async () => {
  const { subscriber, ends } = rig();
  const waiting = take(subscriber);
  subscriber.close();
  subscriber.close();
  expect(await waiting).toBeUndefined();
  expect(ends).toHaveLength(1);
});

test('past the limit the reader is cut off and told; at the limit it is not', async () => {
  const { subscriber, ends } = rig(4);
  let cutOff = 0;
  subscriber.onCutOff(() => {
    cutOff += 1;
  });
  subscriber.push(bytes('1234'));
  expect(cutOff).toBe(0);
  subscriber.push(bytes('5'));
  subscriber.push(bytes('6'));
  expect([cutOff, ends.length, await take(subscriber)]).toEqual([1, 1, undefined]);
});

test('what was read no longer counts', async () => {
  const { subscriber } = rig(4);
  for (let round = 0; round < 10; round += 1) {
    subscriber.push(bytes('1234'));
    expect(await take(subscriber)).toBe('1234');
  }
});
