import { rowOf } from '#lib/diagnose/service-row.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import { HOSTNAME_LABEL, TOPOLOGY_MODE_ANNOTATION, ZONE_LABEL } from '#lib/model/well-known.ts';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createRowTable, type RowRules } from '#lib/server/hub/row-table.ts';
import { createTimelines } from '#lib/server/hub/timelines.ts';

/**
 * How long the rows of every Service take in a process that has computed none before, and what a change in one of them
 * takes afterwards, by the table that the stream is fed from: in milliseconds of the clock and of CPU, as JSON.
 * `node --expose-gc bench/service-rows.ts [services] [endpoints of each, on average] [nodes]`
 */
const [services = 10_000, endpointsOfEach = 10, nodeCount = 1_000] = process.argv.slice(2).map(Number);
const ZONES = ['a', 'b', 'c'];
const MODES = ['auto', 'field', 'none'] as const;

const nodes: readonly Node[] = Array.from({ length: nodeCount }, (_, index) => ({
  kind: 'Node',
  name: `node-${index}`,
  namespace: '',
  uid: `n${index}`,
  labels: { [ZONE_LABEL]: ZONES[index % ZONES.length] ?? 'a', [HOSTNAME_LABEL]: `node-${index}` },
  dataPlaneSigns: [],
  taints: [],
  unschedulable: false,
  allocatable: { cpuNano: 4e9, memoryBytes: 2 ** 34, pods: 110 },
  ready: { status: 'True' },
  kubeletVersion: 'v1.36.3',
  kubeProxyVersion: '',
  operatingSystem: 'linux',
  images: [],
}));

function service(index: number): Service {
  const mode = MODES[index % MODES.length];
  return {
    kind: 'Service',
    name: `svc-${index}`,
    namespace: 'default',
    uid: `s${index}`,
    labels: {},
    annotations: mode === 'auto' ? { [TOPOLOGY_MODE_ANNOTATION]: 'Auto' } : {},
    type: 'ClusterIP',
    clusterIP: `10.${96 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
    clusterIPs: [`10.${96 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`],
    ipFamilies: ['IPv4'],
    ports: [{ name: 'http', protocol: 'TCP', port: 80 }],
    selector: { app: `svc-${index}` },
    ...(mode === 'field' ? { trafficDistribution: 'PreferSameZone' } : {}),
    publishNotReadyAddresses: false,
    externalIPs: [],
    loadBalancerIngress: [],
  };
}

/** From one endpoint to twice the mean, less one; two neighbours have the mean together. */
function countOf(index: number): number {
  const more = (index >> 1) % endpointsOfEach;
  return index % 2 === 0 ? endpointsOfEach - more : endpointsOfEach + more;
}

/** The scheduler spreads most over the zones evenly; every fifth Service stands where its pods happened to come. */
function nodeOf(index: number, at: number): number {
  return (index % 5 === 0 ? index * 7_919 + at * at * 104_729 + at * index : index * 7 + at) % nodeCount;
}

function slice(index: number): EndpointSlice {
  const isHinted = MODES[index % MODES.length] !== 'none';
  return {
    kind: 'EndpointSlice',
    name: `svc-${index}-x`,
    namespace: 'default',
    uid: `e${index}`,
    addressType: 'IPv4',
    serviceName: `svc-${index}`,
    managedBy: 'endpointslice-controller.k8s.io',
    headless: false,
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints: Array.from({ length: countOf(index) }, (_, at) => {
      const node = nodeOf(index, at);
      const zone = ZONES[node % ZONES.length] ?? 'a';
      return {
        addresses: [`10.${node >> 8}.${node & 255}.${(index + at) & 255}`],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: `node-${node}`,
        zone,
        targetRef: { kind: 'Pod', name: `pod-${index}-${at}`, uid: `p${index}-${at}` },
        ...(isHinted ? { hints: { forZones: [zone] } } : {}),
      };
    }),
  };
}

interface Measured {
  readonly millis: number;
  readonly cpuMillis: number;
}

const VERSION = { major: 1, minor: 36, patch: 3 };
const RULES: RowRules = { version: VERSION, gateOverrides: [], missing: [] };
const CHANGES = 101;

const state = createClusterState(() => undefined);
state.nodes.replace(nodes);
state.services.replace(Array.from({ length: services }, (_, index) => service(index)));
const slices = Array.from({ length: services }, (_, index) => slice(index));
const endpoints = slices.reduce((sum, { endpoints: of }) => sum + of.length, 0);
state.slices.replace(slices);
const keys = state.takeDirtyServices();
const rows = createRowTable(state, rowOf, createTimelines(0));
// What came before the watch began is not the rows' own work.
globalThis.gc?.();
const cold = measure(() => rows.update({ keys, nodesChanged: true, rules: RULES, now: 1 }));

const changes = Array.from({ length: CHANGES }, (_, step) => {
  const before = slices[(step * 97) % services];
  if (before === undefined) throw new Error('Cannot measure: there are no Services');
  // One endpoint turns unready, as in a rollout: the row is another each time.
  const after = before.endpoints.map((endpoint, index) =>
    index === 0 ? { ...endpoint, conditions: { ready: false, serving: false, terminating: false } } : endpoint,
  );
  state.slices.upsert({ ...before, endpoints: after });
  return measure(() => {
    const dirty = state.takeDirtyServices();
    rows.update({ keys: dirty, nodesChanged: false, rules: RULES, now: 2 + step });
  });
});
changes.sort((left, right) => left.millis - right.millis);
const middle = changes[CHANGES >> 1];
console.log(JSON.stringify({ services, endpoints, nodes: nodeCount, cold, change: middle }));

function measure(work: () => void): Measured {
  const start = performance.now();
  const cpu = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(cpu);
  return { millis: performance.now() - start, cpuMillis: (user + system) / 1000 };
}
