import type { DialledByNode } from './zonescope-page.ts';

/** The tutorial's facts: who runs where, and what each node dials at each step. */
export const KUBE_DNS = 'kube-system/kube-dns';
export const NODES_BY_ZONE = { a: ['kind-control-plane', 'kind-worker'], b: ['kind-worker2', 'kind-worker3'] } as const;
export const NODES = [...NODES_BY_ZONE.a, ...NODES_BY_ZONE.b];

const PXPHB = '10.244.0.5';
const RHK7R = '10.244.2.2';
const HFBMJ = '10.244.3.2';
const HSWKQ = '10.244.1.2';

export function byZone(a: readonly string[], b: readonly string[], port: number): DialledByNode {
  const keys = (addresses: readonly string[]): readonly string[] => addresses.map((address) => `${address}:${port}`);
  return Object.fromEntries([
    ...NODES_BY_ZONE.a.map((node) => [node, keys(a)]),
    ...NODES_BY_ZONE.b.map((node) => [node, keys(b)]),
  ]);
}

export function everyNode(addresses: readonly string[], port: number): DialledByNode {
  return byZone(addresses, addresses, port);
}

/** Addresses by zone at each step; on the way the Service goes from four endpoints to one. */
export const STEPS = {
  start: { a: [PXPHB, RHK7R, HFBMJ, HSWKQ], b: [PXPHB, RHK7R, HFBMJ, HSWKQ] },
  hinted: { a: [PXPHB, HFBMJ], b: [RHK7R, HSWKQ] },
  two: { a: [HFBMJ], b: [HSWKQ] },
  twoWithoutHints: { a: [HFBMJ, HSWKQ], b: [HFBMJ, HSWKQ] },
  one: { a: [HFBMJ], b: [HFBMJ] },
} as const;

const HEADING = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];

/** `ipvsadm -ln` of kube-dns on a node that dials these addresses, to the character. */
export function ipvsOfKubeDns(addresses: readonly string[]): string {
  const servers = [
    ['TCP', 53],
    ['TCP', 9153],
    ['UDP', 53],
  ] as const;
  const inOrder = [...addresses].sort((left, right) => numeric(left) - numeric(right));
  const lines = servers.flatMap(([protocol, port]) => [
    `${protocol}  10.96.0.10:${port} rr`,
    ...inOrder.map(
      (address) =>
        `  -> ${`${address}:${port}`.padEnd(28)} ${'Masq'.padEnd(7)} ${'1'.padEnd(6)} ${'0'.padEnd(10)} ${'0'.padEnd(10)}`,
    ),
  ]);
  return [...HEADING, ...lines].map((line) => `${line}\n`).join('');
}

function numeric(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The tutorial's commands, as a reader types them. */
export const LABEL_ZONES: readonly (readonly string[])[] = [
  ['label', 'node', ...NODES_BY_ZONE.a, 'topology.kubernetes.io/zone=a'],
  ['label', 'node', ...NODES_BY_ZONE.b, 'topology.kubernetes.io/zone=b'],
];
export const ANNOTATE = [
  '-n',
  'kube-system',
  'annotate',
  'service',
  'kube-dns',
  'service.kubernetes.io/topology-aware-hints=auto',
] as const;

export function scaleTo(replicas: number): readonly string[] {
  return ['-n', 'kube-system', 'scale', 'deployment', 'coredns', `--replicas=${replicas}`];
}

/** Merges fields into the Service's spec. */
export function patchKubeDns(spec: unknown): readonly string[] {
  return ['-n', 'kube-system', 'patch', 'service', 'kube-dns', '--type=merge', '-p', JSON.stringify({ spec })];
}
