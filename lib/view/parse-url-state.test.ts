import { describe, expect, it } from 'vitest';
import { DEFAULT_URL_STATE, formatUrlState, parseUrlState } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const FULL: UrlState = {
  service: 'kube-system/kube-dns',
  port: 'dns-tcp',
  family: 'IPv6',
  node: 'kind-worker2',
  from: 'outside',
  tab: 'node',
  show: 'table',
  query: 'dns & co',
  filters: ['problems', 'namespace:kube-system'],
  sort: 'name',
  context: 'kind-kind',
  at: Date.UTC(2026, 2, 1, 12, 0, 0, 250),
  minor: '1.37',
  upgrade: '1.36',
  gates: [{ program: 'kube-proxy', node: 'kind-worker', gate: 'TopologyAwareHints', state: false }],
  dataPlanes: [{ node: 'kind-worker', kind: 'ipvs' }, { kind: 'cilium' }],
  whatIf: [
    { kind: 'replicas', replicas: 2 },
    { kind: 'node-add', zone: 'c', cpu: '4', count: 2 },
  ],
  mix: { kind: 'service', key: 'shop/web' },
  bytes: 2 ** 40,
  price: { leaving: 0.01, entering: 0 },
};

describe('the state in the URL', () => {
  it('comes back the same from every parameter', () => {
    expect(parseUrlState(new Map(formatUrlState(FULL)))).toEqual({ state: FULL, ignored: [] });
  });

  it('is all defaults for a URL without parameters, and writes none of them', () => {
    expect(parseUrlState(new Map())).toEqual({ state: DEFAULT_URL_STATE, ignored: [] });
    expect(formatUrlState(DEFAULT_URL_STATE)).toEqual([]);
  });

  const WRONG: readonly (readonly [string, string])[] = [
    ['service', 'kube-dns'],
    ['service', 'Kube/DNS'],
    ['family', 'IPv5'],
    ['from', 'moon'],
    ['tab', 'secret'],
    ['sort', 'random'],
    ['minor', 'newest'],
    ['at', 'yesterday'],
    ['filter', 'everything'],
    ['gates', 'A=maybe'],
    ['data-plane', 'kind-worker:ebpf'],
    ['what-if', 'replicas:many'],
    ['port', 'a b'],
    ['colour', 'red'],
  ];
  for (const [name, value] of WRONG) {
    it(`ignores ${name}=${value}, keeps its default and says so`, () => {
      const { state, ignored } = parseUrlState(new Map([[name, value]]));
      expect(state).toEqual(DEFAULT_URL_STATE);
      expect(ignored).toHaveLength(1);
      expect(ignored[0]?.name).toBe(name);
    });
  }

  it('keeps what it can read of a list', () => {
    const { state, ignored } = parseUrlState(new Map([['filter', 'problems,nonsense,opted-in']]));
    expect(state.filters).toEqual(['problems', 'opted-in']);
    expect(ignored.map(({ value }) => value)).toEqual(['nonsense']);
  });
});
