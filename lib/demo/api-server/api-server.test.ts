import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { START, STRATEGIC, startTestCluster, type TestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';

const PODS = '/api/v1/namespaces/kube-system/pods';
const NODES = '/api/v1/nodes';
const DNS = '/api/v1/namespaces/kube-system/services/kube-dns';

interface Watch extends Disposable {
  next(): Promise<{ readonly type: string; readonly object: Json }>;
  /** What was sent until the server ended the watch. */
  rest(): Promise<readonly { readonly type: string; readonly object: Json }[]>;
}

async function watch(test: TestCluster, path: string): Promise<Watch> {
  const abort = new AbortController();
  const response = await fetch(test.cluster.url + path, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const next = async () => {
    while (!buffer.includes('\n')) {
      const part = await reader?.read();
      if (part === undefined || part.done) throw new RangeError('the watch has ended');
      buffer += part.value;
    }
    const end = buffer.indexOf('\n');
    const event = record(JSON.parse(buffer.slice(0, end)));
    buffer = buffer.slice(end + 1);
    return { type: String(event['type']), object: record(event['object']) };
  };
  return {
    next,
    async rest() {
      const events = [];
      for (;;) {
        try {
          events.push(await next());
        } catch (error) {
          if (error instanceof RangeError) return events;
          throw error;
        }
      }
    },
    [Symbol.dispose]: () => abort.abort(),
  };
}

function versionOf(object: Json): string {
  return String(record(object['metadata'])['resourceVersion']);
}

function nameIn(event: { readonly object: Json }): unknown {
  return record(event.object['metadata'])['name'];
}

async function listVersion(test: TestCluster, path: string): Promise<string> {
  return versionOf((await test.send('GET', path)).body);
}

describe('lists', () => {
  it('pages with limit and continue, all of one moment', async () => {
    await using test = await startTestCluster();
    const first = await test.send('GET', `${NODES}?limit=3`);
    const metadata = record(first.body['metadata']);
    expect(metadata['remainingItemCount']).toBe(1);
    await test.send('DELETE', `${NODES}/kind-worker3`);
    const rest = await test.send('GET', `${NODES}?limit=3&continue=${metadata['continue']}`);
    expect(list(rest.body['items']).map((item) => nameIn({ object: record(item) }))).toEqual(['kind-worker3']);
    expect(versionOf(rest.body)).toBe(metadata['resourceVersion']);
  });

  it('answers a page after a compaction with 410', async () => {
    await using test = await startTestCluster();
    const first = await test.send('GET', `${NODES}?limit=1`);
    test.cluster.apiServer.compact();
    const next = await test.send('GET', `${NODES}?limit=1&continue=${record(first.body['metadata'])['continue']}`);
    expect([next.code, next.body['reason']]).toEqual([410, 'Expired']);
  });

  it('writes items without kind, and the list with both', async () => {
    await using test = await startTestCluster();
    const { body } = await test.send('GET', '/apis/discovery.k8s.io/v1/endpointslices');
    expect([body['kind'], body['apiVersion']]).toEqual(['EndpointSliceList', 'discovery.k8s.io/v1']);
    expect(record(list(body['items'])[0])['kind']).toBeUndefined();
  });

  it('answers a resourceVersion of the future with 504', async () => {
    await using test = await startTestCluster();
    const { code, body } = await test.send('GET', `${NODES}?resourceVersion=999999999999`);
    expect(code).toBe(504);
    expect(record(list(record(body['details'])['causes'])[0])['reason']).toBe('ResourceVersionTooLarge');
  });

  it('selects by labels and fields together', async () => {
    await using test = await startTestCluster();
    const items = await test.items(
      `${PODS}?labelSelector=k8s-app%20in%20(kube-dns)&fieldSelector=spec.nodeName=kind-worker`,
    );
    expect(items.map((item) => nameIn({ object: item }))).toEqual(['coredns-558bd4d5db-hfbmj']);
  });
});

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

describe('writes', () => {
  it('answers a PUT at a stale resourceVersion with a conflict', async () => {
    await using test = await startTestCluster();
    const { body } = await test.send('GET', DNS);
    await test.mergePatch(DNS, { metadata: { labels: { x: '1' } } });
    const reply = await test.send('PUT', DNS, body);
    expect([reply.code, reply.body['reason'], reply.body['message']]).toEqual([
      409,
      'Conflict',
      'Operation cannot be fulfilled on services "kube-dns": the object has been modified; please apply your changes to the latest version and try again',
    ]);
  });

  it('writes nothing when nothing changes', async () => {
    await using test = await startTestCluster();
    const before = await test.send('GET', DNS);
    const reply = await test.send('PUT', DNS, before.body);
    expect([reply.code, versionOf(reply.body)]).toEqual([200, versionOf(before.body)]);
  });

  it('keeps the status on a PUT, and all but the status on a PUT of it', async () => {
    await using test = await startTestCluster();
    const { body: node } = await test.send('GET', `${NODES}/kind-worker`);
    const spoiled = { ...node, status: {}, spec: { ...record(node['spec']), unschedulable: true } };
    const main = await test.send('PUT', `${NODES}/kind-worker`, spoiled);
    expect(record(main.body['status'])['capacity']).toBeDefined();
    const status = { ...main.body, spec: {}, status: { ...record(node['status']), phase: 'x' } };
    const part = await test.send('PUT', `${NODES}/kind-worker/status`, {
      ...status,
      metadata: { name: 'kind-worker' },
    });
    expect(record(part.body['spec'])['unschedulable']).toBe(true);
    expect(record(part.body['status'])['phase']).toBe('x');
  });

  it('does nothing on a dry run but says what would be', async () => {
    await using test = await startTestCluster();
    const before = test.cluster.registry.store.version;
    const reply = await test.send('POST', `${NODES}?dryRun=All`, { metadata: { name: 'n' } });
    await test.send('DELETE', `${NODES}/kind-worker?dryRun=All`);
    expect([reply.code, test.cluster.registry.store.version]).toEqual([201, before]);
  });

  it('scales through the subresource', async () => {
    await using test = await startTestCluster();
    const path = '/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale';
    const { body } = await test.send('GET', path);
    expect([body['kind'], body['spec'], body['status']]).toEqual([
      'Scale',
      { replicas: 4 },
      { replicas: 4, selector: 'k8s-app=kube-dns' },
    ]);
    await test.send('PUT', path, { ...body, spec: { replicas: 3 } });
    expect((await test.send('PUT', path, { ...body, spec: { replicas: 2 } })).code).toBe(409);
    expect(record((await test.send('GET', path)).body['spec'])['replicas']).toBe(3);
  });

  it('patches strategically', async () => {
    await using test = await startTestCluster();
    const patch = { spec: { ports: [{ port: 53, $patch: 'delete' }] } };
    const { body } = await test.send('PATCH', DNS, patch, STRATEGIC);
    expect(list(record(body['spec'])['ports']).map((port) => record(port)['name'])).toEqual(['dns-tcp', 'metrics']);
  });

  it('marks a pod for deletion, then its kubelet ends it; at once with a grace of 0', async () => {
    await using test = await startTestCluster();
    const pod = `${PODS}/coredns-558bd4d5db-pxphb`;
    const { body } = await test.send('DELETE', pod);
    expect(record(body['metadata'])['deletionTimestamp']).toBe(
      new Date(START + 30_000).toISOString().replace('.000', ''),
    );
    test.clock.advance(1999);
    expect((await test.send('GET', pod)).code).toBe(200);
    test.clock.advance(1);
    expect((await test.send('GET', pod)).code).toBe(404);
    const second = `${PODS}/coredns-558bd4d5db-rhk7r`;
    const gone = await test.send('DELETE', second, { gracePeriodSeconds: 0 });
    expect([gone.body['kind'], gone.body['status']]).toEqual(['Status', 'Success']);
    expect((await test.send('GET', second)).code).toBe(404);
  });

  it('deletes only the object that the caller means', async () => {
    await using test = await startTestCluster();
    const reply = await test.send('DELETE', `${NODES}/kind-worker`, { preconditions: { uid: 'other' } });
    expect([reply.code, reply.body['reason']]).toEqual([409, 'Conflict']);
  });
});

describe('refusals', () => {
  it.each([
    ['GET', '/api/v1/namespaces/default/services/none', undefined, 404, 'NotFound', 'services "none" not found'],
    ['GET', '/apis/apps/v1/namespaces/x/deployments/d', undefined, 404, 'NotFound', 'deployments.apps "d" not found'],
    ['GET', '/api/v1/secrets', undefined, 404, 'NotFound', 'the server could not find the requested resource'],
    ['POST', NODES, { metadata: { name: 'kind-worker' } }, 409, 'AlreadyExists', 'nodes "kind-worker" already exists'],
    [
      'POST',
      '/api/v1/namespaces/nowhere/pods',
      { metadata: { name: 'p' } },
      404,
      'NotFound',
      'namespaces "nowhere" not found',
    ],
    [
      'PUT',
      NODES,
      {},
      405,
      'MethodNotAllowed',
      'the server does not allow this method (PUT) on the requested resource',
    ],
    [
      'POST',
      NODES,
      { kind: 'Pod', metadata: { name: 'n' } },
      400,
      'BadRequest',
      'Pod in version "" cannot be handled as a Node',
    ],
    ['PATCH', DNS, {}, 415, 'UnsupportedMediaType', /^the body of the request was in an unknown format/],
    ['GET', `${NODES}?labelSelector=a%20b`, undefined, 400, 'BadRequest', /^unable to parse requirement/],
    ['GET', `${NODES}?limit=many`, undefined, 400, 'BadRequest', /^strconv\.ParseUint/],
  ] as const)('%s %s', async (method, path, body, code, reason, message) => {
    await using test = await startTestCluster();
    const reply = await test.send(method, path, body);
    expect([reply.code, reply.body['kind'], reply.body['reason']]).toEqual([code, 'Status', reason]);
    expect(reply.body['message']).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it('answers neither a page of a browser nor another name than loopback', async () => {
    await using test = await startTestCluster();
    expect((await test.send('GET', NODES, undefined, { Origin: 'https://example.org' })).code).toBe(403);
    const status = await new Promise((resolve) => {
      httpRequest(`${test.cluster.url}${NODES}`, { headers: { Host: 'rebound.example.org' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it('answers what is no JSON with 400', async () => {
    await using test = await startTestCluster();
    const response = await fetch(test.cluster.url + NODES, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
  });
});

describe('discovery', () => {
  it('tells the version, groups and resources that kubectl asks for', async () => {
    await using test = await startTestCluster({ version: version('1.31.4') });
    expect((await test.send('GET', '/version')).body['gitVersion']).toBe('v1.31.4');
    const groups = list((await test.send('GET', '/apis')).body['groups']).map((group) => record(group)['name']);
    expect(groups).toEqual(['apps', 'discovery.k8s.io', 'coordination.k8s.io', 'authorization.k8s.io']);
    const resources = list((await test.send('GET', '/api/v1')).body['resources']).map((item) => record(item)['name']);
    expect(resources).toContain('pods/eviction');
    expect((await test.send('GET', '/apis/nothing/v1')).code).toBe(404);
    expect(await (await fetch(`${test.cluster.url}/readyz`)).text()).toBe('ok');
  });
});
