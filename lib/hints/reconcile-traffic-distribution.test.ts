import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpointOf, hintsOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { reconcileTrafficDistribution } from '#lib/hints/reconcile-traffic-distribution.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';

const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, { PreferSameTrafficDistribution: true });
const FIRST = controllerRulesOf({ major: 1, minor: 30, patch: 14 }, { ServiceTrafficDistribution: true });

/** What becomes of one unchanged slice: its endpoint's hints, or 'kept'. */
function outcome(endpoint: Endpoint, value: string | undefined, rules = NEW): unknown {
  const slice = sliceOf('s', '', { endpoints: [endpoint] });
  const result = reconcileTrafficDistribution({ toCreate: [], toUpdate: [], unchanged: [slice] }, value, rules);
  if (result.unchanged.length > 0) return 'kept';
  return result.toUpdate[0]?.endpoints[0]?.hints;
}

const AT_HOME = endpointOf('10.0.0.1', { zone: 'a', nodeName: 'n' });

describe('what a ready endpoint is hinted to', () => {
  test.each(['PreferClose', 'PreferSameZone'])('%s: its zone', (value) => {
    expect(outcome(AT_HOME, value)).toEqual({ forZones: ['a'] });
  });

  test('PreferSameNode: its node, and its zone too', () => {
    expect(outcome(AT_HOME, 'PreferSameNode')).toEqual({ forZones: ['a'], forNodes: ['n'] });
  });

  test('without zone and node: nothing', () => {
    const slice = sliceOf('s', 'a');
    const bare = sliceOf('t', '', { endpoints: [endpointOf('10.0.0.1', { hints: { forZones: ['z'] } })] });
    const partition = { toCreate: [slice], toUpdate: [bare], unchanged: [] };
    const result = reconcileTrafficDistribution(partition, 'PreferSameNode', NEW);
    expect('hints' in (result.toUpdate[0]?.endpoints[0] ?? {})).toBe(false);
  });

  test('without zone, in the first minors: zone ""', () => {
    expect(outcome(endpointOf('10.0.0.1'), 'PreferClose', FIRST)).toEqual({ forZones: [''] });
  });

  test('without zone but with node: its node', () => {
    expect(outcome(endpointOf('10.0.0.1', { nodeName: 'n' }), 'PreferSameNode')).toEqual({ forNodes: ['n'] });
  });
});

test('one endpoint of one slice that can be hinted is enough for the decision, and one outdated for its slice', () => {
  const mixed = sliceOf('s', '', {
    endpoints: [
      endpointOf('10.0.0.1', { zone: 'a', hints: { forZones: ['a'] } }),
      endpointOf('10.0.0.2', { zone: 'b', hints: { forZones: ['a'] } }),
    ],
  });
  const unzoned = sliceOf('t', '', { endpoints: [endpointOf('10.0.0.3')] });
  const result = reconcileTrafficDistribution(
    { toCreate: [], toUpdate: [], unchanged: [mixed, unzoned] },
    'PreferSameZone',
    NEW,
  );
  expect(result.decision.reason).toBe('hinted-to-own-zone');
  expect(result.unchanged.map(({ name }) => name)).toEqual(['t']);
  expect(result.toUpdate.map(({ endpoints }) => endpoints.map(({ hints }) => hints?.forZones))).toEqual([
    [['a'], ['b']],
  ]);
});

describe('an unchanged slice is kept', () => {
  test.each<[string, Partial<Endpoint>, string]>([
    ['with the right zone', { zone: 'a', hints: { forZones: ['a'] } }, 'PreferSameZone'],
    [
      'with the right zone and node',
      { zone: 'a', nodeName: 'n', hints: { forZones: ['a'], forNodes: ['n'] } },
      'PreferSameNode',
    ],
    ['with nothing to hint to, and an empty hint', { hints: { forZones: [] } }, 'PreferSameZone'],
    ['with an unready endpoint, whatever its hints', { zone: 'a', conditions: { ready: false } }, 'PreferSameZone'],
    ['with an endpoint whose readiness is not told', { zone: 'a', conditions: {} }, 'PreferSameZone'],
  ])('%s', (_, fields, value) => {
    expect(outcome(endpointOf('10.0.0.1', fields), value)).toBe('kept');
  });
});

