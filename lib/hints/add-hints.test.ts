import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addHints } from '#lib/hints/add-hints.ts';
import { cpuRatios } from '#lib/hints/cpu-ratios.ts';
import { hintsOf, nodesIn, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { slicesOf } from '#lib/hints/slice-partition.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';

const OLD = controllerRulesOf({ major: 1, minor: 22, patch: 17 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});
const RATIOS = cpuRatios(nodesIn('a b'), NEW);

function partitionOf(sketch: { toCreate?: string[]; toUpdate?: string[]; unchanged?: string[] }) {
  const slices = (prefix: string, sketches: readonly string[] = []) =>
    sketches.map((text, index) => sliceOf(`${prefix}${index}`, text));
  return {
    toCreate: slices('new', sketch.toCreate),
    toUpdate: slices('changed', sketch.toUpdate),
    unchanged: slices('kept', sketch.unchanged),
  };
}

test('endpoints are hinted to their own zones where these suit', () => {
  const result = addHints(partitionOf({ toCreate: ['a b'] }), { ratios: RATIOS, rules: NEW });
  expect(result.toCreate.map(hintsOf)).toEqual(['a b']);
  expect(result.decision).toEqual({ reason: 'hinted-by-cpu-share', values: { zones: 2 } });
  expect(result.hintsByZone).toEqual(
    new Map([
      ['a', 1],
      ['b', 1],
    ]),
  );
  expect(result).toMatchObject({ oneOfSeveral: false, countsOneOfSeveral: false });
});

test('slices to create hand over before slices to update, and those before slices that were unchanged', () => {
  const result = addHints(partitionOf({ toCreate: ['a'], toUpdate: ['a'], unchanged: ['a a'] }), {
    ratios: RATIOS,
    rules: NEW,
  });
  expect([...result.toCreate, ...result.toUpdate].map((slice) => `${slice.name} ${hintsOf(slice)}`)).toEqual([
    'new0 b',
    'changed0 b',
    'kept0 a a',
  ]);
  expect(result.unchanged).toEqual([]);
});

test('an unchanged slice with valid hints stays the same object, and counts', () => {
  const partition = partitionOf({ toUpdate: ['a a'], unchanged: ['a:a b:a'] });
  const result = addHints(partition, { ratios: RATIOS, rules: NEW });
  expect(result.unchanged[0]).toBe(partition.unchanged[0]);
  expect(result.toUpdate.map(hintsOf)).toEqual(['b b']);
  expect(Object.fromEntries(result.hintsByZone ?? [])).toEqual({ a: 2, b: 2 });
});

describe('unready endpoints', () => {
  test('neither count nor get hints, and keep stale ones', () => {
    const result = addHints(partitionOf({ toUpdate: ['a b xa:b xb'] }), { ratios: RATIOS, rules: NEW });
    expect(result.toUpdate.map(hintsOf)).toEqual(['a b b -']);
  });

  test('count and get hints in the oldest minors', () => {
    const result = addHints(partitionOf({ toUpdate: ['a b xa:b xb'] }), { ratios: RATIOS, rules: OLD });
    expect(result.toUpdate.map(hintsOf)).toEqual(['a b a b']);
  });

  test('do not make up for missing ready ones', () => {
    const result = addHints(partitionOf({ toCreate: ['a xb'] }), { ratios: RATIOS, rules: NEW });
    expect(result.decision).toEqual({ reason: 'fewer-endpoints-than-zones', values: { endpoints: 1, zones: 2 } });
  });

  test('without zone do no harm', () => {
    expect(
      addHints(partitionOf({ toCreate: ['a b x-'] }), { ratios: RATIOS, rules: NEW }).toCreate.map(hintsOf),
    ).toEqual(['a b -']);
  });
});

describe('no hints', () => {
  test('all endpoints of all slices are counted against the zones', () => {
    const result = addHints(partitionOf({ toCreate: ['a'], toUpdate: ['a'], unchanged: ['a a'] }), {
      ratios: RATIOS,
      rules: NEW,
    });
    expect(result.decision.reason).toBe('hinted-by-cpu-share');
  });

  test('too few endpoints take every hint off, also from slices that were unchanged', () => {
    const result = addHints(partitionOf({ unchanged: ['a:a xb:b'] }), { ratios: RATIOS, rules: NEW });
    expect(result.toUpdate.map(hintsOf)).toEqual(['- -']);
    expect(result.hintsByZone).toBeUndefined();
    expect(result).toMatchObject({ oneOfSeveral: false, countsOneOfSeveral: false });
  });

  test('one endpoint without zone takes every hint off, kept slices included, and is named', () => {
    const result = addHints(partitionOf({ toCreate: ['a -'], unchanged: ['a:a b:b', 'a b:z'] }), {
      ratios: RATIOS,
      rules: NEW,
    });
    expect(result.decision).toEqual({ reason: 'endpoint-without-zone', values: { endpoint: '10.0.0.2' } });
    expect(result.toCreate.map(hintsOf)).toEqual(['- -']);
    expect(result.toUpdate.map((slice) => `${slice.name} ${hintsOf(slice)}`)).toEqual(['kept1 - -', 'kept0 - -']);
  });

  test('the pod names an endpoint without zone better than its address', () => {
    const targetRef = { kind: 'Pod', name: 'svc-9', uid: 'u' };
    const slice = sliceOf('s', '', {
      endpoints: ['10.0.0.1', '10.0.0.2'].map((address) => ({
        addresses: [address],
        conditions: { ready: true },
        targetRef,
      })),
    });
    const result = addHints({ toCreate: [slice], toUpdate: [], unchanged: [] }, { ratios: RATIOS, rules: NEW });
    expect(result.decision.values).toEqual({ endpoint: 'svc-9' });
  });

  test('no shares: the reason of the shares', () => {
    const result = addHints(partitionOf({ toCreate: ['a b'] }), { ratios: cpuRatios(nodesIn('a'), NEW), rules: NEW });
    expect(result.decision.reason).toBe('one-zone-only');
  });
});

const anySketch = fc
  .array(fc.constantFrom('a', 'b', 'c', 'z', 'xa', 'x-', 'a:b', 'b:b', 'c:a+b', 'xb:c'), { maxLength: 8 })
  .map((words) => words.join(' '));
const anyPartition = fc
  .record({
    toCreate: fc.array(anySketch, { maxLength: 2 }),
    toUpdate: fc.array(anySketch, { maxLength: 2 }),
    unchanged: fc.array(anySketch, { maxLength: 2 }),
  })
  .map(partitionOf);
const anyZones = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 })
  .map((zones) => zones.join(' '));

