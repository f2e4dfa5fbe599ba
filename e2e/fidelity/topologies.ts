/** A cluster to start, as the control plane's topology file describes one. */
export interface Topology {
  readonly name: string;
  readonly about: string;
  readonly isDualStack: boolean;
  readonly podCIDRs: readonly string[];
  readonly file: unknown;
}

interface NodeSpec {
  readonly name: string;
  readonly zone?: string;
  readonly cpu?: string;
  readonly controlPlane?: boolean;
}

const POD_CIDRS = ['10.244.0.0/16'];
const POD_CIDRS_BOTH = [...POD_CIDRS, 'fd00:10:244::/48'];

/** Three shapes: even zones, uneven ones with a node outside any zone, and dual stack. */
export const TOPOLOGIES: readonly [Topology, Topology, Topology] = [
  topology('two-zones', 'four nodes, two even zones', false, [
    { name: 'cp', zone: 'a', controlPlane: true },
    { name: 'a1', zone: 'a' },
    { name: 'b1', zone: 'b' },
    { name: 'b2', zone: 'b' },
  ]),
  topology('uneven', 'six nodes, three uneven zones, one node in none', false, [
    { name: 'cp', zone: 'a', controlPlane: true },
    { name: 'a1', zone: 'a', cpu: '8' },
    { name: 'b1', zone: 'b', cpu: '4' },
    { name: 'b2', zone: 'b', cpu: '2' },
    { name: 'c1', zone: 'c', cpu: '4' },
    { name: 'nozone', cpu: '4' },
  ]),
  topology('dual-stack', 'five nodes, three zones, IPv4 and IPv6', true, [
    { name: 'cp', zone: 'a', controlPlane: true },
    { name: 'a1', zone: 'a' },
    { name: 'b1', zone: 'b' },
    { name: 'c1', zone: 'c' },
    { name: 'c2', zone: 'c' },
  ]),
];

function topology(name: string, about: string, isDualStack: boolean, nodes: readonly NodeSpec[]): Topology {
  const placed = nodes.map((node, index) => ({
    ...node,
    address: `172.18.0.${index + 2}`,
    ...(isDualStack && { addressv6: `fd00:172:18::${index + 2}` }),
  }));
  return {
    name,
    about,
    isDualStack,
    podCIDRs: isDualStack ? POD_CIDRS_BOTH : POD_CIDRS,
    file: { nodes: placed, workloads: [], ...(isDualStack && { dualStack: true }) },
  };
}
