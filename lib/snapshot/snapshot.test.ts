import { describe, expect, test } from 'vitest';
import { autoscalerRange } from '#lib/diagnose/autoscaler-range.ts';
import { runSteps } from '#lib/diagnose/run-steps.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import { sweepCluster } from '#lib/diagnose/sweep-cluster.ts';
import { DEFAULT_MIX } from '#lib/model/client-mix.ts';
import { namespacedName } from '#lib/model/names.ts';
import { readSnapshot } from '#lib/snapshot/read-snapshot.ts';
import { redactSnapshot } from '#lib/snapshot/redact-snapshot.ts';
import { ACME_WORDS, acmeSnapshot } from '#lib/snapshot/snapshot.test-support.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import { autoscalingOf, snapshotState } from '#lib/snapshot/snapshot-state.ts';
import { snapshotFileName, writeSnapshot } from '#lib/snapshot/write-snapshot.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';

const SNAPSHOT = acmeSnapshot();
const SCENARIO = { whatIf: [], gates: [], dataPlanes: [], mix: DEFAULT_MIX };

function textOf(snapshot: Snapshot): string {
  return [...writeSnapshot(snapshot)].join('');
}

function reread(snapshot: Snapshot): Snapshot {
  return readSnapshot(textOf(snapshot), 'file.json', { now: 0 });
}

/** What every view rests on, without a name in it. */
function answersOf({ cluster }: Snapshot) {
  return cluster.services.map((service, index) => {
    const slices = cluster.slices.filter(({ serviceName }) => serviceName === service.name);
    const pods = cluster.pods.filter(({ labels }) =>
      Object.values(labels).includes(Object.values(service.selector ?? {})[0] ?? ''),
    );
    const { verdict, endpointsByZone } = rowOf(service, slices, cluster);
    const { analysis, outcome, refused } = answerService(
      { ...cluster, service, slices, pods, ...autoscalingOf(pods, cluster) },
      { ...DEFAULT_URL_STATE, whatIf: [{ kind: 'replicas', replicas: index + 1 }] },
    );
    return {
      verdict,
      endpoints: Object.values(endpointsByZone),
      backends: analysis.ports.map(({ classes, shares }) => ({ backends: classes.map((of) => of.backends), shares })),
      goes: outcome?.goes.length,
      kind: outcome?.workload?.kind,
      refused: refused.length,
      range: autoscalerRange(analysis)?.counts,
    };
  });
}

describe('a snapshot in a file', () => {
  test('is read as it was written, header and all', () => {
    expect(reread(SNAPSHOT)).toEqual(SNAPSHOT);
  });

  test('is a Kubernetes List with one object to a line', () => {
    const text = textOf(SNAPSHOT);
    expect(JSON.parse(text)).toMatchObject({
      apiVersion: 'v1',
      kind: 'List',
      zonescope: {
        kubernetesVersion: '1.34.2',
        time: '2026-03-01T12:00:00.000Z',
        gates: 'kube-proxy@acme-db-1:TopologyAwareHints=true',
        service: 'payments/checkout',
        context: 'acme-production',
      },
    });
    const objects = SNAPSHOT.cluster;
    const count = objects.nodes.length + objects.services.length + objects.slices.length + objects.pods.length + 1;
    expect(text.trimEnd().split('\n')).toHaveLength(count + 2);
  });

  test('of kubectl, without a header, is of the newest kubelet and of now', () => {
    const { items } = JSON.parse(textOf(SNAPSHOT));
    const read = readSnapshot(JSON.stringify({ kind: 'List', items }), 'kubectl.json', { now: 7 });
    expect(read).toMatchObject({
      cluster: { version: { minor: 34 }, now: 7 },
      whatIf: [],
      context: '',
      redacted: false,
    });
  });

  test('that tells no version is refused in one sentence', () => {
    const service = '{"kind":"Service","metadata":{"name":"cart","namespace":"shop"}}';
    expect(() => readSnapshot(service, 'one.json', { now: 0 })).toThrow(
      'Cannot read one.json: neither it nor a node in it tells the Kubernetes version',
    );
  });

  test('is named after its context and moment, by letters that every disk takes', () => {
    const odd = { ...SNAPSHOT, context: 'arn:aws:eks:x/../y' };
    expect(snapshotFileName(odd)).toBe('zonescope-arn-aws-eks-x-..-y-2026-03-01T12-00-00Z.json');
    expect(snapshotFileName({ ...SNAPSHOT, context: '' })).toBe('zonescope-cluster-2026-03-01T12-00-00Z.json');
  });
});

