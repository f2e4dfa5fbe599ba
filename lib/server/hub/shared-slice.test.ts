import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSliceSharing } from '#lib/server/hub/shared-slice.ts';
import { anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';

const share = createSliceSharing();
const UNREADY = { conditions: { ready: false, serving: false, terminating: false } };

/** As it would come in with another event: equal, and nothing of it the same object. */
function again<T>(value: T): T {
  return structuredClone(value);
}

describe('createSliceSharing', () => {
  test('of a slice in which one endpoint turned unready, all others and what that one kept are the old objects', () => {
    const before = share(undefined, aSlice('web-1', [anEndpoint(0), anEndpoint(1), anEndpoint(2)]));
    const after = again(aSlice('web-1', [anEndpoint(0), anEndpoint(1, UNREADY), anEndpoint(2)]));
    const shared = share(before, after);
    expect(shared).toEqual(after);
    expect(shared.endpoints.map((endpoint, at) => endpoint === before.endpoints[at])).toEqual([true, false, true]);
    expect(shared.endpoints[1]?.targetRef).toBe(before.endpoints[1]?.targetRef);
    expect(shared.endpoints[1]?.hints).toBe(before.endpoints[1]?.hints);
    expect(shared.ports).toBe(before.ports);
  });

  test('where pods went and came, those that stayed are the old objects', () => {
    const before = share(
      undefined,
      aSlice(
        'web-1',
        [0, 1, 2, 3, 4].map((index) => anEndpoint(index)),
      ),
    );
    const after = again(
      aSlice(
        'web-1',
        [1, 3, 4, 5].map((index) => anEndpoint(index)),
      ),
    );
    const { endpoints } = share(before, after);
    expect(endpoints.map((endpoint) => before.endpoints.indexOf(endpoint))).toEqual([1, 3, 4, -1]);
  });

  test('endpoints that are all the same stay the same list', () => {
    const before = share(undefined, aSlice('web-1', [anEndpoint(0)]));
    const after = again(aSlice('web-1', [anEndpoint(0)], { managedBy: 'somebody' }));
    expect(share(before, after).endpoints).toBe(before.endpoints);
    expect(share(before, after)).toEqual(after);
  });

  test('a slice that came again as it was stays the very slice that is held', () => {
    const before = share(undefined, aSlice('web-1', [anEndpoint(0), anEndpoint(1)]));
    expect(share(before, again(before))).toBe(before);
    expect(share(before, again(aSlice('web-1', [anEndpoint(1), anEndpoint(0)])))).not.toBe(before);
  });

  test('what is shared is equal to what came in, whatever the order and how often an address stands in it', () => {
    const endpoints = fc.array(
      fc
        .record({ index: fc.nat({ max: 6 }), ready: fc.boolean(), isHinted: fc.boolean() })
        .map(({ index, ready, isHinted }) => {
          const { hints, ...endpoint } = anEndpoint(index, { conditions: { ready } });
          return isHinted && hints !== undefined ? { ...endpoint, hints } : endpoint;
        }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(endpoints, endpoints, (old, now) => {
        const after = again(aSlice('web-1', now));
        expect(share(share(undefined, again(aSlice('web-1', old))), after)).toStrictEqual(after);
      }),
      { numRuns: 500 },
    );
  });
});
