import { describe, expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { SERVICES } from '#lib/demo/api-server/resources.ts';
import { withServiceAddresses } from '#lib/demo/api-server/service-addresses.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

function service(name: string, spec: Json): KubeObject {
  const ports = [{ port: 80 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'x', uid: name }, spec: { ports, ...spec } };
}

function specOf(object: KubeObject): Json {
  return record(object['spec']);
}

const firstOfAll = () => 0;

describe('withServiceAddresses', () => {
  it('gives a free address of 10.96.0.0/16 and steps over one that is taken', () => {
    const store = new Store();
    const first = withServiceAddresses(store, service('a', { type: 'ClusterIP' }), firstOfAll);
    store.add(SERVICES, first);
    const second = withServiceAddresses(store, service('b', { type: 'ClusterIP' }), firstOfAll);
    expect(specOf(first)['clusterIP']).toBe('10.96.2.0');
    expect(specOf(second)['clusterIPs']).toEqual(['10.96.2.1']);
  });

  it('keeps the address that a Service has, and None', () => {
    const store = new Store();
    const own = store.add(SERVICES, service('a', { clusterIP: '10.96.0.10' }));
    expect(specOf(withServiceAddresses(store, own, firstOfAll))['clusterIP']).toBe('10.96.0.10');
    expect(specOf(withServiceAddresses(store, service('b', { clusterIP: 'None' }), firstOfAll))['clusterIP']).toBe(
      'None',
    );
  });

  it.each([
    ['10.96.0.10', 'failed to allocate IP 10.96.0.10: provided IP is already allocated'],
    ['192.168.1.1', 'is not in the valid range. The range of valid IPs is 10.96.0.0/16'],
  ])('refuses %s', (clusterIP, message) => {
    const store = new Store();
    store.add(SERVICES, service('a', { clusterIP: '10.96.0.10' }));
    expect(() => withServiceAddresses(store, service('b', { clusterIP }), firstOfAll)).toThrow(message);
  });

  it('gives node ports to the types that have them, each once, and takes them from the others', () => {
    const store = new Store();
    const ports = [{ port: 80 }, { port: 81 }, { port: 82, nodePort: 31_000 }];
    const given = withServiceAddresses(store, service('a', { type: 'NodePort', ports }), firstOfAll);
    expect(list(specOf(given)['ports']).map((port) => record(port)['nodePort'])).toEqual([30_000, 30_001, 31_000]);
    const taken = withServiceAddresses(store, service('a', { ...specOf(given), type: 'ClusterIP' }), firstOfAll);
    expect(list(specOf(taken)['ports'])).toEqual([{ port: 80 }, { port: 81 }, { port: 82 }]);
  });

  it('takes all addresses from an ExternalName', () => {
    const spec = { type: 'ExternalName', clusterIP: '10.96.0.3', clusterIPs: ['10.96.0.3'], ipFamilies: ['IPv4'] };
    expect(specOf(withServiceAddresses(new Store(), service('a', spec), firstOfAll))).toEqual({
      type: 'ExternalName',
      ports: [{ port: 80 }],
    });
  });
});
