import { describe, expect, it } from 'vitest';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { NODES, PODS } from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';

function pod(namespace: string, name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } };
}

describe('Store', () => {
  it('stamps every write with the next resourceVersion over all resources', () => {
    const store = new Store(10);
    expect(store.add(PODS, pod('x', 'a')).metadata.resourceVersion).toBe('11');
    expect(store.add(NODES, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }).metadata.resourceVersion).toBe(
      '12',
    );
    expect(store.replace(PODS, pod('x', 'a')).metadata.resourceVersion).toBe('13');
    expect(store.remove(PODS, 'a', 'x').metadata.resourceVersion).toBe('14');
    expect(store.version).toBe(14);
  });

  it('lists by namespace, then by name, also right after a write', () => {
    const store = new Store();
    for (const [namespace, name] of [
      ['b', 'a'],
      ['a', 'z'],
      ['a-1', 'q'],
      ['a', 'c'],
    ] as const) {
      store.add(PODS, pod(namespace, name));
      store.list(PODS);
    }
    const names = (namespace?: string) =>
      store.list(PODS, namespace).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(names()).toEqual(['a/c', 'a/z', 'a-1/q', 'b/a']);
    expect(names('a')).toEqual(['a/c', 'a/z']);
    store.remove(PODS, 'c', 'a');
    expect(names('a')).toEqual(['a/z']);
  });

  it('tells listeners what there was before', () => {
    const store = new Store();
    const seen: string[] = [];
    const stop = store.subscribe(({ type, object, previous }) => {
      seen.push(`${type} ${object.metadata.resourceVersion} ${previous?.metadata.resourceVersion ?? '-'}`);
    });
    store.add(PODS, pod('x', 'a'));
    store.replace(PODS, pod('x', 'a'));
    store.remove(PODS, 'a', 'x');
    stop();
    store.add(PODS, pod('x', 'b'));
    expect(seen).toEqual(['ADDED 2 -', 'MODIFIED 3 2', 'DELETED 4 3']);
  });

  it('keeps the changes of a resource until it is compacted', () => {
    const store = new Store();
    store.add(PODS, pod('x', 'a'));
    store.add(PODS, pod('x', 'b'));
    const since = (version: number) => {
      const changes = store.changesSince(PODS, version);
      return changes === 'expired' ? changes : changes.map(({ object }) => object.metadata.name);
    };
    expect(since(1)).toEqual(['a', 'b']);
    expect(since(2)).toEqual(['b']);
    store.compact();
    expect(since(2)).toBe('expired');
    expect(since(3)).toEqual([]);
  });

  it('refuses what is there already and what is not there', () => {
    const store = new Store();
    store.add(PODS, pod('x', 'a'));
    expect(() => store.add(PODS, pod('x', 'a'))).toThrow('pods "a" already exists');
    expect(() => store.replace(PODS, pod('y', 'a'))).toThrow('pods "a" not found');
    expect(() => store.remove(PODS, 'b', 'x')).toThrow('pods "b" not found');
  });

  it('forgets the oldest half of a long history', () => {
    const store = new Store();
    store.add(PODS, pod('x', 'a'));
    for (let count = 0; count < 20_000; count++) store.replace(PODS, pod('x', 'a'));
    expect(store.changesSince(PODS, 2)).toBe('expired');
    expect(store.changesSince(PODS, store.version - 1)).toHaveLength(1);
  });
});
