import { expect, test } from '@playwright/test';
import { requestsOfZonescope } from '../support/audit-log.ts';
import { expectEndpointsOf, listedEndpoints } from '../support/endpoint-rows.ts';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { startZonescope, type ZonescopeProcess } from '../support/start-zonescope.ts';
import { collectConsoleErrors, openService } from '../support/zonescope-page.ts';

/** Reads any cluster that a kubeconfig names, and changes nothing there. */
const given = process.env['KUBECONFIG'];

let cluster: RealCluster | undefined;
let kubeconfig: string;
let zonescope: ZonescopeProcess;

test.beforeAll(async () => {
  test.setTimeout(900_000); // the control plane may have to be built first
  if (given === undefined && REALCLUSTER !== undefined) {
    cluster = await startRealCluster(['--topology-mode-auto', 'kube-system/coredns']);
  }
  kubeconfig = given ?? cluster?.kubeconfig ?? '';
  zonescope = await startZonescope(['--kubeconfig', kubeconfig]);
});
test.afterAll(async () => {
  await zonescope?.stop();
  await cluster?.stop();
});

test('the page lists the endpoints and hints that the API holds, for up to five Services', async ({ page }) => {
  const errors = collectConsoleErrors(page);
  const services = [...(await listedEndpoints(kubeconfig)).keys()].slice(0, 5);
  expect(services.length).toBeGreaterThan(0);
  for (const service of services) {
    await openService(page, zonescope.url, { service, parameters: { tab: 'endpoints' } });
    await expectEndpointsOf(page, kubeconfig, service);
  }
  expect(errors).toEqual([]);
});

test('it never writes: the only verbs that the API server saw are list, watch and get of /version', async () => {
  test.skip(
    given !== undefined || REALCLUSTER === undefined,
    'needs a control plane of its own with an audit log (REALCLUSTER)',
  );
  const audited = await startRealCluster(['--audit']);
  try {
    const rights = audited.run([
      'rbac-kubeconfig',
      '--rules',
      'nodes,services,pods,endpointslices',
      '--verbs',
      'list,watch',
    ]);
    const file = rights.trim().split('\n').at(-1) ?? '';
    const reader = await startZonescope(['--kubeconfig', file]);
    try {
      const response = await fetch(`${reader.url}/api/readyz`);
      expect([200, 503]).toContain(response.status);
      await expect.poll(async () => (await fetch(`${reader.url}/api/readyz`)).status, { timeout: 60_000 }).toBe(200);
    } finally {
      await reader.stop();
    }
    const requests = requestsOfZonescope(audited)
      .filter(({ user }) => user.startsWith('system:serviceaccount:'))
      .map(({ request }) => request);
    const kinds = ['nodes', 'services', 'endpointslices'];
    // A server that streams its lists sees watches alone.
    const allowed = ['get /version', ...kinds.flatMap((kind) => [`list ${kind}`, `watch ${kind}`])];
    expect([...new Set(requests)].filter((request) => !allowed.includes(request))).toEqual([]);
    expect(requests).toEqual(expect.arrayContaining(['get /version', ...kinds.map((kind) => `watch ${kind}`)]));
  } finally {
    await audited.stop();
  }
});
