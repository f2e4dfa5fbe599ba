import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import { parseVersion } from '#lib/model/version.ts';
import { readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import { routingOfNode } from '#lib/proxy-filter/routing-of-node.ts';
import type { PortRouting, ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';

interface Lists {
  readonly mode: string;
  readonly cluster: readonly string[] | null;
  readonly local: readonly string[] | null;
  readonly allReachable: readonly string[] | null;
  readonly hasAnyEndpoints: boolean;
}

interface Group extends Partial<Lists> {
  readonly nodes: readonly string[];
  readonly variants?: readonly Lists[];
}

interface RoutingCase {
  readonly name: string;
  readonly version: string;
  readonly gates: GateStateByName;
  readonly nodes: readonly Json[];
  readonly service: Json;
  readonly slices: readonly Json[];
  readonly expect: {
    readonly ports?: readonly {
      readonly family: string;
      readonly name: string;
      readonly protocol: string;
      readonly port: number;
      readonly groups: readonly Group[];
    }[];
  };
}

const FIXTURES = new URL('./fixtures/', import.meta.url);

function casesOf(file: string): readonly RoutingCase[] {
  const lines = gunzipSync(readFileSync(new URL(file, FIXTURES)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

function keys(endpoints: readonly ProxyEndpoint[] | null): readonly string[] | null {
  return endpoints?.map(({ key }) => key).toSorted() ?? null;
}

function listsOf(port: PortRouting, nodeIndex: number): Lists {
  const { routeClass, cluster, local, allReachable } = routingOfNode(port, nodeIndex);
  return {
    mode: routeClass.mode,
    cluster: keys(cluster),
    local: keys(local),
    allReachable: keys(allReachable),
    hasAnyEndpoints: routeClass.hasAnyEndpoints,
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Cannot read fixture: an object in it has no name');
  return value;
}

/** What differs from the real Go code's answer; empty when nothing does. */
function differences(vector: RoutingCase): readonly string[] {
  const rules = proxyRulesOf(present(parseVersion(vector.version)), vector.gates);
  const nodes = vector.nodes.map((node) => present(toNode(node)));
  const routing = routeService({
    service: present(toService(vector.service)),
    slices: vector.slices.map((slice) => present(toEndpointSlice(slice))),
    nodes: readProxyNodes({ nodes, rulesOf: () => rules }),
  });
  const found: string[] = [];
  const wanted = vector.expect.ports ?? [];
  if (routing.ports.length !== wanted.length) found.push(`${routing.ports.length} ports, not ${wanted.length}`);
  for (const want of wanted) {
    const where = `${want.family} ${want.protocol} ${want.port} "${want.name}"`;
    const port = routing.ports.find(
      ({ family, name, protocol, port: number }) =>
        family === want.family && name === want.name && protocol === want.protocol && number === want.port,
    );
    if (port === undefined) {
      found.push(`no port ${where}`);
      continue;
    }
    for (const { nodes: names, variants, ...lists } of want.groups) {
      const right = (variants ?? [lists]).map((variant) => JSON.stringify({ ...listsInOrder(variant) }));
      for (const name of names) {
        const mine = JSON.stringify(
          listsOf(
            port,
            nodes.findIndex((node) => node.name === name),
          ),
        );
        if (!right.includes(mine)) found.push(`${where} on ${name}: ${mine} is not ${right.join(' or ')}`);
      }
    }
  }
  return found;
}

function listsInOrder({ mode, cluster, local, allReachable, hasAnyEndpoints }: Partial<Lists>): Partial<Lists> {
  return { mode, cluster, local, allReachable, hasAnyEndpoints } as Partial<Lists>;
}

const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.jsonl.gz'));

describe('the filter dials what the real kube-proxy of each version dials', () => {
  it('has the answers of 17 versions', () => {
    expect(files).toHaveLength(17);
  });

  it.each(files)('%s', (file) => {
    const cases = casesOf(file);
    const failures = cases.flatMap((vector) =>
      differences(vector).map((difference) => `${vector.name}: ${difference}`),
    );
    expect(failures).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(300);
  });
});