describe('a redacted snapshot', () => {
  const redacted = redactSnapshot(SNAPSHOT);

  test('holds none of the names that its owner chose', () => {
    expect(textOf(SNAPSHOT)).toMatch(ACME_WORDS);
    expect(textOf(redacted)).not.toMatch(ACME_WORDS);
  });

  test('gives every answer that the plain one gives', () => {
    expect(answersOf(redacted)).toEqual(answersOf(SNAPSHOT));
    expect(answersOf(SNAPSHOT).map(({ kind }) => kind)).toEqual(['Deployment', 'StatefulSet']);
    expect(answersOf(SNAPSHOT).map(({ range }) => range)).toEqual([7, undefined]);
  });

  test('names one thing by one name everywhere, in the order of the names that they stand for', () => {
    const { nodes, slices, pods, services, gateOverrides } = redacted.cluster;
    expect(nodes.map(({ name }) => name)).toEqual(['node-1', 'node-2', 'node-3']);
    expect(nodes[2]?.labels['kubernetes.io/hostname']).toBe('node-3');
    expect(gateOverrides[0]?.node).toBe('node-3');
    expect(pods[0]?.nodeName).toBe('node-1');
    expect(slices[0]?.endpoints.map(({ targetRef }) => targetRef?.name)).toEqual(
      pods.slice(0, 4).map(({ name }) => name),
    );
    expect(redacted.service).toBe(namespacedName(services[0] ?? { namespace: '', name: '' }));
    expect(redacted.whatIf).toEqual([
      { kind: 'replicas', replicas: 3 },
      { kind: 'zone-down', zone: 'zone-1', phase: 'notready' },
      { kind: 'relabel', node: 'node-3', zone: 'zone-2' },
    ]);
  });

  test('reads back as it was written', () => {
    expect(reread(redacted)).toEqual(redacted);
  });
});

