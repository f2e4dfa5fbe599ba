import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';
import { applyEndpointEdits, endpointEditsOf } from '#lib/wire/endpoint-edits.ts';

function endpoint(id: number, ready = true, zone = 'a'): Endpoint {
  return {
    addresses: [`10.0.0.${id}`],
    conditions: { ready },
    hints: { forZones: [zone] },
    targetRef: { kind: 'Pod', name: `p${id}`, uid: `u${id}` },
  };
}

describe('endpointEditsOf', () => {
  test('equal lists need no edits', () => {
    expect(endpointEditsOf([endpoint(1), endpoint(2)], [endpoint(1), endpoint(2)])).toBeUndefined();
  });

  test('one changed condition costs one place and the changed field', () => {
    expect(endpointEditsOf([endpoint(1), endpoint(2)], [endpoint(1), endpoint(2, false)])).toEqual({
      edit: [[1, { conditions: { ready: false } }]],
    });
  });

  test('a pod that goes and one that comes cost a place and one endpoint, as the controller keeps the order', () => {
    const before = [endpoint(1), endpoint(2), endpoint(3)];
    expect(endpointEditsOf(before, [endpoint(1), endpoint(3), endpoint(4)])).toEqual({
      drop: [1],
      insert: [[2, endpoint(4)]],
    });
  });

  test('an address taken by another pod is another endpoint', () => {
    const taken = { ...endpoint(1), targetRef: { kind: 'Pod', name: 'p9', uid: 'u9' } };
    expect(endpointEditsOf([endpoint(1)], [taken])).toEqual({ drop: [0], insert: [[0, taken]] });
  });

  test('another order is sent whole', () => {
    const after = [endpoint(2), endpoint(1)];
    expect(endpointEditsOf([endpoint(1), endpoint(2)], after)).toEqual({ all: after });
  });

  test('of an endpoint that stands twice each is told of at its own place', () => {
    const after = [endpoint(1), endpoint(1, false)];
    expect(endpointEditsOf([endpoint(1), endpoint(1)], after)).toEqual({
      edit: [[1, { conditions: { ready: false } }]],
    });
  });

  test('applying the edits to the old list gives the new one, for any two lists, and keeps what did not change', () => {
    const some = fc
      .array(fc.record({ id: fc.integer({ min: 0, max: 12 }), ready: fc.boolean(), zone: fc.constantFrom('a', 'b') }), {
        maxLength: 10,
      })
      .map((items) => items.map((item) => endpoint(item.id, item.ready, item.zone)));
    fc.assert(
      fc.property(some, some, fc.boolean(), (before, after, sorted) => {
        const target = sorted
          ? after.toSorted((l, r) => (l.addresses[0] ?? '').localeCompare(r.addresses[0] ?? ''))
          : after;
        const edits = endpointEditsOf(before, target);
        expect(applyEndpointEdits(before, JSON.parse(JSON.stringify(edits ?? {})))).toEqual(target);
      }),
      { numRuns: 500 },
    );
  });

  test('an untouched endpoint keeps its identity', () => {
    const before = [endpoint(1), endpoint(2), endpoint(3)];
    const after = applyEndpointEdits(before, { drop: [0], edit: [[1, { zone: 'b' }]] });
    expect(after[0]).toBe(before[1]);
    expect(after[1]?.zone).toBe('b');
  });
});
