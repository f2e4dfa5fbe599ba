import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmbeddedCluster } from '#lib/demo/embedded-cluster.ts';
import { nameOf, startTestCluster, type TestCluster, version } from '#lib/demo/test-cluster.test-support.ts';
import { list, record, text } from '#lib/to-model/json.ts';

const SLICES =
  '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices?labelSelector=kubernetes.io/service-name=kube-dns';
const DNS = '/api/v1/namespaces/kube-system/services/kube-dns';
const COREDNS = '/apis/apps/v1/namespaces/kube-system/deployments/coredns/scale';
const ZONE_BY_NODE = { 'kind-control-plane': 'a', 'kind-worker': 'a', 'kind-worker2': 'b', 'kind-worker3': 'b' };
const UNABLE =
  'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (4 endpoints, 2 zones), addressType: IPv4';

/** `ADDRESS zone>hint` of each endpoint, in slice order; `-` where there is none. */
async function endpoints(test: TestCluster): Promise<readonly string[]> {
  const slices = await test.items(SLICES);
  return slices
    .flatMap((slice) => list(slice['endpoints']))
    .map(record)
    .filter((endpoint) => record(endpoint['conditions'])['ready'] === true)
    .map((endpoint) => {
      const hint = record(list(record(endpoint['hints'])['forZones'])[0])['name'];
      return `${list(endpoint['addresses'])[0]} ${text(endpoint['zone']) || '-'}>${hint ?? '-'}`;
    });
}

async function labelNodes(test: TestCluster): Promise<void> {
  for (const [name, zone] of Object.entries(ZONE_BY_NODE)) {
    await test.mergePatch(`/api/v1/nodes/${name}`, {
      metadata: { labels: { 'topology.kubernetes.io/zone': zone } },
    });
  }
}

function annotate(test: TestCluster) {
  return test.mergePatch(DNS, {
    metadata: { annotations: { 'service.kubernetes.io/topology-aware-hints': 'auto' } },
  });
}

async function nodeEvent(test: TestCluster): Promise<void> {
  await test.send('POST', '/api/v1/nodes', { metadata: { name: 'passing-by' } });
  await test.send('DELETE', '/api/v1/nodes/passing-by');
}

async function scaleTo(test: TestCluster, replicas: number): Promise<void> {
  await test.mergePatch(COREDNS, { spec: { replicas } });
  test.clock.advance(3000);
}

async function podNames(test: TestCluster): Promise<readonly string[]> {
  return (await test.items('/api/v1/namespaces/kube-system/pods')).map(nameOf).map((name) => name.slice(-5));
}

async function eventMessages(test: TestCluster): Promise<readonly string[]> {
  const events = await test.items('/api/v1/namespaces/kube-system/events?fieldSelector=involvedObject.name=kube-dns');
  return events.map((event) => text(event['message']));
}

const NO_ZONES = ['10.244.0.5 ->-', '10.244.2.2 ->-', '10.244.3.2 ->-', '10.244.1.2 ->-'];
const ZONES_ONLY = ['10.244.0.5 a>-', '10.244.2.2 b>-', '10.244.3.2 a>-', '10.244.1.2 b>-'];
const HINTS = ['10.244.0.5 a>a', '10.244.2.2 b>b', '10.244.3.2 a>a', '10.244.1.2 b>b'];

describe('the tutorial when changes are taken up at once', () => {
  const cases = [
    { minor: '1.21.10', four: HINTS, two: ['10.244.3.2 a>a', '10.244.1.2 b>b'], events: [] },
    { minor: '1.22.17', four: HINTS, two: ['10.244.3.2 a>a', '10.244.1.2 b>b'], events: [] },
    { minor: '1.23.17', four: ZONES_ONLY, two: ['10.244.3.2 a>-', '10.244.1.2 b>-'], events: [] },
    { minor: '1.26.15', four: ZONES_ONLY, two: ['10.244.3.2 a>-', '10.244.1.2 b>-'], events: [UNABLE] },
    { minor: '1.31.14', four: ZONES_ONLY, two: ['10.244.3.2 a>-', '10.244.1.2 b>-'], events: [UNABLE] },
    { minor: '1.37.2', four: ZONES_ONLY, two: ['10.244.3.2 a>-', '10.244.1.2 b>-'], events: [UNABLE] },
  ];
  for (const { minor, four, two, events } of cases) {
    it(`goes through its three states under the rules of ${minor}`, async () => {
      await using test = await startTestCluster({ version: version(minor) });
      expect(await endpoints(test)).toEqual(NO_ZONES);
      await labelNodes(test);
      expect(await endpoints(test)).toEqual(ZONES_ONLY);
      await annotate(test);
      expect(await endpoints(test)).toEqual(four);
      expect(await eventMessages(test)).toEqual(events);
      await scaleTo(test, 2);
      expect(await podNames(test)).toEqual(['hfbmj', 'hswkq']);
      expect(await endpoints(test)).toEqual(two);
      await scaleTo(test, 1);
      expect(await podNames(test)).toEqual(['hfbmj']);
      expect(await endpoints(test)).toEqual(['10.244.3.2 a>-']);
    });
  }
});

