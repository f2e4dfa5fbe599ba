import { describe, expect, it } from 'vitest';
import { rowWithout, type ServiceRow } from '#lib/model/service-row.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { inLastOrder, servicesView } from '#lib/view/services-view.ts';
import type { UrlState } from '#lib/view/url-state.ts';

function row(key: string, verdict: Partial<Verdict>, rest: Partial<ServiceRow> = {}): ServiceRow {
  const base = {
    state: 'zone-routed',
    reason: 'same-zone',
    reasonValues: {},
    nodesInEffect: 4,
    nodesInAll: 4,
    idleEndpoints: 0,
  } as const;
  return { key, mode: 'Auto', verdict: { ...base, ...verdict }, endpointsByZone: { a: 1 }, warnings: [], ...rest };
}

const ROWS: readonly ServiceRow[] = [
  row('default/kubernetes', { state: 'off', reason: 'not-opted-in' }, { mode: 'off' }),
  row(
    'shop/checkout',
    { state: 'off', reason: 'fewer-endpoints-than-zones', inZoneShare: 0.4 },
    { endpointsByZone: { b: 2, a: 1 } },
  ),
  row('shop/cart', { inZoneShare: 1 }, { endpointsByZone: { a: 5, b: 5 } }),
  row('infra/ntp', { state: 'blackhole', reason: 'internal-policy-local-without-endpoint' }, { mode: 'Local' }),
  row(
    'infra/redis',
    { state: 'partly', reason: 'node-without-zone', inZoneShare: 0.8 },
    { endpointsByZone: { a: 1, '': 1 } },
  ),
];

function view(url: Partial<UrlState> = {}) {
  return servicesView(ROWS, { ...DEFAULT_URL_STATE, ...url });
}

const keys = (url: Partial<UrlState>) => view(url).rows.map(({ key }) => key);

describe('servicesView', () => {
  it('puts the worst first, and what nobody asked for last', () => {
    expect(keys({})).toEqual(['infra/ntp', 'infra/redis', 'shop/checkout', 'shop/cart', 'default/kubernetes']);
  });

  it('selects the worst when the URL names none, whatever is filtered', () => {
    expect(view({ query: 'cart' }).selectedKey).toBe('infra/ntp');
    expect(view({ service: 'shop/cart' }).selectedKey).toBe('shop/cart');
  });

  it('counts problems without Services that never opted in', () => {
    expect(view().counts).toEqual({ all: 5, problems: 3, optedIn: 4, couldOptIn: 0 });
  });

  it('puts the latest change first, and what has not changed after all that has', () => {
    const changed = (key: string, time: number) => row(key, {}, { changed: { time, cause: { key: 'cause.slices' } } });
    const rows = [row('a/quiet', {}), changed('a/early', 1_000), changed('a/late', 2_000)];
    const { rows: shown } = servicesView(rows, { ...DEFAULT_URL_STATE, sort: 'changed' });
    expect(shown.map(({ key, changed: last }) => [key, last?.time])).toEqual([
      ['a/late', 2_000],
      ['a/early', 1_000],
      ['a/quiet', undefined],
    ]);
  });

  const CASES: readonly (readonly [string, Partial<UrlState>, readonly string[]])[] = [
    ['by the problems chip', { filters: ['problems'] }, ['infra/ntp', 'infra/redis', 'shop/checkout']],
    ['by the opted-in chip', { filters: ['opted-in'] }, ['infra/ntp', 'infra/redis', 'shop/checkout', 'shop/cart']],
    ['by namespace', { filters: ['namespace:shop'] }, ['shop/checkout', 'shop/cart']],
    ['by several chips', { filters: ['namespace:shop', 'problems'] }, ['shop/checkout']],
    ['by text, in any case', { query: ' RED ' }, ['infra/redis']],
    ['to nothing', { query: 'nobody' }, []],
  ];
  for (const [name, url, expected] of CASES) {
    it(`filters ${name}`, () => expect(keys(url)).toEqual(expected));
  }

  it('sorts by name, by in-zone share and by endpoints', () => {
    expect(keys({ sort: 'name' })[0]).toBe('default/kubernetes');
    expect(keys({ sort: 'in-zone' }).slice(0, 3)).toEqual(['shop/checkout', 'infra/redis', 'shop/cart']);
    expect(keys({ sort: 'endpoints' }).slice(0, 2)).toEqual(['shop/cart', 'shop/checkout']);
  });

  it('tells mode, endpoints by zone with "no zone" last, and the reason', () => {
    const redis = view().rows.find(({ key }) => key === 'infra/redis');
    expect(redis?.details.map(({ key }) => key)).toEqual([
      'mode.Auto',
      'list.zone-endpoints',
      'list.no-zone-endpoints',
      'node-without-zone',
    ]);
    expect(redis).toMatchObject({ namespace: 'infra', name: 'redis', inZoneShare: 0.8 });
  });

  it('says nothing of endpoints that may not be read, which is not to say that there are none', () => {
    const details = (rights: readonly string[]) =>
      servicesView([rowWithout(row('shop/web', {}, { endpointsByZone: {} }), rights)], DEFAULT_URL_STATE).rows[0]
        ?.details;
    expect(details(['list endpointslices'])?.map(({ key }) => key)).toEqual(['mode.Auto', 'no-permission']);
    expect(details(['list nodes'])?.map(({ key }) => key)).toContain('list.no-endpoints');
  });
});

it('tells no share of what stays in its zone where what routes is unknown', () => {
  const rows = [row('a/a', { state: 'unknown', inZoneShare: 1 }), row('a/b', { inZoneShare: 1 })];
  const shares = servicesView(rows, { ...DEFAULT_URL_STATE, sort: 'name' }).rows.map(({ inZoneShare }) => inZoneShare);
  expect(shares).toEqual([undefined, 1]);
});

describe('of thousands of rows few change at a time', () => {
  it('gives a row that is the same object the view that it had', () => {
    const before = view().rows;
    const after = servicesView(
      ROWS.map((one) => (one.key === 'shop/cart' ? { ...one } : one)),
      DEFAULT_URL_STATE,
    ).rows;
    expect(after).toEqual(before);
    expect(after.filter((one, index) => one !== before[index]).map(({ key }) => key)).toEqual(['shop/cart']);
  });

  it('starts from the order in which they were shown, with what came since after them and without what went', () => {
    const rowByKey = new Map(ROWS.slice(1).map((one) => [one.key, one]));
    const last = [{ key: 'shop/cart' }, { key: 'default/kubernetes' }, { key: 'infra/ntp' }];
    const order = inLastOrder(rowByKey, last);
    expect(order.map(({ key }) => key)).toEqual(['shop/cart', 'infra/ntp', 'shop/checkout', 'infra/redis']);
    expect(inLastOrder(rowByKey, order)).toEqual(order);
    expect(servicesView(order, DEFAULT_URL_STATE).rows).toEqual(servicesView(ROWS.slice(1), DEFAULT_URL_STATE).rows);
  });
});
