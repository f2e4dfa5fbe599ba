import { describe, expect, it } from 'vitest';
import { DATA_PLANE_KINDS } from '#lib/model/data-plane.ts';
import { hintUseOf } from '#lib/proxy-filter/hint-use.ts';

describe('hintUseOf()', () => {
  it('knows who follows hints, and whose use of them cannot be known', () => {
    const kindsOf = (use: string) => DATA_PLANE_KINDS.filter((kind) => hintUseOf(kind) === use);
    expect(kindsOf('follows')).toEqual(['kube-proxy', 'iptables', 'ipvs', 'nftables', 'cilium-service-topology']);
    expect(kindsOf('unknown')).toEqual(['calico-ebpf', 'none', 'unknown']);
  });
});
