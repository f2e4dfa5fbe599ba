import { describe, expect, it } from 'vitest';
import { otherProxiesIn, unreadableFormOf } from '#lib/proxy-text/other-text.ts';

describe('otherProxiesIn() knows each by the chains that it makes', () => {
  const cases = [
    { text: ':CILIUM_POST_nat - [0:0]\n-A CILIUM_POST_nat -j RETURN', want: ['Cilium'] },
    { text: '\tchain CILIUM_OUTPUT_raw {', want: ['Cilium'] },
    { text: ':OVN-KUBE-NODEPORT - [0:0]', want: ['OVN-Kubernetes'] },
    { text: ':KUBE-ROUTER-INPUT - [0:0]', want: ['kube-router'] },
    { text: '-A PREROUTING -m comment --comment "cali:6gwbT8clXdHdC1b1" -j cali-PREROUTING', want: ['Calico'] },
    {
      text: '-A KUBE-SERVICES -m set --match-set KUBE-CLUSTER-IP dst,dst -j ACCEPT\n:cali-OUTPUT - [0:0]',
      want: ['kube-proxy in ipvs mode', 'Calico'],
    },
    { text: '-A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m tcp --dport 443 -j KUBE-SVC-A', want: [] },
  ];
  for (const { text, want } of cases)
    it(`${want.join(', ') || 'none'}`, () => expect(otherProxiesIn(text)).toEqual(want));
});

describe('unreadableFormOf() knows what the commands print in other forms', () => {
  const cases = [
    { want: 'nft-json', text: '{"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}}]}' },
    {
      want: 'iptables-list',
      text: 'Chain KUBE-SERVICES (2 references)\ntarget     prot opt source               destination\n',
    },
    { want: 'iptables-list', text: '$ iptables -t nat -nvL\nChain PREROUTING (policy ACCEPT 0 packets, 0 bytes)\r\n' },
    {
      want: 'iptables-by-nft',
      text: '# Warning: table ip nat is managed by iptables-nft, do not touch!\ntable ip nat {\n\tchain KUBE-SVC-A {\n',
    },
    {
      want: 'ipvs-connections',
      text: 'IPVS connection entries\npro expire state       source             virtual            destination\n',
    },
    { want: 'ipvs-names', text: 'TCP  10.96.0.10:domain rr\n  -> 10.244.0.2:domain Masq 1 0 0\n' },
    { want: 'ipvs-names', text: 'UDP  kube-dns.kube-system.svc.clust:53 rr\r\n' },
    {
      want: 'cilium-services',
      text: 'ID   Frontend               Service Type   Backend\n1    10.96.0.1:443/TCP      ClusterIP      1 => 172.18.0.2:6443/TCP (active)\n',
    },
    { want: undefined, text: 'TCP  10.96.0.10:53 rr\nTCP  [fd00::a]:53 rr persistent 10800\n' },
    { want: undefined, text: 'table ip kube-proxy {\n\tchain services {\n' },
    { want: undefined, text: '*nat\n:KUBE-SERVICES - [0:0]\n' },
  ];
  for (const { text, want } of cases) {
    it(`${want}: ${text.slice(0, 40)}`, () => expect(unreadableFormOf(text)).toBe(want));
  }
});