describe('a snapshot in the place of the stream', () => {
  const stateFor = snapshotState(SNAPSHOT, 'file.json');

  test('has a row for every Service and the selected one with slices and pods', () => {
    const state = stateFor({ service: 'payments/ledger', clients: 'payments/checkout' });
    expect([...state.rowByKey.keys()]).toEqual(['payments/checkout', 'payments/ledger']);
    expect(state.selected).toMatchObject({ key: 'payments/ledger', podsState: 'watched' });
    expect(state.selected?.pods.map(({ name }) => name)).toEqual(['ledger-0', 'ledger-1']);
    expect(state.clients?.slices.map(({ serviceName }) => serviceName)).toEqual(['checkout']);
    expect(state.info?.snapshot).toEqual({
      name: 'file.json',
      time: SNAPSHOT.cluster.now,
      redacted: false,
      service: 'payments/checkout',
      whatIf: 'replicas:3,zone-down:acme-east-1@notready,relabel:acme-db-1=acme-west-1',
    });
  });

  test('has the autoscalers of the pods’ owner, and none where the file has none', () => {
    const select = (service: string) => stateFor({ service, clients: undefined }).selected?.autoscaling;
    expect(select('payments/checkout')?.autoscalers.map(({ name }) => name)).toEqual(['acme-gold-scaler']);
    expect(select('payments/ledger')).toEqual({ state: 'watched', autoscalers: [] });
    const { autoscalers: _, ...cluster } = SNAPSHOT.cluster;
    const without = reread({ ...SNAPSHOT, cluster });
    expect(without.cluster).not.toHaveProperty('autoscalers');
    const { selected } = snapshotState(without, 'f')({ service: 'payments/checkout', clients: undefined });
    expect(selected).not.toHaveProperty('autoscaling');
  });

  test('computes nothing from nodes and slices that whoever saved it might not read, and says so', () => {
    const missing = ['list nodes', 'list endpointslices -n payments'];
    const limited = reread({ ...SNAPSHOT, cluster: { ...SNAPSHOT.cluster, nodes: [], slices: [], missing } });
    const state = snapshotState(limited, 'file.json')({ service: undefined, clients: undefined });
    for (const row of state.rowByKey.values()) {
      expect(row.verdict).toMatchObject({
        state: 'unknown',
        reason: 'not-in-file',
        reasonValues: { rights: 'list nodes, list endpointslices', kinds: 'nodes, endpointslices' },
      });
      expect(row).not.toHaveProperty('optIn');
    }
    expect(state.info?.snapshot?.missing).toEqual(missing);
    expect(redactSnapshot(limited).cluster.missing).toEqual(['list nodes', 'list endpointslices -n namespace-1']);
    const supposed = { ...SCENARIO, whatIf: [{ kind: 'mode', mode: 'PreferClose' }] as const };
    const { rows, refused } = runSteps(sweepCluster(limited.cluster, supposed));
    expect(rows.map(({ verdict }) => verdict.reason)).toEqual(['not-in-file', 'not-in-file']);
    expect(refused).toEqual([]);
  });

  test('of a file that somebody put together takes no kind that is left out for absent; a saved one is taken at its word', () => {
    const ofKinds = (...kinds: readonly string[]) => {
      const { items } = JSON.parse(textOf(SNAPSHOT));
      const kept = items.filter(({ kind }: { readonly kind: string }) => kinds.includes(kind));
      return readSnapshot(JSON.stringify({ kind: 'List', items: kept }), 'f', {
        now: 0,
        version: SNAPSHOT.cluster.version,
      }).cluster.missing;
    };
    expect(ofKinds('Service', 'EndpointSlice')).toEqual(['list nodes']);
    expect(ofKinds('Service', 'Node')).toEqual(['list endpointslices']);
    expect(ofKinds('Service', 'Node', 'EndpointSlice')).toBeUndefined();
    expect(reread({ ...SNAPSHOT, cluster: { ...SNAPSHOT.cluster, nodes: [] } }).cluster).not.toHaveProperty('missing');
  });

  test('of a file that somebody put together may lack the slices of one namespace, which the controller never leaves without', () => {
    const { items } = JSON.parse(textOf(SNAPSHOT));
    const shop = { kind: 'Service', metadata: { name: 'cart', namespace: 'shop' } };
    const missingOf = (spec: object, overrides: object = {}) => {
      const file = JSON.stringify({ kind: 'List', items: [...items, { ...shop, spec }] });
      return readSnapshot(file, 'f', { now: 0, version: SNAPSHOT.cluster.version, ...overrides }).cluster.missing;
    };
    expect(missingOf({ selector: { app: 'cart' } })).toEqual(['list endpointslices -n shop']);
    expect(missingOf({}), 'somebody writes its slices by hand, or nobody').toBeUndefined();
    expect(missingOf({ type: 'ExternalName', selector: { app: 'cart' } }), 'it is a name only').toBeUndefined();
    expect(
      missingOf({ selector: { app: 'cart' } }, { answered: 'v1.34.2' }),
      'all was listed just now',
    ).toBeUndefined();
  });

  test('says where it does not hold the pods behind the endpoints', () => {
    const without = snapshotState({ ...SNAPSHOT, cluster: { ...SNAPSHOT.cluster, pods: [] } }, 'file.json');
    expect(without({ service: 'payments/ledger', clients: undefined }).selected?.podsState).toBe('not-kept');
    expect(without({ service: 'payments/none', clients: undefined }).selected?.podsState).toBe('no-selector');
  });
});
