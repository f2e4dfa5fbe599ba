import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startTestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

const NODES = '/api/v1/nodes';
const DNS = '/api/v1/namespaces/kube-system/services/kube-dns';

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
    expect(groups).toEqual(['apps', 'discovery.k8s.io', 'autoscaling', 'coordination.k8s.io', 'authorization.k8s.io']);
    const resources = list((await test.send('GET', '/api/v1')).body['resources']).map((item) => record(item)['name']);
    expect(resources).toContain('pods/eviction');
    expect((await test.send('GET', '/apis/nothing/v1')).code).toBe(404);
    expect(await (await fetch(`${test.cluster.url}/readyz`)).text()).toBe('ok');
  });
});