describe('the tutorial when controllers look again only when the minor would', () => {
  const cases = [
    { minor: '1.21.10', anew: HINTS },
    { minor: '1.22.17', anew: HINTS },
    { minor: '1.23.17', anew: ZONES_ONLY },
  ];
  for (const { minor, anew } of cases) {
    it(`${minor} needs a node event and the slice made anew`, async () => {
      await using test = await startTestCluster({ version: version(minor), strict: true });
      await labelNodes(test);
      await annotate(test);
      expect(await endpoints(test)).toEqual(NO_ZONES);
      await nodeEvent(test);
      expect(await endpoints(test)).toEqual(NO_ZONES);
      await test.send('DELETE', SLICES.replace('kubernetes.io/service-name', 'k8s-app'));
      expect((await endpoints(test)).toSorted()).toEqual(anew.toSorted());
    });
  }

  it('1.21 gives no hints when the slice is made anew before any node event', async () => {
    await using test = await startTestCluster({ strict: true });
    await labelNodes(test);
    await annotate(test);
    await test.send('DELETE', SLICES);
    expect((await endpoints(test)).toSorted()).toEqual(ZONES_ONLY.toSorted());
  });

  it('1.31 counts the labels by itself and says in an Event why there are no hints', async () => {
    await using test = await startTestCluster({ version: version('1.31.14'), strict: true });
    await labelNodes(test);
    expect(await endpoints(test)).toEqual(NO_ZONES);
    await annotate(test);
    expect(await endpoints(test)).toEqual(ZONES_ONLY);
    expect(await eventMessages(test)).toEqual([UNABLE]);
  });

  it('1.26.7 does not count a new label, so that the Event still tells of missing information', async () => {
    await using test = await startTestCluster({ version: version('1.26.7'), strict: true });
    await labelNodes(test);
    await annotate(test);
    expect(await eventMessages(test)).toEqual([
      'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
    ]);
  });
});

describe('the gate', () => {
  it('off in all programs leaves the slice without hints', async () => {
    await using test = await startTestCluster({ world: 'tutorial-gate-off' });
    await labelNodes(test);
    await annotate(test);
    expect(await endpoints(test)).toEqual(ZONES_ONLY);
  });

  it('off in the API server alone drops the hints that the controller writes', async () => {
    const gates = [{ program: 'api-server', gate: 'TopologyAwareHints', state: false }] as const;
    await using test = await startTestCluster({ gates });
    await labelNodes(test);
    await annotate(test);
    expect(await endpoints(test)).toEqual(ZONES_ONLY);
  });
});

describe('the guide', () => {
  it('ticks each step when its commands have been done, and keeps it ticked', async () => {
    await using test = await startTestCluster();
    let heard = 0;
    test.cluster.onGuideChange(() => {
      heard += 1;
    });
    const done = () =>
      test.cluster
        .guide()
        .steps.filter((step) => step.done)
        .map((step) => step.id);
    expect(done()).toEqual([]);
    await labelNodes(test);
    expect(done()).toEqual(['label-nodes']);
    await annotate(test);
    await scaleTo(test, 2);
    expect(done()).toEqual(['label-nodes', 'annotate-service', 'scale-to-two']);
    await scaleTo(test, 1);
    expect(done()).toEqual(['label-nodes', 'annotate-service', 'scale-to-two', 'scale-to-one']);
    expect(heard).toBe(4);
  });

  it('with strict has the two steps more, done by a node that comes and goes and by a deleted slice', async () => {
    await using test = await startTestCluster({ strict: true });
    const done = (id: string) => test.cluster.guide().steps.find((step) => step.id === id)?.done;
    expect([done('node-event'), done('delete-slice')]).toEqual([false, false]);
    await nodeEvent(test);
    await test.send('DELETE', SLICES);
    expect([done('node-event'), done('delete-slice')]).toEqual([true, true]);
  });

  it('names the kubeconfig once it is written, for its owner only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zonescope-'));
    await using test = await startTestCluster();
    expect(test.cluster.guide().kubeconfig).toBe('');
    const file = join(folder, 'config');
    await test.cluster.writeKubeconfig(file);
    expect(test.cluster.guide().kubeconfig).toBe(`export KUBECONFIG=${file}`);
    expect(await readFile(file, 'utf8')).toContain(`server: ${test.cluster.url}\n`);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await rm(folder, { recursive: true });
  });
});

describe('starting and stopping', () => {
  it('refuses a world that does not exist, with the names of those that do', async () => {
    await expect(startEmbeddedCluster({ world: 'atlantis' })).rejects.toThrow(
      /^Cannot find world "atlantis": choose one of tutorial, tutorial-gate-off, three-zones, .*dead-zone, autoscaled, large:/,
    );
  });

  it('refuses a port that is taken', async () => {
    await using test = await startTestCluster();
    const port = Number(new URL(test.cluster.url).port);
    await expect(startEmbeddedCluster({ port })).rejects.toThrow(`Cannot listen on 127.0.0.1:${port}`);
  });

  it('answers no more once it is stopped, and does nothing later', async () => {
    const test = await startTestCluster();
    await test.mergePatch(COREDNS, { spec: { replicas: 2 } });
    await test.cluster.stop();
    const before = test.cluster.registry.store.version;
    test.clock.advance(600_000);
    expect(test.cluster.registry.store.version).toBe(before);
    await expect(fetch(test.cluster.url)).rejects.toThrow();
  });

  it('tells a client that resumes from a cluster of a second before to list anew', async () => {
    await using first = await startTestCluster();
    const last = first.cluster.registry.store.version;
    first.clock.advance(1000);
    await using second = await startTestCluster({ clock: first.clock });
    const watch = await fetch(`${second.cluster.url}/api/v1/nodes?watch=true&resourceVersion=${last}`);
    expect(await watch.text()).toContain('"reason":"Expired"');
  });
});
