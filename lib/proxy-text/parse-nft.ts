import {
  joinHostPort,
  mergeBackends,
  type ParsedBackend,
  type ParsedRules,
  type ParsedServicePort,
} from '#lib/proxy-text/parsed-rules.ts';

type LinesByBlock = ReadonlyMap<string, readonly string[]>;

const TABLE = /^table (ip6?) kube-proxy \{$/;
const BLOCK = /^(map|set|chain) (\S+) \{$/;
/** `10.96.0.10 . tcp . 53 : goto service-...`, `tcp . 30080 : goto external-...`, `... : drop`. */
const SERVICE_ELEMENT = /(?:(\S+) \. )?(tcp|udp|sctp) \. (\d+) (?:comment "[^"]*" )?: (?:goto ([^\s,}]+)|(drop))/g;
const DNAT_ONE = /dnat(?: ip6?)? to (\[[^\]]+\]|[\d.]+):(\d+)/;
const DNAT_MAP = /dnat .*numgen random mod \d+ map \{(.*)\}/;
const MAP_ENTRY = /\d+ : (\S+) \. (\d+)/g;
const VMAP = /numgen random mod \d+ vmap \{(.*)\}/;
const VMAP_ENTRY = /\d+ : goto ([^\s,}]+)/g;
const GOTO = /(?:^|\s)(?:goto|jump) ((?:service|local|external)-\S+)/;
const DEEPEST = 6;

/**
 * Reads `nft list ruleset`: what the tables `ip kube-proxy` and `ip6 kube-proxy` do with every Service address,
 * protocol and port (`syncProxyRules`, pkg/proxy/nftables). Tables of others are passed over.
 */
export function parseNft(text: string): ParsedRules {
  const blocksByFamily = new Map<string, Map<string, string[]>>();
  const unknownLines: string[] = [];
  let family = '';
  let block: string[] | undefined;
  let depthElsewhere = 0;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const table = TABLE.exec(line);
    const opened = BLOCK.exec(line);
    if (table !== null) {
      family = table[1] ?? '';
      blocksByFamily.set(family, new Map());
    } else if (family === '') {
      depthElsewhere += braces(line);
      if (depthElsewhere === 0 && line !== '' && line !== '}' && !line.startsWith('#')) unknownLines.push(raw);
    } else if (block !== undefined) {
      if (line === '}') block = undefined;
      else if (line !== '') appendLine(block, line);
    } else if (opened !== null) {
      block = [];
      blocksByFamily.get(family)?.set(`${opened[1]} ${opened[2]}`, block);
    } else if (line === '}') {
      family = '';
    } else if (line !== '' && !line.startsWith('comment ')) {
      unknownLines.push(raw);
    }
  }
  return { ports: [...blocksByFamily.values()].flatMap(servicePorts), unknownLines };
}

function braces(line: string): number {
  return (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
}

/** A list of elements goes on over several lines until its brace closes. */
function appendLine(block: string[], line: string): void {
  const last = block.at(-1);
  if (last !== undefined && braces(last) > 0) block[block.length - 1] = `${last} ${line}`;
  else block.push(line);
}

function servicePorts(blocks: LinesByBlock): readonly ParsedServicePort[] {
  const elements = (map: string): readonly RegExpMatchArray[] =>
    (blocks.get(`map ${map}`) ?? [])
      .filter((line) => line.startsWith('elements'))
      .flatMap((line) => [...line.matchAll(SERVICE_ELEMENT)]);
  const dialled = [...elements('service-ips'), ...elements('service-nodeports')].map(
    (element): ParsedServicePort => ({
      ...placeOf(element),
      action: 'dial',
      backends: mergeBackends(backendsOf(`chain ${element[4]}`, blocks)),
    }),
  );
  const known = new Set(dialled.map((port) => `${port.protocol} ${port.destination}`));
  const refused = [...elements('no-endpoint-services'), ...elements('no-endpoint-nodeports')]
    .map(
      (element): ParsedServicePort => ({
        ...placeOf(element),
        action: element[5] === 'drop' ? 'drop' : 'reject',
        backends: [],
      }),
    )
    .filter((port) => !known.has(`${port.protocol} ${port.destination}`));
  return [...dialled, ...refused];
}

function placeOf(element: RegExpMatchArray): { readonly destination: string; readonly protocol: string } {
  return {
    destination: joinHostPort(element[1] ?? '*', element[3] ?? ''),
    protocol: (element[2] ?? '').toUpperCase(),
  };
}

function backendsOf(chain: string, blocks: LinesByBlock, depth = 0): readonly ParsedBackend[] {
  if (depth > DEEPEST) return [];
  for (const line of blocks.get(chain) ?? []) {
    const one = DNAT_ONE.exec(line);
    const many = DNAT_MAP.exec(line);
    const vmap = VMAP.exec(line);
    const next = GOTO.exec(line);
    if (many !== null) return equalShares([...(many[1] ?? '').matchAll(MAP_ENTRY)].map((entry) => [keyOf(entry)]));
    if (one !== null) return [{ key: `${one[1]}:${one[2]}`, share: 1 }];
    if (vmap !== null) {
      const chains = [...(vmap[1] ?? '').matchAll(VMAP_ENTRY)].map((entry) => entry[1] ?? '');
      return chains.flatMap((target) =>
        backendsOf(`chain ${target}`, blocks, depth + 1).map(({ key, share }) => ({
          key,
          share: share / chains.length,
        })),
      );
    }
    // A rule for some traffic only (pods of this node, affinity) does not decide for the rest.
    if (next !== null && !/saddr|fib/.test(line)) return backendsOf(`chain ${next[1]}`, blocks, depth + 1);
  }
  return [];
}

function keyOf(entry: RegExpMatchArray): string {
  return joinHostPort(entry[1] ?? '', entry[2] ?? '');
}

function equalShares(keys: readonly (readonly string[])[]): readonly ParsedBackend[] {
  return keys.flat().map((key) => ({ key, share: 1 / keys.length }));
}
