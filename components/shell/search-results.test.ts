import { expect, test } from 'vitest';
import { searchResults } from '#components/shell/search-results.ts';

const among = {
  services: ['shop/cart', 'kube-system/kube-dns', 'shop/checkout'],
  nodes: ['kind-worker', 'checkout-pool-1'],
};

test('an empty query lists the Services by name', () => {
  expect(searchResults('', among).map(({ name }) => name)).toEqual([
    'kube-system/kube-dns',
    'shop/cart',
    'shop/checkout',
  ]);
});

test('Services come before nodes, and the list can be filtered by the query', () => {
  expect(searchResults('check', among)).toEqual([
    { kind: 'service', name: 'shop/checkout' },
    { kind: 'node', name: 'checkout-pool-1' },
    { kind: 'filter', name: 'check' },
  ]);
});

test('every word must be in the name, in any order and case', () => {
  expect(searchResults('DNS system', among)[0]).toEqual({ kind: 'service', name: 'kube-system/kube-dns' });
});

test('a name that begins with the query stands first', () => {
  const names = searchResults('kube', { services: ['a-kube/x', 'b/kube-dns'], nodes: [] });
  expect(names[0]?.name).toBe('b/kube-dns');
});

test('what matches nothing still filters', () => {
  expect(searchResults('nothing', among)).toEqual([{ kind: 'filter', name: 'nothing' }]);
});

test('a big cluster gives a short list', () => {
  const services = Array.from({ length: 10_000 }, (_, index) => `ns/service-${index}`);
  expect(searchResults('service', { services, nodes: [] }).length).toBeLessThanOrEqual(51);
});
