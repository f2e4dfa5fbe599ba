import type { IpFamily, Service } from '#lib/model/service.ts';
import { dialled } from '#lib/proxy-filter/dialled.ts';
import { ipFamilyOf, joinHostPort, parseIp } from '#lib/proxy-filter/ip-address.ts';
import { loadBalancerVIPs } from '#lib/proxy-filter/port-policies.ts';
import { classOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting } from '#lib/proxy-filter/service-routing.ts';
import type { PrintInput } from '#lib/proxy-text/print-input.ts';

interface VirtualServer {
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
  readonly persistent: string;
  readonly destinations: readonly { readonly address: string; readonly port: number }[];
}

const HEADING = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];
const DEFAULT_AFFINITY_SECONDS = 10_800;
/** As IANA numbers them: ipvsadm sorts by the number. */
const NUMBER_BY_PROTOCOL: ReadonlyMap<string, number> = new Map([
  ['TCP', 6],
  ['UDP', 17],
  ['SCTP', 132],
]);

/**
 * What `ipvsadm -ln` prints on a node whose kube-proxy runs in ipvs mode with its defaults (scheduler rr, weight 1,
 * masquerading), right after it wrote these Services: no connections yet, and none that linger with weight 0.
 * One virtual server per address (ClusterIP, external IP, load balancer's VIP), port and protocol; one without
 * destinations stands there and refuses. Node ports stand on each of the node's addresses: where `options.nodeIPs` does
 * not tell them, they are left out. Sorted as ipvsadm sorts; every line ends with a newline.
 */
export function printIpvs(input: PrintInput): string {
  const servers = input.services
    .flatMap(({ service, routing }) => routing.ports.flatMap((port) => virtualServers(service, port, input)))
    .sort(compareServers);
  return [...HEADING, ...servers.flatMap(linesOf)].map((line) => `${line}\n`).join('');
}

function virtualServers(service: Service, port: PortRouting, { node, options }: PrintInput): readonly VirtualServer[] {
  const { family, protocol } = port;
  const routeClass = classOfNode(port, node.index);
  const destinationsFrom = (from: 'cluster' | 'outside') =>
    dialled(routeClass, { from, proxier: 'ipvs' }).endpoints.flatMap((index) => port.endpoints[index] ?? []);
  const isSticky = service.sessionAffinity === 'ClientIP';
  const persistent = isSticky ? ` persistent ${service.sessionAffinityTimeout ?? DEFAULT_AFFINITY_SECONDS}` : '';
  const ofFamily = (addresses: readonly string[]) => addresses.filter((address) => isOfFamily(address, family));
  const outside = [...ofFamily(service.externalIPs), ...loadBalancerVIPs(service, family, routeClass.rules)];
  const server = { protocol, port: port.port, persistent };
  const nodePort = service.ports.find(
    ({ name, protocol: spoken }) => name === port.name && spoken === protocol,
  )?.nodePort;
  return [
    { ...server, address: port.clusterIP, destinations: destinationsFrom('cluster') },
    ...[...new Set(outside)].map((address) => ({ ...server, address, destinations: destinationsFrom('outside') })),
    ...(nodePort ? ofFamily(options?.nodeIPs ?? []) : []).map((address) => ({
      ...server,
      address,
      port: nodePort ?? 0,
      destinations: destinationsFrom('outside'),
    })),
  ];
}

function isOfFamily(address: string, family: IpFamily): boolean {
  return ipFamilyOf(address) === family;
}

/** `printf("%s %s%s\n  -> %-28s %-7s %-6d %-10u %-10u\n")`, with its trailing blanks. */
function linesOf({ protocol, address, port, persistent, destinations }: VirtualServer): readonly string[] {
  const lines = destinations.toSorted(compareAddresses).map((destination) => {
    const name = joinHostPort(destination.address, destination.port);
    return `  -> ${name.padEnd(28)} ${'Masq'.padEnd(7)} ${'1'.padEnd(6)} ${'0'.padEnd(10)} ${'0'.padEnd(10)}`;
  });
  return [`${protocol}  ${joinHostPort(address, port)} rr${persistent}`, ...lines];
}

/** `ipvs_cmp_services`: address family, protocol, address, port. */
function compareServers(left: VirtualServer, right: VirtualServer): number {
  const family = Number(left.address.includes(':')) - Number(right.address.includes(':'));
  const protocol = (NUMBER_BY_PROTOCOL.get(left.protocol) ?? 0) - (NUMBER_BY_PROTOCOL.get(right.protocol) ?? 0);
  return family || protocol || compareAddresses(left, right);
}

interface Address {
  readonly address: string;
  readonly port: number;
}

/**
 * `ipvs_cmp_dests`: by address, then port. It subtracts addresses as 32-bit numbers and reads the sign, so two that are
 * more than half the range apart (10.0.0.1 and 203.0.113.7) come out the wrong way round; so they do here.
 */
function compareAddresses(left: Address, right: Address): number {
  const leftWords = wordsOf(left.address);
  const rightWords = wordsOf(right.address);
  for (const [index, word] of leftWords.entries()) {
    const difference = (word - (rightWords[index] ?? 0)) | 0;
    if (difference !== 0) return difference;
  }
  return left.port - right.port;
}

function wordsOf(address: string): readonly number[] {
  const bytes = parseIp(address) ?? new Uint8Array(4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4));
}
