import { describe, expect, it } from 'vitest';
import type { Service } from '#lib/model/service.ts';
import { type Dialled, dialled, type Proxier, type TrafficFrom } from '#lib/proxy-filter/dialled.ts';
import { anEndpoint, type EndpointFields, NODES, routeNode } from '#lib/proxy-filter/routing.test-support.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 };
const INSIDE: Partial<Service> = { internalTrafficPolicy: 'Local' };
const OUTSIDE: Partial<Service> = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [PORT] };
const EXPOSED: Partial<Service> = { type: 'NodePort', externalTrafficPolicy: 'Cluster', ports: [PORT] };
const HERE: EndpointFields = { on: 'a1' };
const ELSEWHERE: EndpointFields = { on: 'b1' };
const UNREADY: EndpointFields = { on: 'a1', state: 'unready' };

interface DialledCase {
  readonly name: string;
  readonly minor?: number;
  readonly service: Partial<Service>;
  readonly endpoints: readonly EndpointFields[];
  readonly from: TrafficFrom;
  readonly want: Readonly<Record<Proxier, Pick<Dialled, 'list' | 'outcome'> & { readonly endpoints: number }>>;
}

const connects = (list: Dialled['list'], endpoints: number) => ({ list, outcome: 'connects', endpoints }) as const;
const rejected = { list: 'none', outcome: 'rejected', endpoints: 0 } as const;
const dropped = { list: 'none', outcome: 'dropped', endpoints: 0 } as const;
const all = <T>(want: T) => ({ iptables: want, nftables: want, ipvs: want });
const ipvsApart = <T>(want: T, ipvs: T) => ({ iptables: want, nftables: want, ipvs });

const CASES: readonly DialledCase[] = [
  {
    name: 'the cluster list for the ClusterIP',
    service: {},
    endpoints: [HERE, ELSEWHERE],
    from: 'cluster',
    want: all(connects('cluster', 2)),
  },
  { name: 'a refusal where nothing is ready', service: {}, endpoints: [UNREADY], from: 'cluster', want: all(rejected) },
  {
    name: 'the local list under an internal policy Local',
    service: INSIDE,
    endpoints: [HERE, ELSEWHERE],
    from: 'cluster',
    want: all(connects('local', 1)),
  },
  {
    name: 'silence under an internal policy Local without a local endpoint; ipvs has no list to fall back to, and refuses',
    service: INSIDE,
    endpoints: [ELSEWHERE],
    from: 'cluster',
    want: ipvsApart<DialledCase['want']['ipvs']>(dropped, rejected),
  },
  {
    name: 'the same where a node port keeps the cluster list: ipvs falls back to it',
    service: { ...EXPOSED, ...INSIDE },
    endpoints: [ELSEWHERE],
    from: 'cluster',
    want: ipvsApart<DialledCase['want']['ipvs']>(dropped, connects('cluster', 1)),
  },
  {
    name: 'a refusal under an internal policy Local where nothing is ready anywhere',
    service: INSIDE,
    endpoints: [UNREADY],
    from: 'cluster',
    want: all(rejected),
  },
  {
    name: 'a refusal under an internal policy Local before 1.24',
    minor: 23,
    service: INSIDE,
    endpoints: [ELSEWHERE],
    from: 'cluster',
    want: all(rejected),
  },
  {
    name: 'the local list under an internal policy Local before 1.24',
    minor: 23,
    service: INSIDE,
    endpoints: [HERE, ELSEWHERE],
    from: 'cluster',
    want: all(connects('local', 1)),
  },
  {
    name: 'nothing from outside where the port is not exposed',
    service: {},
    endpoints: [HERE],
    from: 'outside',
    want: all({ list: 'none', outcome: 'not-exposed', endpoints: 0 }),
  },
  {
    name: 'the cluster list from outside under Cluster',
    service: EXPOSED,
    endpoints: [HERE, ELSEWHERE],
    from: 'outside',
    want: all(connects('cluster', 2)),
  },
  {
    name: 'the cluster list from outside even under an internal policy Local',
    service: { ...EXPOSED, ...INSIDE },
    endpoints: [HERE, ELSEWHERE],
    from: 'outside',
    want: all(connects('cluster', 2)),
  },
  {
    name: 'the local list from outside under an external policy Local',
    service: OUTSIDE,
    endpoints: [HERE, ELSEWHERE],
    from: 'outside',
    want: all(connects('local', 1)),
  },
  {
    name: 'the cluster list from inside under an external policy Local',
    service: OUTSIDE,
    endpoints: [HERE, ELSEWHERE],
    from: 'cluster',
    want: all(connects('cluster', 2)),
  },
  {
    name: 'silence from outside without a local endpoint; ipvs falls back',
    service: OUTSIDE,
    endpoints: [ELSEWHERE],
    from: 'outside',
    want: ipvsApart<DialledCase['want']['ipvs']>(dropped, connects('cluster', 1)),
  },
  {
    name: 'silence from outside without a local endpoint before 1.24; ipvs stays empty',
    minor: 23,
    service: OUTSIDE,
    endpoints: [ELSEWHERE],
    from: 'outside',
    want: ipvsApart<DialledCase['want']['ipvs']>(dropped, rejected),
  },
  {
    name: 'the local list from outside before 1.24',
    minor: 23,
    service: OUTSIDE,
    endpoints: [HERE, ELSEWHERE],
    from: 'outside',
    want: all(connects('local', 1)),
  },
  {
    name: 'a refusal from outside where nothing is ready',
    service: OUTSIDE,
    endpoints: [UNREADY],
    from: 'outside',
    want: all(rejected),
  },
  {
    name: 'a refusal from outside where nothing is ready before 1.24',
    minor: 23,
    service: OUTSIDE,
    endpoints: [UNREADY],
    from: 'outside',
    want: all(rejected),
  },
  {
    name: 'both policies Local before 1.24: iptables ignores the internal one, ipvs honours it',
    minor: 23,
    service: { ...OUTSIDE, ...INSIDE },
    endpoints: [HERE, ELSEWHERE],
    from: 'cluster',
    want: ipvsApart<DialledCase['want']['ipvs']>(connects('cluster', 2), connects('local', 1)),
  },
];

describe('dialled() gives', () => {
  const rows = CASES.flatMap((each) =>
    (['iptables', 'nftables', 'ipvs'] as const).map((proxier) => ({ ...each, proxier })),
  );

  it.each(rows)('$name ($proxier)', ({ minor = 37, service, endpoints, from, proxier, want }) => {
    const fields = { minor, service, endpoints: endpoints.map((each, index) => anEndpoint(index + 1, each)) };
    const { routeClass } = routeNode(fields, 'a1');
    const answer = dialled(routeClass, { from, proxier });
    expect({ list: answer.list, outcome: answer.outcome, endpoints: answer.endpoints.length }).toEqual(want[proxier]);
  });

  it('the cluster list on Windows, whatever the policy', () => {
    const fields = {
      service: INSIDE,
      endpoints: [anEndpoint(1, ELSEWHERE)],
      nodes: NODES,
      dataPlaneOf: () => 'windows' as const,
    };
    const answer = dialled(routeNode(fields, 'a1').routeClass, { from: 'cluster', proxier: 'iptables' });
    expect(answer).toMatchObject({ list: 'cluster', outcome: 'connects', reason: 'windows-ignores-hints' });
  });
});
