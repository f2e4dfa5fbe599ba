import { expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS } from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { PodAddresses } from '#lib/demo/controllers/pod-addresses.ts';

const NODE: KubeObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  spec: { podCIDR: '10.244.7.0/24' },
};

function pod(ip: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p-${ip}`, namespace: 'x' }, status: { podIP: ip } };
}

it('goes on after the last address, and comes back to freed ones at the end', () => {
  const store = new Store();
  store.add(NODES, NODE);
  store.add(PODS, pod('10.244.7.253'));
  const addresses = new PodAddresses(store);
  store.remove(PODS, 'p-10.244.7.253', 'x');
  expect([addresses.allocate(NODE), addresses.allocate(NODE), addresses.allocate(NODE)]).toEqual([
    '10.244.7.254',
    '10.244.7.2',
    '10.244.7.3',
  ]);
});

it('steps over what is taken, and has nothing to give when all is', () => {
  const store = new Store();
  for (let host = 2; host <= 254; host++) if (host !== 100) store.add(PODS, pod(`10.244.7.${host}`));
  const addresses = new PodAddresses(store);
  expect(addresses.allocate(NODE)).toBe('10.244.7.100');
  store.add(PODS, pod('10.244.7.100'));
  expect(addresses.allocate(NODE)).toBeUndefined();
});

it('gives no address on a node without a pod network', () => {
  expect(new PodAddresses(new Store()).allocate({ ...NODE, spec: {} })).toBeUndefined();
});
