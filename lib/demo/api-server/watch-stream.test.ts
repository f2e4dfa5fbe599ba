import { describe, expect, it } from 'vitest';
import { listVersion, nameIn, versionOf, watch } from '#lib/demo/api-server/watch.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/kube-system/pods';
const NODES = '/api/v1/nodes';
const DNS = '/api/v1/namespaces/kube-system/services/kube-dns';

describe('watches', () => {
  it('goes on from a resourceVersion with every later change, each with its own version', async () => {
    await using test = await startTestCluster();
    const from = await listVersion(test, NODES);
    await test.mergePatch(`${NODES}/kind-worker`, { metadata: { labels: { x: '1' } } });
    using events = await watch(test, `${NODES}?watch=1&resourceVersion=${from}`);
    await test.send('DELETE', `${NODES}/kind-worker2`);
    const [changed, deleted] = [await events.next(), await events.next()];
    expect([changed.type, nameIn(changed)]).toEqual(['MODIFIED', 'kind-worker']);
    expect([deleted.type, nameIn(deleted)]).toEqual(['DELETED', 'kind-worker2']);
    expect(Number(versionOf(deleted.object))).toBeGreaterThan(Number(versionOf(changed.object)));
    expect(Number(versionOf(changed.object))).toBeGreaterThan(Number(from));
  });

  it('begins with what there is when no resourceVersion is given', async () => {
    await using test = await startTestCluster();
    using events = await watch(test, `${NODES}?watch=true`);
    for (const name of ['kind-control-plane', 'kind-worker', 'kind-worker2', 'kind-worker3']) {
      const event = await events.next();
      expect([event.type, nameIn(event)]).toEqual(['ADDED', name]);
    }
  });

  it('ends what is there with a marked bookmark when initial events are asked for', async () => {
    await using test = await startTestCluster();
    using events = await watch(
      test,
      `${NODES}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    for (let count = 0; count < 4; count++) expect((await events.next()).type).toBe('ADDED');
    const bookmark = await events.next();
    expect(bookmark.type).toBe('BOOKMARK');
    expect(record(record(bookmark.object['metadata'])['annotations'])['k8s.io/initial-events-end']).toBe('true');
  });

  it('says ERROR 410 when the history is compacted', async () => {
    await using test = await startTestCluster();
    const from = await listVersion(test, NODES);
    await test.mergePatch(`${NODES}/kind-worker`, { metadata: { labels: { x: '1' } } });
    test.cluster.apiServer.compact();
    using events = await watch(test, `${NODES}?watch=true&resourceVersion=${from}`);
    const [error, ...more] = await events.rest();
    expect([error?.type, error?.object['code'], error?.object['reason']]).toEqual(['ERROR', 410, 'Expired']);
    expect(more).toEqual([]);
  });

  it('turns an object that begins or ceases to match into ADDED and DELETED', async () => {
    await using test = await startTestCluster();
    const from = await listVersion(test, NODES);
    using events = await watch(test, `${NODES}?watch=true&resourceVersion=${from}&labelSelector=x=1`);
    const label = (value: string | null) =>
      test.mergePatch(`${NODES}/kind-worker`, { metadata: { labels: { x: value } } });
    await label('1');
    await test.mergePatch(`${NODES}/kind-worker`, { metadata: { annotations: { y: '1' } } });
    await label(null);
    const types = [await events.next(), await events.next(), await events.next()].map((event) => event.type);
    expect(types).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  it('sends bookmarks each minute and shortly before its end, and ends in time', async () => {
    await using test = await startTestCluster();
    const from = await listVersion(test, NODES);
    using events = await watch(
      test,
      `${NODES}?watch=true&resourceVersion=${from}&allowWatchBookmarks=true&timeoutSeconds=130`,
    );
    await test.send('DELETE', `${PODS}/coredns-558bd4d5db-pxphb?gracePeriodSeconds=0`);
    test.clock.advance(131_000);
    const seen = await events.rest();
    expect(seen.map((event) => event.type)).toEqual(['BOOKMARK', 'BOOKMARK', 'BOOKMARK']);
    expect(Number(versionOf(seen[0]?.object ?? {}))).toBeGreaterThan(Number(from));
    expect(Object.keys(seen[0]?.object ?? {})).toEqual(['kind', 'apiVersion', 'metadata']);
  });

  it('sends no bookmarks to who does not ask for them', async () => {
    await using test = await startTestCluster();
    using events = await watch(
      test,
      `${NODES}?watch=true&resourceVersion=${await listVersion(test, NODES)}&timeoutSeconds=200`,
    );
    test.clock.advance(201_000);
    expect(await events.rest()).toEqual([]);
  });

  it('keeps to its namespace', async () => {
    await using test = await startTestCluster();
    const path = '/api/v1/namespaces/default/services';
    using events = await watch(test, `${path}?watch=true&resourceVersion=${await listVersion(test, path)}`);
    await test.mergePatch(DNS, { metadata: { labels: { x: '1' } } });
    await test.mergePatch(`${path}/kubernetes`, { metadata: { labels: { x: '1' } } });
    expect(nameIn(await events.next())).toBe('kubernetes');
  });

  it('ends when the server stops', async () => {
    const test = await startTestCluster();
    using events = await watch(test, `${NODES}?watch=true&resourceVersion=${await listVersion(test, NODES)}`);
    await test.cluster.stop();
    expect(await events.rest()).toEqual([]);
  });
});
