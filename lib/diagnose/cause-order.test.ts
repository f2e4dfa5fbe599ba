import { describe, expect, test } from 'vitest';
import { causesInOrder, isDeed, mayFollow } from '#lib/diagnose/cause-order.ts';
import type { Text } from '#lib/model/text.ts';

const of = (key: string): Text => ({ key: `cause.${key}` });
const ordered = (now: readonly string[], waiting: readonly string[] = []): readonly string[] =>
  causesInOrder(now.map(of), waiting.map(of)).map(({ key }) => key.slice('cause.'.length));

describe('causesInOrder', () => {
  const CASES: readonly {
    readonly name: string;
    readonly now: readonly string[];
    readonly waiting?: readonly string[];
    readonly want: readonly string[];
  }[] = [
    { name: 'nothing happened', now: [], want: [] },
    {
      name: 'what was done comes before what a controller made of it',
      now: ['hints-given', 'annotation-set'],
      want: ['annotation-set', 'hints-given'],
    },
    {
      name: 'an answer is of the latest that was done before',
      now: ['hints-given'],
      waiting: ['nodes-labelled', 'annotation-set'],
      want: ['annotation-set', 'hints-given', 'nodes-labelled'],
    },
    {
      name: 'a pod that turns not ready by itself is a cause',
      now: ['endpoints-not-ready'],
      waiting: ['annotation-set'],
      want: ['endpoints-not-ready', 'annotation-set'],
    },
    {
      name: 'a pod that turns ready after a scaling is what came of it',
      now: ['endpoints-ready'],
      waiting: ['replicas'],
      want: ['replicas', 'endpoints-ready'],
    },
    { name: 'what happened twice is told once', now: ['replicas'], waiting: ['replicas'], want: ['replicas'] },
    { name: 'a controller alone is named where nobody else is', now: ['hints-removed'], want: ['hints-removed'] },
  ];
  test.each(CASES)('$name', ({ now, waiting, want }) => expect(ordered(now, waiting)).toEqual(want));
});

describe('what exposes a Service changes no endpoint and no hint', () => {
  const field = (name: string): Text => ({ key: 'cause.field-set', values: { field: name, value: 'x' } });
  test('it is told after a pod that turned not ready at the same time', () => {
    const notReady = of('endpoints-not-ready');
    expect(causesInOrder([field('type'), notReady, of('hints-removed')], [])).toEqual([
      notReady,
      field('type'),
      of('hints-removed'),
    ]);
  });
  test('it is told after a label whose zones a sync for its sake brought into the slice', () => {
    const labelled = of('nodes-labelled');
    const causes = [field('externalTrafficPolicy'), of('endpoint-zones')];
    expect(causesInOrder(causes, [labelled])).toEqual([labelled, ...causes]);
  });
  test('it is the cause where nothing else came with it, whatever had been done before', () => {
    expect(causesInOrder([field('type')], [of('annotation-set')])).toEqual([field('type'), of('annotation-set')]);
  });
  test('another field is a cause before what pods do', () => {
    const causes = [field('trafficDistribution'), of('endpoints-not-ready')];
    expect(causesInOrder(causes, [])).toEqual(causes);
  });
});

test('a deed is neither a controller’s answer nor what a pod does by itself', () => {
  expect(['annotation-set', 'replicas', 'hints-given', 'endpoints-ready'].map((key) => isDeed(of(key)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('pods are made up for after a drain, and not after an annotation', () => {
  expect(mayFollow(of('replicas'), of('drained'))).toBe(true);
  expect(mayFollow(of('replicas'), of('annotation-set'))).toBe(false);
  expect(mayFollow(of('hints-changed'), of('annotation-set'))).toBe(true);
});
