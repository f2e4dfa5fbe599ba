import { describe, expect, it } from 'vitest';
import { writeRulesOf } from '#lib/demo/api-rules.ts';
import type { KubeObject } from '#lib/demo/api-server/kube-object.ts';
import { Registry } from '#lib/demo/api-server/registry.ts';
import { DEPLOYMENTS, NAMESPACES, NODES, PODS, SERVICES } from '#lib/demo/api-server/resources.ts';
import { Store } from '#lib/demo/api-server/store.ts';
import { fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import { seededRandom } from '#lib/demo/random-names.ts';
import { START, version } from '#lib/demo/test-cluster.test-support.ts';
import type { Json } from '#lib/to-model/json.ts';

function registry(): Registry {
  const made = new Registry({
    store: new Store(),
    rules: writeRulesOf(version('1.34.0'), []),
    clock: fakeClock(START),
    random: seededRandom(7),
  });
  made.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
  return made;
}

function pod(metadata: object = {}, spec: Json = {}): KubeObject {
  const containers = [{ name: 'c', image: 'i' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: '', namespace: 'x', ...metadata },
    spec: { containers, ...spec },
  };
}

function deployment(): KubeObject {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  const spec = { selector: { matchLabels: { a: 'b' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'x' }, spec };
}

describe('Registry', () => {
  it('names, dates and identifies what it creates', () => {
    const { metadata } = registry().create(PODS, pod({ generateName: 'web-5d9f-' }));
    expect(metadata.name).toMatch(/^web-5d9f-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(metadata.creationTimestamp).toBe('2026-03-01T12:00:00Z');
  });

  it('counts generations of content only', () => {
    const it = registry();
    it.create(DEPLOYMENTS, deployment());
    const key = { name: 'd', namespace: 'x' };
    const labelled = it.change(DEPLOYMENTS, key, (old) => ({
      ...old,
      metadata: { ...old.metadata, labels: { y: 'z' } },
    }));
    expect(labelled?.metadata.generation).toBe(1);
    const status = it.change(DEPLOYMENTS, key, (old) => ({ ...old, status: { replicas: 1 } }));
    expect(status?.metadata.generation).toBe(1);
    const scaled = it.change(DEPLOYMENTS, key, (old) => ({ ...old, spec: { ...(old['spec'] as Json), replicas: 5 } }));
    expect(scaled?.metadata.generation).toBe(2);
  });

  it('deletes an unbound pod at once, a bound one in its time, and not later when asked again', () => {
    const it = registry();
    it.create(PODS, pod({ name: 'unbound' }));
    it.create(PODS, pod({ name: 'bound' }, { nodeName: 'n' }));
    expect(it.delete(PODS, 'unbound', { namespace: 'x' }).gone).toBe(true);
    const first = it.delete(PODS, 'bound', { namespace: 'x', gracePeriodSeconds: 10 });
    expect([first.gone, first.object.metadata.deletionTimestamp]).toEqual([false, '2026-03-01T12:00:10Z']);
    const again = it.delete(PODS, 'bound', { namespace: 'x', gracePeriodSeconds: 20 });
    expect(again.object.metadata.deletionTimestamp).toBe('2026-03-01T12:00:10Z');
    expect(it.delete(PODS, 'bound', { namespace: 'x', gracePeriodSeconds: 0 }).gone).toBe(true);
  });

  it('keeps what has finalizers until they are gone', () => {
    const it = registry();
    it.create(NODES, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', finalizers: ['a.example/b'] } });
    expect(it.delete(NODES, 'n').gone).toBe(false);
    it.change(NODES, { name: 'n' }, (old) => ({ ...old, metadata: { ...old.metadata, finalizers: [] } }));
    expect(it.store.find(NODES, 'n')).toBeUndefined();
  });

  it('lets the orphans of a deleted owner live without it', () => {
    const it = registry();
    const owner = it.create(DEPLOYMENTS, deployment());
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd', uid: owner.metadata.uid };
    it.create(PODS, pod({ name: 'p', ownerReferences: [reference] }));
    it.delete(DEPLOYMENTS, 'd', { namespace: 'x', propagationPolicy: 'Orphan' });
    expect(it.store.get(PODS, 'p', 'x').metadata.ownerReferences).toBeUndefined();
  });

  it('empties a namespace with it', () => {
    const it = registry();
    it.create(PODS, pod({ name: 'p' }));
    it.delete(NAMESPACES, 'x');
    expect(it.store.list(PODS)).toEqual([]);
  });

  it('refuses an update of another object under the same name', () => {
    const it = registry();
    it.create(SERVICES, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace: 'x' },
      spec: { ports: [{ port: 80 }] },
    });
    const other = { ...it.store.get(SERVICES, 's', 'x') };
    expect(() => it.update(SERVICES, { ...other, metadata: { ...other.metadata, uid: 'other' } })).toThrow(
      'the UID in the precondition (other) does not match',
    );
  });
});
