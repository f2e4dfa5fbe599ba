import { describe, expect, it } from 'vitest';
import type { Service } from '#lib/model/service.ts';
import { anEndpoint, type EndpointFields, routeNode } from '#lib/proxy-filter/routing.test-support.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80, nodePort: 30_080 };
const OUTSIDE: Partial<Service> = { type: 'NodePort', externalTrafficPolicy: 'Local', ports: [PORT] };
const INSIDE: Partial<Service> = { internalTrafficPolicy: 'Local' };

/** On node a1. */
function lists(minor: number, service: Partial<Service>, endpoints: readonly EndpointFields[]) {
  const gates = { ProxyTerminatingEndpoints: true };
  const fields = { minor, gates, service, endpoints: endpoints.map((each, index) => anEndpoint(index + 1, each)) };
  const { cluster, local, reach, hasAnyEndpoints } = routeNode(fields, 'a1').routeClass;
  return { cluster, local, reach, hasAnyEndpoints };
}

const HERE: EndpointFields = { on: 'a1' };
const ENDING_HERE: EndpointFields = { on: 'a1', state: 'serving-terminating' };
const ELSEWHERE: EndpointFields = { on: 'b1' };
const UNREADY: EndpointFields = { on: 'a1', state: 'unready' };

describe('applyRoute()', () => {
  it.each<[string, number, Partial<Service>, readonly EndpointFields[], ReturnType<typeof lists>]>([
    [
      'Cluster policy asks for no local list',
      37,
      {},
      [HERE, ELSEWHERE],
      { cluster: [0, 1], local: null, reach: 'cluster', hasAnyEndpoints: true },
    ],
    [
      'an empty list asks no policy since 1.34',
      34,
      OUTSIDE,
      [],
      { cluster: null, local: null, reach: 'nothing', hasAnyEndpoints: false },
    ],
    [
      'an empty list is empty for each policy before',
      33,
      OUTSIDE,
      [],
      { cluster: [], local: null, reach: 'cluster', hasAnyEndpoints: false },
    ],
    [
      'unready endpoints leave an empty list',
      37,
      {},
      [UNREADY],
      { cluster: [], local: null, reach: 'cluster', hasAnyEndpoints: false },
    ],
    [
      'internal Local asks for no cluster list',
      37,
      INSIDE,
      [HERE, ELSEWHERE],
      { cluster: null, local: [0], reach: 'local', hasAnyEndpoints: true },
    ],
    [
      'internal Local knows that there are endpoints elsewhere',
      37,
      INSIDE,
      [ELSEWHERE],
      { cluster: null, local: null, reach: 'nothing', hasAnyEndpoints: true },
    ],
    [
      'internal Local knows that some elsewhere still serve',
      37,
      INSIDE,
      [{ on: 'b1', state: 'serving-terminating' }],
      { cluster: null, local: null, reach: 'nothing', hasAnyEndpoints: true },
    ],
    [
      'internal Local falls back by itself',
      37,
      INSIDE,
      [ENDING_HERE, ELSEWHERE],
      { cluster: null, local: [0], reach: 'local', hasAnyEndpoints: true },
    ],
    [
      'external Local adds a local list within the cluster list',
      37,
      OUTSIDE,
      [HERE, ELSEWHERE],
      { cluster: [0, 1], local: [0], reach: 'cluster', hasAnyEndpoints: true },
    ],
    [
      'a local list that is ready is, whatever terminates beside it',
      37,
      OUTSIDE,
      [HERE, ENDING_HERE, ELSEWHERE],
      { cluster: [0, 2], local: [0], reach: 'cluster', hasAnyEndpoints: true },
    ],
    [
      'a local list that terminates is not within it',
      37,
      OUTSIDE,
      [ENDING_HERE, ELSEWHERE],
      { cluster: [1], local: [0], reach: 'cluster-and-local', hasAnyEndpoints: true },
    ],
    [
      'before 1.24 a local list is empty rather than missing',
      23,
      OUTSIDE,
      [ELSEWHERE],
      { cluster: [0], local: [], reach: 'cluster-and-local', hasAnyEndpoints: true },
    ],
    [
      '1.22 falls back for the local list alone',
      22,
      OUTSIDE,
      [ENDING_HERE],
      { cluster: [], local: [0], reach: 'cluster-and-local', hasAnyEndpoints: true },
    ],
    [
      '1.21 does not',
      21,
      OUTSIDE,
      [ENDING_HERE],
      { cluster: [], local: [], reach: 'cluster-and-local', hasAnyEndpoints: false },
    ],
    [
      'before 1.24 internal Local filters the cluster list',
      23,
      INSIDE,
      [HERE, ELSEWHERE],
      { cluster: [0], local: null, reach: 'cluster', hasAnyEndpoints: true },
    ],
    [
      'and refuses where nothing is here',
      23,
      INSIDE,
      [ELSEWHERE],
      { cluster: [], local: null, reach: 'cluster', hasAnyEndpoints: false },
    ],
  ])('%s', (_, minor, service, endpoints, want) => {
    expect(lists(minor, service, endpoints)).toEqual(want);
  });
});
