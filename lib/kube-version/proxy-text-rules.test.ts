import { describe, expect, it } from 'vitest';
import { proxyTextRulesOf } from '#lib/kube-version/proxy-text-rules.ts';
import { parseVersion } from '#lib/model/version.ts';

function rulesOf(text: string) {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`Cannot read ${text}: no version`);
  return proxyTextRulesOf(version);
}

describe('proxyTextRulesOf() knows in which minor each form came', () => {
  const iptables = [
    { change: 'masquerading moves to the chain of the Service', before: '1.21', after: '1.22', field: 'masqueradesIn' },
    { change: 'local endpoints are no longer numbered', before: '1.22', after: '1.23', field: 'numbersLocalEndpoints' },
    { change: 'KUBE-EXT takes the place of KUBE-XLB', before: '1.23', after: '1.24', field: 'externalChain' },
    { change: 'comments name the endpoint', before: '1.23', after: '1.24', field: 'namesEndpoints' },
    { change: 'drops move to the filter table', before: '1.24', after: '1.25', field: 'dropsIn' },
    { change: 'node ports of [::1] are left alone', before: '1.25', after: '1.26', field: 'sparesLoopbackIPv6' },
    { change: 'localhost connections are counted', before: '1.30', after: '1.31', field: 'countsLocalhostNodePorts' },
    { change: 'a range of 0 bits means none', before: '1.33', after: '1.34', field: 'zeroRangeMeansNone' },
  ] as const;
  for (const { change, before, after, field } of iptables) {
    it(`iptables: ${change} in ${after}`, () => {
      expect(rulesOf(before).iptables[field]).toBe(rulesOf('1.21').iptables[field]);
      expect(rulesOf(after).iptables[field]).not.toBe(rulesOf(before).iptables[field]);
    });
  }

  it('iptables: a firewall chain ends in a drop, in nothing from 1.25 on, in a comment from 1.27 on', () =>
    expect(
      ['1.21', '1.24', '1.25', '1.26', '1.27', '1.37'].map((each) => rulesOf(each).iptables.firewallEndsIn),
    ).toEqual(['KUBE-MARK-DROP', 'KUBE-MARK-DROP', 'nothing', 'nothing', 'comment', 'comment']));

  const nftables = [
    { change: 'cluster IPs stand in a set', before: '1.29', after: '1.30', field: 'clusterIPsSet' },
    { change: 'the masquerade rule loses its port', before: '1.33', after: '1.34', field: 'clusterIPMasquerade' },
    { change: 'endpoint chains go', before: '1.35', after: '1.36', field: 'endpointChains' },
    { change: 'one endpoint is a plain dnat', before: '1.36', after: '1.37', field: 'plainDnatForOne' },
  ] as const;
  for (const { change, before, after, field } of nftables) {
    it(`nftables: ${change} in ${after}`, () => {
      expect(rulesOf(before).nftables?.[field]).toBe(rulesOf('1.29').nftables?.[field]);
      expect(rulesOf(after).nftables?.[field]).not.toBe(rulesOf(before).nftables?.[field]);
    });
  }

  it('has no nftables mode before 1.29', () => {
    expect(rulesOf('1.28').nftables).toBeUndefined();
    expect(rulesOf('1.29').nftables).toBeDefined();
  });
  it('takes the nearest minor for one that nobody knows', () => expect(rulesOf('1.99')).toEqual(rulesOf('1.37')));

  it('warns of ipvs from 1.35 on', () =>
    expect(['1.34', '1.35'].map((each) => rulesOf(each).warnsOfIpvs)).toEqual([false, true]));

  it('knows every form of the oldest and of the newest minor', () => {
    expect(rulesOf('1.21')).toEqual({
      iptables: {
        externalChain: 'KUBE-XLB',
        masqueradesIn: 'KUBE-SERVICES',
        numbersLocalEndpoints: true,
        namesEndpoints: false,
        dropsIn: 'nat',
        firewallEndsIn: 'KUBE-MARK-DROP',
        countsLocalhostNodePorts: false,
        sparesLoopbackIPv6: false,
        zeroRangeMeansNone: false,
      },
      warnsOfIpvs: false,
    });
    expect(rulesOf('1.29').nftables).toEqual({
      endpointChains: 'always',
      clusterIPMasquerade: 'by-address-and-port',
      marksInPlace: false,
      plainDnatForOne: false,
      clusterIPsSet: false,
      firewallChains: false,
      firewallComments: false,
      zeroRangeMeansNone: false,
    });
    expect(rulesOf('1.37')).toEqual({
      iptables: {
        externalChain: 'KUBE-EXT',
        masqueradesIn: 'service-chain',
        numbersLocalEndpoints: false,
        namesEndpoints: true,
        dropsIn: 'filter',
        firewallEndsIn: 'comment',
        countsLocalhostNodePorts: true,
        sparesLoopbackIPv6: true,
        zeroRangeMeansNone: true,
      },
      nftables: {
        endpointChains: 'with-affinity',
        clusterIPMasquerade: 'for-all',
        marksInPlace: true,
        plainDnatForOne: true,
        clusterIPsSet: true,
        firewallChains: true,
        firewallComments: false,
        zeroRangeMeansNone: true,
      },
      warnsOfIpvs: true,
    });
  });

  it('nftables: source ranges have chains from 1.30 on, and comments in 1.30 alone', () =>
    expect(
      ['1.29', '1.30', '1.31'].map((each) => {
        const { firewallChains, firewallComments } = rulesOf(each).nftables ?? {};
        return [firewallChains, firewallComments];
      }),
    ).toEqual([
      [false, false],
      [true, true],
      [true, false],
    ]));

  it('nftables: marks in place from 1.36 on, for all cluster IPs at once; a range of 0 bits means none from 1.34 on', () =>
    expect(
      ['1.33', '1.34', '1.35', '1.36'].map((each) => {
        const { marksInPlace, clusterIPMasquerade, zeroRangeMeansNone } = rulesOf(each).nftables ?? {};
        return [marksInPlace, clusterIPMasquerade, zeroRangeMeansNone];
      }),
    ).toEqual([
      [false, 'by-address-and-port', false],
      [false, 'by-address', true],
      [false, 'by-address', true],
      [true, 'for-all', true],
    ]));
});
