import { describe, expect, test } from 'vitest';
import { sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { keptHints } from '#lib/hints/kept-hints.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const ALLOCATIONS = new Map(['a', 'b'].map((zone) => [zone, { minimum: 1, maximum: 3, desired: 2 }]));

function kept(minor: number, ...sketches: readonly string[]) {
  const slices = sketches.map((sketch, index) => sliceOf(`s${index}`, sketch));
  const result = keptHints(slices, ALLOCATIONS, controllerRulesOf({ major: 1, minor, patch: 0 }, {}));
  expect([...result.slices, ...result.outdated].map((slice) => slice.name).sort()).toEqual(
    slices.map((slice) => slice.name),
  );
  return [result.slices.map((slice) => slice.name).join(), Object.fromEntries(result.hintsByZone)];
}

describe('minors that keep valid hints', () => {
  test.each([
    ['hints crossed but valid', 'a:b b:a', ['s0', { a: 1, b: 1 }]],
    ['one endpoint without hint', 'a:a b', ['', {}]],
    ['one without hint that is not ready', 'a:a xb', ['s0', { a: 1 }]],
    ['an unready endpoint’s hint does not count', 'a:a xb:b', ['s0', { a: 1 }]],
    ['a hint for a zone without allocation', 'a:a b:z', ['', {}]],
    ['as many as the maximum', 'a:a a:a a:a', ['s0', { a: 3 }]],
    ['one more', 'a:a a:a a:a a:a', ['', {}]],
    ['a hint for two zones counts in both', 'a:a+b', ['s0', { a: 1, b: 1 }]],
    ['no endpoint at all', '', ['s0', {}]],
  ])('%s', (_, sketch, expected) => {
    expect(kept(23, sketch)).toEqual(expected);
  });

  test('a slice that would exceed a maximum with those kept before it is written, a later one that fits is kept', () => {
    expect(kept(23, 'a:a a:a', 'a:a a:a', 'a:a b:b')).toEqual(['s0,s2', { a: 3, b: 1 }]);
  });
});

describe('the oldest minors, whose test is the wrong way round', () => {
  test.each([
    ['valid hints are written again', 'a:a b:b', ['', {}]],
    ['a slice with foreign hints only is left alone, and counts for nothing', 'a:z b:y', ['s0', {}]],
    ['one endpoint without hint', 'a:z b', ['', {}]],
    ['only the first zone of a hint is looked at', 'a:z+a', ['s0', {}]],
    ['unready ones are looked at too', 'a:z xb', ['', {}]],
  ])('%s', (_, sketch, expected) => {
    expect(kept(22, sketch)).toEqual(expected);
  });
});
