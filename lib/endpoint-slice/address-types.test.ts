import { expect, test } from 'vitest';
import { addressTypesOf, hasClusterIP } from '#lib/endpoint-slice/address-types.ts';
import { serviceOf } from '#lib/hints/fixtures/small-cluster.ts';

test.each([
  ['ipFamilies in their order', { ipFamilies: ['IPv6', 'IPv4'] }, ['IPv6', 'IPv4']],
  ['each once, unknown ones not', { ipFamilies: ['IPv4', 'IPv4', 'IPX'] }, ['IPv4']],
  ['else that of the clusterIP', { ipFamilies: [], clusterIP: '10.96.0.1' }, ['IPv4']],
  ['be it IPv6', { ipFamilies: [], clusterIP: 'FD00::1' }, ['IPv6']],
  ['headless: both', { ipFamilies: [], clusterIP: 'None' }, ['IPv4', 'IPv6']],
  ['no address yet: both', { ipFamilies: [], clusterIP: '' }, ['IPv4', 'IPv6']],
])('%s', (_, fields, types) => {
  expect(addressTypesOf(serviceOf(fields))).toEqual(types);
});

test.each([
  ['10.96.0.1', true],
  ['None', false],
  ['', false],
])('clusterIP "%s" is one: %s', (clusterIP, expected) => {
  expect(hasClusterIP(serviceOf({ clusterIP }))).toBe(expected);
});
