import { expect, test } from 'vitest';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import { createTopicRegistry } from '#lib/server/hub/topic-registry.ts';

function rig(room = 2) {
  const clock = fakeClock(0);
  const watched: string[] = [];
  const registry = createTopicRegistry({
    clock,
    room,
    lingerMillis: 60_000,
    create({ key, recordedSince, hasRoom }) {
      const name = key.slice('default/'.length);
      if (hasRoom) watched.push(name);
      return { recordedSince, hasRoom, stop: () => watched.splice(watched.indexOf(name), 1) };
    },
  });
  return { clock, registry, watched };
}

test('a Service that is opened twice is one topic, recorded since the first', () => {
  const { registry, watched } = rig();
  const first = registry.open('default/a', 3);
  expect(registry.open('default/a', 9)).toBe(first);
  expect([first.recordedSince, watched]).toEqual([3, ['a']]);
});

test('one that lingers is dropped in time, and one that is opened again is not', () => {
  const { clock, registry, watched } = rig();
  registry.open('default/a', 0);
  registry.open('default/b', 0);
  registry.linger('default/a');
  registry.linger('default/b');
  clock.advance(59_999);
  registry.open('default/b', 5);
  clock.advance(60_000);
  expect([[...registry.topicByKey.keys()], watched]).toEqual([['default/b'], ['b']]);
});

test('lingering anew begins the time anew', () => {
  const { clock, registry } = rig();
  registry.open('default/a', 0);
  registry.linger('default/a');
  clock.advance(50_000);
  registry.linger('default/a');
  clock.advance(50_000);
  expect(registry.topicByKey.size).toBe(1);
});

test('at the limit the one that has lingered longest makes room; when all are looked at, pods go unwatched', () => {
  const { registry, watched } = rig();
  registry.open('default/a', 0);
  registry.open('default/b', 0);
  registry.linger('default/a');
  registry.open('default/c', 0);
  expect(watched).toEqual(['b', 'c']);
  expect(registry.open('default/d', 0).hasRoom).toBe(false);
  expect(watched).toEqual(['b', 'c']);
});

test('stopped, it lets everything go, timers too', () => {
  const { clock, registry, watched } = rig();
  registry.open('default/a', 0);
  registry.open('default/b', 0);
  registry.linger('default/b');
  registry.stop();
  clock.advance(120_000);
  expect([registry.topicByKey.size, watched]).toEqual([0, []]);
});
