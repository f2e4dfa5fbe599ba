import { rowOf } from '#lib/diagnose/service-row.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { Node } from '#lib/model/node.ts';
import type { Service } from '#lib/model/service.ts';
import type { RowContext } from '#lib/model/service-row.ts';
import { HOSTNAME_LABEL, TOPOLOGY_MODE_ANNOTATION, ZONE_LABEL } from '#lib/model/well-known.ts';

/**
 * How long the rows of every Service take from cold, and that of one changed Service afterwards.
 * `node bench/service-rows.ts [services] [endpoints of each] [nodes]`
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
    endpoints: Array.from({ length: endpointsOfEach }, (_, at) => {
      const node = (index * 7 + at) % nodeCount;
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

const pairs = Array.from({ length: services }, (_, index) => ({ service: service(index), slices: [slice(index)] }));
const context: RowContext = { nodes, version: { major: 1, minor: 36, patch: 3 }, gateOverrides: [] };

function measure(name: string, work: () => void): void {
  const start = performance.now();
  work();
  console.log(`${name}: ${(performance.now() - start).toFixed(1)} ms`);
}

const states = new Map<string, number>();
measure(`${services} rows, ${services * endpointsOfEach} endpoints, ${nodeCount} nodes, cold`, () => {
  for (const pair of pairs) {
    const { state } = rowOf(pair.service, pair.slices, context).verdict;
    states.set(state, (states.get(state) ?? 0) + 1);
  }
});
measure('the same again, warm', () => {
  for (const pair of pairs) rowOf(pair.service, pair.slices, context);
});
const [first] = pairs;
if (first !== undefined) measure('one row', () => rowOf(first.service, first.slices, context));
measure('all rows after a change of one node', () => {
  const changed: RowContext = {
    ...context,
    nodes: nodes.map((node, index) => (index === 0 ? { ...node, unschedulable: true } : node)),
  };
  for (const pair of pairs) rowOf(pair.service, pair.slices, changed);
});
console.log(Object.fromEntries(states));
