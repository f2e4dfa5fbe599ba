import { defaultGates } from '#lib/kube-version/feature-gates.ts';
import { proxyRulesOf } from '#lib/kube-version/proxy-rules.ts';
import { type ProxyTextRules, proxyTextRulesOf } from '#lib/kube-version/proxy-text-rules.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateStateByName } from '#lib/model/gates.ts';
import type { Service } from '#lib/model/service.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { type ProxyNodes, readProxyNodes } from '#lib/proxy-filter/proxy-nodes.ts';
import { routeService } from '#lib/proxy-filter/route-service.ts';
import type { PrintInput, RoutedService } from '#lib/proxy-text/print-input.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import { type Json, list, record } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';

/** A moment of a real cluster: its objects, and what was on its nodes at that moment. */
export interface Fixture {
  readonly version: KubeVersion;
  readonly textRules: ProxyTextRules;
  readonly nodes: ProxyNodes;
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly routed: readonly RoutedService[];
  readonly inputFor: (node: string) => PrintInput;
}

export interface FixtureOptions {
  readonly version: string;
  /** What the kube-proxies of the moment were started with, beside the defaults. */
  readonly gates?: GateStateByName;
}

/** `read` gives the text of one file of the moment. */
export function toFixture(read: (file: string) => string, { version: text, gates = {} }: FixtureOptions): Fixture {
  const version = versionOf(text);
  const items = (file: string): readonly Json[] => list(record(JSON.parse(read(file)))['items']).map(record);
  const rules = proxyRulesOf(version, { ...defaultGates(version), ...gates });
  const nodes = readProxyNodes({
    nodes: items('nodes.json').flatMap((item) => {
      const node = toNode(item, { keepLabel: () => true, keepImage: () => true });
      return node === undefined ? [] : [node];
    }),
    rulesOf: () => rules,
  });
  const services = items('services.json').flatMap((item) => toService(item) ?? []);
  const slices = items('endpointslices.json').flatMap((item) => toEndpointSlice(item) ?? []);
  const routed = services.map((service) => ({ service, routing: routeService({ service, slices, nodes }) }));
  return {
    version,
    textRules: proxyTextRulesOf(version),
    nodes,
    services,
    slices,
    routed,
    inputFor: (name) => ({
      services: routed,
      node: { name, index: nodes.indexByName.get(name) ?? -1 },
      options: { podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/48'] },
    }),
  };
}

export function versionOf(text: string): KubeVersion {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`Cannot read a fixture: "${text}" is no version`);
  return version;
}

/** Where Services stand one after the other in random order. */
const SHARED_CHAIN = /^KUBE-(SERVICES|EXTERNAL-SERVICES|NODEPORTS|PROXY-FIREWALL)$/;
const SERVICE_CHAIN = /^KUBE-(SVC|SVL|EXT|XLB|SEP|FW)-/;

/** The lines that belong to Services: in the chains of one Service in their order, in those of all sorted. */
export function normaliseIptables(text: string): readonly string[] {
  const shared: string[] = [];
  const own: string[] = [];
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    const chain = /^(?:-A |:)(\S+)/.exec(line)?.[1] ?? '';
    if (table === 'mangle' || chain === '') continue;
    if (SHARED_CHAIN.test(chain)) shared.push(`${table} ${line}`);
    else if (SERVICE_CHAIN.test(chain)) own.push(`${table} ${line}`);
  }
  return [...shared.toSorted(), ...own];
}

const CONTAINER =
  /^(set|map) (hairpin-connections|cluster-ips|(no-endpoint|service)-(services|ips|nodeports)|firewall-ips)/;

/** The blocks that belong to Services, by table and name: rules in their order, elements and blocks sorted. */
export function normaliseNft(text: string): ReadonlyMap<string, readonly string[]> {
  const linesByBlock = new Map<string, readonly string[]>();
  for (const table of text.split(/^(?=table )/m)) {
    const family = table.slice(0, table.indexOf(' {'));
    for (const block of table.split(/\n\t(?=(?:set|map|chain) )/).slice(1)) {
      const name = block.slice(0, block.indexOf(' {'));
      if (!name.includes('/') && !CONTAINER.test(name)) continue;
      const [body = '', elements] = block
        .slice(block.indexOf('{\n') + 2, block.lastIndexOf('\n\t}'))
        .split('elements = {');
      const lines = body.split('\n').map((line) => line.trim());
      const sorted = (elements ?? '')
        .replace(/\}$/, '')
        .split(',')
        .map((element) => element.trim().replace(/\s+/g, ' '));
      linesByBlock.set(
        `${family} ${name}`,
        [...lines, ...sorted.toSorted()].filter((line) => line !== ''),
      );
    }
  }
  return new Map([...linesByBlock].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
