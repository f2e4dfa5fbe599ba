import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptySlice } from '#lib/endpoint-slice/empty-slice.ts';
import { packEndpoints } from '#lib/endpoint-slice/pack-endpoints.ts';
import { endpointOf, serviceOf, sliceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';

const NEW = controllerRulesOf({ major: 1, minor: 37, patch: 2 }, {});

/** Slices as 'name:1,2,3'; desired endpoints as '1 2!' where ! means that the endpoint has changed. */
function packed(existing: readonly string[], desired: string, max = 3) {
  const slices = existing.map(sketched);
  const endpoints = desired
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => endpointOf(word.replace('!', ''), { conditions: { ready: !word.endsWith('!') } }));
  const result = packEndpoints(slices, endpoints, {
    rules: NEW,
    maxEndpointsPerSlice: max,
    emptySlice: emptySlice(serviceOf(), 'IPv4', []),
  });
  return {
    create: result.toCreate.map(contents),
    update: result.toUpdate.map((slice) => `${slice.name}:${contents(slice)}`),
    delete: result.toDelete.map((slice) => slice.name),
  };
}

function sketched(sketch: string): EndpointSlice {
  const [name = '', addresses = ''] = sketch.split(':');
  const endpoints = addresses.split(',').filter((address) => address !== '');
  return sliceOf(name, '', { endpoints: endpoints.map((address) => endpointOf(address)) });
}

function contents(slice: EndpointSlice): string {
  return slice.endpoints.map((endpoint) => endpoint.addresses[0]).join();
}

describe('step 1: what is there', () => {
  test.each([
    { what: 'nothing new', existing: ['s:1,2'], desired: '1 2', update: [], gone: [] },
    { what: 'an endpoint changed', existing: ['s:1,2'], desired: '1 2!', update: ['s:1,2'], gone: [] },
    { what: 'an endpoint gone', existing: ['s:1,2'], desired: '2', update: ['s:2'], gone: [] },
    { what: 'all gone', existing: ['s:1,2', 't:3'], desired: '3', update: [], gone: ['s'] },
    { what: 'a slice that was empty stays', existing: ['s:', 't:1'], desired: '1', update: [], gone: [] },
    {
      what: 'twice in two slices, it stays in the first',
      existing: ['s:1', 't:1,2'],
      desired: '1 2',
      update: ['t:2'],
      gone: [],
    },
  ])('$what', ({ existing, desired, update, gone }) => {
    expect(packed(existing, desired)).toEqual({ create: [], update, delete: gone });
  });
});

describe('step 2: changed slices are filled, the fullest first', () => {
  test('by what they keep', () => {
    expect(packed(['s:1,2,3', 't:4,5'], '1 4! 5 6 7').update).toEqual(['s:1,7', 't:4,5,6']);
  });

  test('the rest goes to new slices', () => {
    expect(packed(['s:1,2'], '1! 2 3 4 5 6 7')).toEqual({ create: ['4,5,6', '7'], update: ['s:1,2,3'], delete: [] });
  });

  test('of equals the first', () => {
    expect(packed(['s:1,2', 't:3,4'], '1! 3! 5').update).toEqual(['s:1,5', 't:3']);
  });

  test('a slice over the limit takes none', () => {
    expect(packed(['s:1,2,3,4'], '1! 2 3 4 5')).toEqual({ create: ['5'], update: ['s:1,2,3,4'], delete: [] });
  });
});

describe('step 3: an unchanged slice takes the rest whole', () => {
  test('the one that it fills best', () => {
    expect(packed(['s:1', 't:2,3'], '1 2 3 4')).toEqual({ create: [], update: ['t:2,3,4'], delete: [] });
  });

  test('of equals the first', () => {
    expect(packed(['s:1', 't:2'], '1 2 3').update).toEqual(['s:1,3']);
  });

  test('but not if it does not fit whole', () => {
    expect(packed(['s:1,2'], '1 2 3 4')).toEqual({ create: ['3,4'], update: [], delete: [] });
  });

  test('nor if the rest fills a slice of its own', () => {
    expect(packed(['s:'], '1 2 3')).toEqual({ create: ['1,2,3'], update: [], delete: [] });
  });

  test('nor an empty slice, since it would leave as much room as a new one', () => {
    expect(packed(['s:'], '1', 1)).toEqual({ create: ['1'], update: [], delete: [] });
  });

  test('after new slices took the bulk', () => {
    expect(packed(['s:1,2'], '1 2 3 4 5 6')).toEqual({ create: ['3,4,5'], update: ['s:1,2,6'], delete: [] });
  });
});

test('a filled unchanged slice keeps its old endpoints as they are, hints included', () => {
  const slice = sliceOf('s', 'a:a');
  const desired = [endpointOf('10.0.0.1', { zone: 'a' }), endpointOf('10.0.0.9', { zone: 'b' })];
  const input = { rules: NEW, maxEndpointsPerSlice: 3, emptySlice: emptySlice(serviceOf(), 'IPv4', []) };
  const { toUpdate } = packEndpoints([slice], desired, input);
  expect(toUpdate[0]?.endpoints).toEqual([slice.endpoints[0], desired[1]]);
});

test('a slice with a changed endpoint loses its old hints', () => {
  const slice = sliceOf('s', 'a:a b:b');
  const desired = [endpointOf('10.0.0.1', { zone: 'a' }), endpointOf('10.0.0.2', { zone: 'c' })];
  const input = { rules: NEW, maxEndpointsPerSlice: 3, emptySlice: emptySlice(serviceOf(), 'IPv4', []) };
  expect(packEndpoints([slice], desired, input).toUpdate[0]?.endpoints).toEqual(desired);
});

test('every desired endpoint ends in exactly one slice, none above the limit that was not before', () => {
  const names = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 12 });
  fc.assert(
    fc.property(names, names, names, fc.integer({ min: 1, max: 5 }), (one, two, desired, max) => {
      const existing = [`s:${one.slice(0, max).join()}`, `t:${two.slice(0, max).join()}`];
      const result = packed(existing, desired.join(' '), max);
      const touched = new Set([...result.delete, ...result.update.map((text) => text.split(':')[0])]);
      const kept = existing.filter((text) => !touched.has(text.split(':')[0]));
      const after = [...kept, ...result.update].map((text) => text.split(':')[1] ?? '');
      const lists = [...after, ...result.create].map((text) => text.split(',').filter((word) => word !== ''));
      expect(lists.flat().sort()).toEqual(desired.map(String).sort());
      expect(Math.max(0, ...lists.map((list) => list.length))).toBeLessThanOrEqual(max);
    }),
  );
});
