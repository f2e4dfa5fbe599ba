import {
  joinHostPort,
  mergeBackends,
  type ParsedBackend,
  type ParsedRules,
  type ParsedServicePort,
} from '#lib/proxy-text/parsed-rules.ts';

interface Rule {
  readonly chain: string;
  readonly target: string;
  readonly destination?: string;
  readonly protocol?: string;
  readonly port?: string;
  readonly probability?: number;
  readonly to?: string;
}

const APPEND = /^-A (\S+) (.*)$/;
const WORD = /"(?:[^"\\]|\\.)*"|\S+/g;
/** Chains that hold the addresses of Services; the same names stand in the nat and in the filter table. */
const ENTRY_CHAINS: ReadonlySet<string> = new Set(['KUBE-SERVICES', 'KUBE-EXTERNAL-SERVICES', 'KUBE-NODEPORTS']);
const BALANCING = /^KUBE-(SVC|SVL|EXT|XLB|FW)-/;
/** A chain of kube-proxy's is never deeper: entry, external, service, endpoint. */
const DEEPEST = 6;

/**
 * Reads `iptables-save` (or `ip6tables-save`, or both one after the other): for every Service address, protocol and
 * port the endpoints that new connections go to. It follows chains, not comments, since kube-proxy leaves the
 * comments out in large clusters (SEMANTICS of `syncProxyRules`, pkg/proxy/iptables).
 */
export function parseIptables(text: string): ParsedRules {
  const rulesByChain = new Map<string, Rule[]>();
  const unknownLines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const append = APPEND.exec(line);
    if (append === null) {
      if (!isFrame(line)) unknownLines.push(line);
      continue;
    }
    const rule = readRule(append[1] ?? '', append[2] ?? '');
    const rules = rulesByChain.get(rule.chain);
    if (rules === undefined) rulesByChain.set(rule.chain, [rule]);
    else rules.push(rule);
  }
  return { ports: servicePorts(rulesByChain), unknownLines };
}

/** Table, policy, commit, comment and empty lines. */
function isFrame(line: string): boolean {
  return line.trim() === '' || /^[*:#]/.test(line) || line === 'COMMIT';
}

function readRule(chain: string, words: string): Rule {
  const list: readonly string[] = words.match(WORD) ?? [];
  const after = (option: string): string | undefined => {
    const at = list.indexOf(option);
    // A negated match ("! -s 10.244.0.0/16") restricts the rule to other traffic than a pod's.
    return at < 0 || list[at - 1] === '!' ? undefined : list[at + 1];
  };
  const probability = after('--probability');
  const optional = {
    destination: after('-d'),
    protocol: after('-p'),
    port: after('--dport'),
    to: after('--to-destination'),
  };
  return {
    chain,
    target: after('-j') ?? '',
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Rule>),
    ...(probability === undefined ? {} : { probability: Number(probability) }),
  };
}

function servicePorts(rulesByChain: ReadonlyMap<string, readonly Rule[]>): readonly ParsedServicePort[] {
  const portByKey = new Map<string, ParsedServicePort>();
  for (const chain of ENTRY_CHAINS) {
    for (const rule of rulesByChain.get(chain) ?? []) {
      const port = toServicePort(rule, rulesByChain);
      if (port === undefined) continue;
      const key = `${port.protocol} ${port.destination}`;
      const known = portByKey.get(key);
      // A Service without endpoints stands in the filter table; one with endpoints in nat. Dialling wins over both.
      if (known === undefined || (known.action !== 'dial' && port.action === 'dial')) portByKey.set(key, port);
    }
  }
  return [...portByKey.values()];
}

function toServicePort(rule: Rule, rulesByChain: ReadonlyMap<string, readonly Rule[]>): ParsedServicePort | undefined {
  if (rule.port === undefined || rule.protocol === undefined) return undefined;
  const address = rule.destination?.replace(/\/(32|128)$/, '') ?? '*';
  const base = { destination: joinHostPort(address, rule.port), protocol: rule.protocol.toUpperCase() };
  if (rule.target === 'REJECT') return { ...base, action: 'reject', backends: [] };
  if (rule.target === 'DROP') return { ...base, action: 'drop', backends: [] };
  if (!BALANCING.test(rule.target)) return undefined;
  return { ...base, action: 'dial', backends: mergeBackends(backendsOf(rule.target, rulesByChain)) };
}

/** Walks a chain as the kernel does: each rule takes its share of what the rules before it left. */
function backendsOf(
  chain: string,
  rulesByChain: ReadonlyMap<string, readonly Rule[]>,
  depth = 0,
): readonly ParsedBackend[] {
  if (depth > DEEPEST) return [];
  const backends: ParsedBackend[] = [];
  let left = 1;
  for (const rule of rulesByChain.get(chain) ?? []) {
    if (rule.target === 'DNAT' && rule.to !== undefined) return [{ key: rule.to, share: 1 }];
    // With session affinity the same endpoints stand first as "recent" rules, without probability to split by.
    const isBalanced = rule.target.startsWith('KUBE-SEP-') || BALANCING.test(rule.target);
    if (!isBalanced || isRecentRule(rule, rulesByChain)) continue;
    const share = left * (rule.probability ?? 1);
    left -= share;
    for (const backend of backendsOf(rule.target, rulesByChain, depth + 1)) {
      backends.push({ key: backend.key, share: backend.share * share });
    }
  }
  return backends;
}

/** An affinity rule sends a known client back: its endpoint appears again further down the same chain. */
function isRecentRule(rule: Rule, rulesByChain: ReadonlyMap<string, readonly Rule[]>): boolean {
  if (rule.probability !== undefined) return false;
  const rules = rulesByChain.get(rule.chain) ?? [];
  const at = rules.indexOf(rule);
  return rules.slice(at + 1).some((later) => later.target === rule.target);
}
