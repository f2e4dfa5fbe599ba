import { expect, test } from 'vitest';
import { isSelected, selectorOf } from '#lib/endpoint-slice/is-selected.ts';
import { podOf, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';

const { selector: _, ...NO_SELECTOR } = serviceOf();

test.each([
  [
    'every label of the selector',
    serviceOf({ selector: { app: 'svc', tier: 'web' } }),
    { app: 'svc', tier: 'web', x: 'y' },
    true,
  ],
  ['one label missing', serviceOf({ selector: { app: 'svc', tier: 'web' } }), { app: 'svc' }, false],
  ['another value', serviceOf({ selector: { app: 'svc' } }), { app: 'other' }, false],
  ['a label that is only inherited', serviceOf({ selector: { constructor: 'x' } }), {}, false],
  ['an empty selector', serviceOf({ selector: {} }), { app: 'svc' }, false],
  ['no selector', NO_SELECTOR, { app: 'svc' }, false],
])('%s', (_name, service, labels, expected) => {
  expect(isSelected(podOf('p', { labels }), service)).toBe(expected);
  expect([podOf('p', { labels })].filter(selectorOf(service))).toHaveLength(expected ? 1 : 0);
});

test('pods of another namespace are not', () => {
  expect(isSelected(podOf('p', { namespace: 'other' }), serviceOf())).toBe(false);
});
