import type { IpFamily } from '#lib/model/service.ts';
import { joinHostPort } from '#lib/proxy-filter/ip-address.ts';
import { elementsOf, isNftElementLine, isNftRuleLine } from '#lib/proxy-text/nft-known-line.ts';
import { type NftElement, readNftElements, readNftRule } from '#lib/proxy-text/nft-line.ts';
import {
  collectUnknownLines,
  forEachLine,
  mergeBackends,
  mergePorts,
  type ParsedBackend,
  type ParsedRules,
  type ParsedServicePort,
} from '#lib/proxy-text/parsed-rules.ts';

/** One `table ip kube-proxy` or `table ip6 kube-proxy`. */
interface Table {
  readonly family: IpFamily;
  readonly elements: NftElement[];
  readonly rulesByChain: Map<string, string[]>;
}

const TABLE = /^table (ip6?) kube-proxy \{$/;
const ANY_TABLE = /^table (?:ip|ip6|inet|arp|bridge|netdev) \S{1,200} \{$/;
const VERDICT_MAPS: ReadonlySet<string> = new Set([
  'map service-ips',
  'map service-nodeports',
  'map no-endpoint-services',
  'map no-endpoint-nodeports',
]);
/** A chain of kube-proxy's is never deeper: external, service, endpoint. */
const DEEPEST = 6;
const NOWHERE: readonly ParsedBackend[] = [];
/** Takes one line of a block; false where the line is none that such a block has. */
type TakeLine = (line: string) => boolean;

/**
 * Reads `nft list ruleset`: what the tables `ip kube-proxy` and `ip6 kube-proxy` do with every Service address,
 * protocol and port (`syncProxyRules`, pkg/proxy/nftables). Tables of others are passed over.
 */
export function parseNft(text: string): ParsedRules {
  const tables: Table[] = [];
  const unknown = collectUnknownLines();
  let table: Table | undefined;
  let take = passOver;
  let depth = 0;
  let hasTables = false;
  forEachLine(text, (raw) => {
    const line = withoutHandle(raw.trim());
    if (line === '' || line.startsWith('#')) return;
    if (depth === 0) {
      hasTables ||= ANY_TABLE.test(line);
      const family = TABLE.exec(line)?.[1];
      if (family !== undefined)
        tables.push({ family: family === 'ip6' ? 'IPv6' : 'IPv4', elements: [], rulesByChain: new Map() });
      table = family === undefined ? undefined : tables.at(-1);
      take = passOver;
      if (!line.endsWith('{')) unknown.add(raw);
    } else if (depth === 1 && table !== undefined && line !== '}') {
      take = openBlock(table, line) ?? passOver;
      if (take === passOver && !line.startsWith('comment ')) unknown.add(raw);
    } else if (line !== '}' && !take(line)) {
      unknown.add(raw);
    }
    if (line.endsWith('{')) depth++;
    else if (line === '}' && depth > 0) depth--;
  });
  return {
    proxier: 'nftables',
    ports: tables.flatMap(servicePorts),
    families: familiesOf(tables, hasTables),
    showsRefusals: true,
    showsWeights: true,
    isTruncated: depth > 0,
    ...unknown.take(),
  };
}

/** Without what `nft -a` writes behind a line; kube-proxy's comments hold no "#", and are quoted. */
function withoutHandle(line: string): string {
  const at = line.lastIndexOf(' # handle ');
  return at < 0 ? line : line.slice(0, at).trimEnd();
}

/** A ruleset without any table of kube-proxy's tells of both families that it routes nothing. */
function familiesOf(tables: readonly Table[], hasTables: boolean): readonly IpFamily[] {
  if (tables.length === 0 && hasTables) return ['IPv4', 'IPv6'];
  return [...new Set(tables.map(({ family }) => family))];
}

/** For the blocks of others. */
function passOver(_line: string): boolean {
  return true;
}

/** Where the lines of a block go; undefined for what is no set, no map and no chain. */
function openBlock(table: Table, line: string): TakeLine | undefined {
  const name = /^((?:chain|map|set) \S{1,300}) \{$/.exec(line)?.[1];
  if (name === undefined) return undefined;
  if (name.startsWith('chain ')) {
    const rules: string[] = [];
    table.rulesByChain.set(name.slice('chain '.length), rules);
    return (rule) => {
      rules.push(rule);
      return isNftRuleLine(rule);
    };
  }
  if (!VERDICT_MAPS.has(name)) return isNftElementLine;
  return (elements) => {
    const read = readNftElements(elements);
    table.elements.push(...read);
    return read.length === (elementsOf(elements)?.length ?? 0);
  };
}

function servicePorts({ family, elements, rulesByChain }: Table): readonly ParsedServicePort[] {
  const backendsByChain = new Map<string, readonly ParsedBackend[]>();
  const backendsBehind = (chain: string, depth = 0): readonly ParsedBackend[] => {
    const known = backendsByChain.get(chain);
    if (known !== undefined) return known;
    if (depth > DEEPEST) return NOWHERE;
    // A chain that leads back to itself leads nowhere.
    backendsByChain.set(chain, NOWHERE);
    const backends = mergeBackends(walk(rulesByChain.get(chain) ?? [], (target) => backendsBehind(target, depth + 1)));
    backendsByChain.set(chain, backends);
    return backends;
  };
  return mergePorts(
    elements.map(({ address, protocol, port, verdict }): ParsedServicePort => {
      const base = { destination: joinHostPort(address, port), family, protocol: protocol.toUpperCase() };
      if (verdict === 'drop') return { ...base, action: 'drop', backends: [] };
      if (verdict === 'reject-chain') return { ...base, action: 'reject', backends: [] };
      return { ...base, action: 'dial', backends: backendsBehind(verdict) };
    }),
  );
}

function walk(
  lines: readonly string[],
  backendsBehind: (chain: string) => readonly ParsedBackend[],
): readonly ParsedBackend[] {
  for (const line of lines) {
    const rule = readNftRule(line);
    switch (rule.kind) {
      case 'dnat':
        return rule.keys.map((key) => ({ key, share: 1 / rule.keys.length }));
      case 'goto':
        return rule.chains.flatMap((target) =>
          backendsBehind(target).map(({ key, share }) => ({ key, share: share / rule.chains.length })),
        );
      case 'other':
        break;
    }
  }
  return [];
}
