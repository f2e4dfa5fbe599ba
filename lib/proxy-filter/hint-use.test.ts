import { describe, expect, test } from 'vitest';
import { DATA_PLANE_KINDS, type DataPlaneKind } from '#lib/model/data-plane.ts';
import { type HintUse, hintUseOf, isDoubtful } from '#lib/proxy-filter/hint-use.ts';
import type { RouteClass } from '#lib/proxy-filter/service-routing.ts';

type Doubted = Pick<RouteClass, 'dataPlane' | 'policies'>;

function doubted(dataPlane: DataPlaneKind, internalLocal: boolean): Doubted {
  const policies = { usesCluster: !internalLocal, usesLocal: internalLocal, externallyAccessible: false };
  return { dataPlane, policies: { ...policies, internalLocal, externalLocal: false } };
}

const USES: readonly (readonly [HintUse, readonly DataPlaneKind[]])[] = [
  ['follows', ['kube-proxy', 'iptables', 'ipvs', 'nftables', 'cilium-service-topology']],
  ['ignores', ['windows', 'cilium', 'ovn-kubernetes', 'kube-router']],
  ['unknown', ['calico-ebpf', 'none', 'unknown']],
];

describe('hintUseOf()', () => {
  test.each(USES.flatMap(([use, kinds]) => kinds.map((kind) => [kind, use] as const)))('%s: %s', (kind, use) => {
    expect(hintUseOf(kind)).toBe(use);
  });
  test('those are all', () => {
    expect(new Set(USES.flatMap(([, kinds]) => kinds))).toEqual(new Set(DATA_PLANE_KINDS));
  });
});

describe('isDoubtful()', () => {
  test.each([
    ['a data plane that nobody knows, under Cluster', 'unknown', false, true],
    ['a data plane that nobody knows, under Local, which every one keeps to', 'unknown', true, false],
    ['kube-proxy', 'kube-proxy', false, false],
    ['a data plane that is sure to ignore hints', 'cilium', false, false],
  ] as const)('%s', (_name, kind, internalLocal, want) => {
    expect(isDoubtful(doubted(kind, internalLocal))).toBe(want);
  });
});
