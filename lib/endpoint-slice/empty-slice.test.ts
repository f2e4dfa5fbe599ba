import { expect, test } from 'vitest';
import { emptySlice, isPlaceholder } from '#lib/endpoint-slice/empty-slice.ts';
import { endpointOf, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';

const SERVICE = serviceOf();
const HEADLESS = serviceOf({ clusterIP: 'None' });

test('a slice to be created belongs to the Service and the controller, and has no name yet', () => {
  const ports = [{ name: 'http', protocol: 'TCP', port: 80 }];
  expect(emptySlice(SERVICE, 'IPv6', ports)).toEqual({
    kind: 'EndpointSlice',
    name: '',
    namespace: 'default',
    uid: '',
    addressType: 'IPv6',
    serviceName: 'svc',
    managedBy: 'endpointslice-controller.k8s.io',
    headless: false,
    ports,
    endpoints: [],
  });
  expect(emptySlice(HEADLESS, 'IPv4', []).headless).toBe(true);
});

test('a placeholder has neither ports nor endpoints, and the right label', () => {
  const placeholder = emptySlice(SERVICE, 'IPv4', []);
  expect(isPlaceholder(placeholder, SERVICE)).toBe(true);
  expect(isPlaceholder(emptySlice(HEADLESS, 'IPv4', []), HEADLESS)).toBe(true);
  expect(isPlaceholder(placeholder, HEADLESS)).toBe(false);
  expect(isPlaceholder({ ...placeholder, ports: [{ name: '' }] }, SERVICE)).toBe(false);
  expect(isPlaceholder({ ...placeholder, endpoints: [endpointOf('10.0.0.1')] }, SERVICE)).toBe(false);
});
