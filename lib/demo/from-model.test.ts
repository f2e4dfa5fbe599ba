import { expect, it } from 'vitest';
import { fromEndpointSlice } from '#lib/demo/from-model.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'x', uid: 'u', labels: { app: 'web', 'kubernetes.io/service-name': 'liar' } },
};
const SLICE: EndpointSlice = {
  kind: 'EndpointSlice',
  name: 'web-abcde',
  namespace: 'x',
  uid: '',
  addressType: 'IPv4',
  serviceName: 'web',
  managedBy: 'endpointslice-controller.k8s.io',
  headless: true,
  ports: [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'h2c' }],
  endpoints: [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true, serving: true, terminating: false },
      hostname: 'web-0',
      nodeName: 'n',
      zone: 'a',
      hints: { forZones: ['a', 'b'], forNodes: ['n'] },
      targetRef: { kind: 'Pod', name: 'p', uid: 'q' },
    },
    { addresses: ['10.0.0.2'], conditions: {} },
  ],
};

it('writes a slice so that it reads back as the same', () => {
  expect(toEndpointSlice(fromEndpointSlice(SLICE, SERVICE))).toEqual(SLICE);
});

it("carries the Service's labels and its owner, but for labels that say whose slice it is", () => {
  const { metadata } = fromEndpointSlice(SLICE, SERVICE);
  expect(metadata.labels).toEqual({
    app: 'web',
    'kubernetes.io/service-name': 'web',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    'service.kubernetes.io/headless': '',
  });
  expect(metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'web', uid: 'u', controller: true }]);
});