describe('an unchanged slice is written', () => {
  test.each<[string, Partial<Endpoint>, string]>([
    ['with no hint', { zone: 'a' }, 'PreferSameZone'],
    ['with another zone', { zone: 'a', hints: { forZones: ['b'] } }, 'PreferSameZone'],
    ['with one zone too many', { zone: 'a', hints: { forZones: ['a', 'b'] } }, 'PreferSameZone'],
    ['with a stale node', { zone: 'a', nodeName: 'n', hints: { forZones: ['a'], forNodes: ['n'] } }, 'PreferSameZone'],
    ['with another node', { nodeName: 'n', hints: { forNodes: ['m'] } }, 'PreferSameNode'],
    ['with a hint though it has no zone', { hints: { forZones: ['a'] } }, 'PreferSameZone'],
  ])('%s', (_, fields, value) => {
    expect(outcome(endpointOf('10.0.0.1', fields), value)).not.toBe('kept');
  });
});

test('unready endpoints of a written slice keep the hints they have', () => {
  const partition = { toCreate: [], toUpdate: [sliceOf('s', 'a xb:z xb')], unchanged: [] };
  expect(reconcileTrafficDistribution(partition, 'PreferClose', NEW).toUpdate.map(hintsOf)).toEqual(['a z -']);
});

test('slices that are written anyway come first, those found outdated after them', () => {
  const partition = {
    toCreate: [sliceOf('new', 'a')],
    toUpdate: [sliceOf('changed', 'a')],
    unchanged: [sliceOf('kept', 'a:a'), sliceOf('outdated', 'b')],
  };
  const result = reconcileTrafficDistribution(partition, 'PreferClose', NEW);
  expect(result.toCreate.map(hintsOf)).toEqual(['a']);
  expect(result.toUpdate.map((slice) => `${slice.name} ${hintsOf(slice)}`)).toEqual(['changed a', 'outdated b']);
  expect(result.unchanged).toEqual([partition.unchanged[0]]);
});

describe('values', () => {
  test.each([
    ['Bogus', NEW],
    [undefined, NEW],
    ['PreferSameZone', FIRST],
  ])('%s is not known: every hint goes', (value, rules) => {
    const partition = { toCreate: [], toUpdate: [], unchanged: [sliceOf('s', 'a:a xb:b')] };
    const result = reconcileTrafficDistribution(partition, value, rules);
    expect(result.toUpdate.map(hintsOf)).toEqual(['- -']);
    expect(result.decision).toEqual({
      reason: 'traffic-distribution-not-supported',
      values: { value: value ?? '' },
    });
  });

  test.each([
    ['PreferClose', 'a', 'hinted-to-own-zone'],
    ['PreferSameZone', 'a', 'hinted-to-own-zone'],
    ['PreferSameNode', 'a', 'hinted-to-own-node'],
    ['PreferClose', 'xa', 'nothing-to-hint'],
    ['PreferClose', 'xa:a', 'nothing-to-hint'],
    ['PreferClose', '-', 'nothing-to-hint'],
    ['PreferClose', '', 'nothing-to-hint'],
  ])('%s with endpoints "%s": %s', (value, sketch, reason) => {
    const result = reconcileTrafficDistribution(
      { toCreate: [sliceOf('s', sketch)], toUpdate: [], unchanged: [] },
      value,
      NEW,
    );
    expect(result.decision).toEqual({ reason, values: { value } });
    expect(result).toMatchObject({ oneOfSeveral: false, countsOneOfSeveral: false });
    expect(result.hintsByZone).toBeUndefined();
  });
});

test('what comes in is not changed', () => {
  const words = fc.array(fc.constantFrom('a', 'a:a', 'xa:b', '-', '-:z'), { maxLength: 5 });
  fc.assert(
    fc.property(words, fc.constantFrom('PreferClose', 'PreferSameNode', 'Bogus'), (sketch, value) => {
      const slice = sliceOf('s', sketch.join(' '));
      const partition = { toCreate: [slice], toUpdate: [slice], unchanged: [slice] };
      const before = structuredClone(partition);
      reconcileTrafficDistribution(partition, value, NEW);
      expect(partition).toEqual(before);
    }),
  );
});