test('whatever comes in, it is not changed, and no slice or endpoint is lost', () => {
  fc.assert(
    fc.property(anyPartition, anyZones, fc.boolean(), (partition, zones, old) => {
      const rules = old ? OLD : NEW;
      const before = structuredClone(partition);
      const result = addHints(partition, { ratios: cpuRatios(nodesIn(zones), rules), rules });
      expect(partition).toEqual(before);
      const contents = (slices: ReturnType<typeof slicesOf>) =>
        slices.map((slice) => `${slice.name} ${slice.endpoints.map((endpoint) => endpoint.addresses[0])}`).sort();
      expect(contents(slicesOf(result))).toEqual(contents(slicesOf(partition)));
    }),
  );
});

test('where every slice is computed anew and hints are given, they add up to the endpoints counted', () => {
  fc.assert(
    fc.property(anyPartition, anyZones, ({ toCreate, toUpdate }, zones) => {
      const result = addHints(
        { toCreate, toUpdate, unchanged: [] },
        { ratios: cpuRatios(nodesIn(zones), NEW), rules: NEW },
      );
      const ready = [...toCreate, ...toUpdate]
        .flatMap((slice) => slice.endpoints)
        .filter(({ conditions }) => conditions.ready);
      const { hintsByZone } = result;
      if (hintsByZone === undefined) return;
      expect([...hintsByZone.values()].reduce((total, count) => total + count, 0)).toBe(ready.length);
      const written = [...result.toCreate, ...result.toUpdate].flatMap((slice) => slice.endpoints);
      for (const [zone, count] of hintsByZone) {
        const hinted = written.filter(({ conditions, hints }) => conditions.ready && hints?.forZones?.[0] === zone);
        expect(hinted.length).toBe(count);
      }
    }),
  );
});

test('the order of slices, endpoints and nodes changes neither the decision nor the counts, where every slice is computed anew', () => {
  fc.assert(
    fc.property(fc.array(anySketch, { maxLength: 3 }), anyZones, (toCreate, zones) => {
      const decided = (sketches: readonly string[], nodeZones: string) => {
        const partition = partitionOf({ toCreate: [...sketches] });
        const { decision, hintsByZone } = addHints(partition, {
          ratios: cpuRatios(nodesIn(nodeZones), NEW),
          rules: NEW,
        });
        return { reason: decision.reason, hintsByZone: hintsByZone && new Map([...hintsByZone].sort()) };
      };
      const reversed = (words: string) => words.split(' ').toReversed().join(' ');
      expect(decided(toCreate.map(reversed).toReversed(), reversed(zones))).toEqual(decided(toCreate, zones));
    }),
  );
});
