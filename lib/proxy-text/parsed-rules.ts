import type { IpFamily } from '#lib/model/service.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';

/** One destination that a node's rules send new connections to. */
export interface ParsedBackend {
  /** "ip:port", IPv6 in brackets. */
  readonly key: string;
  /** Its share of the new connections, 0..1. */
  readonly share: number;
}

/** What a node does with packets to one address, protocol and port. */
export interface ParsedServicePort {
  /** "ip:port", IPv6 in brackets; "*:port" for a NodePort on every address of the node. */
  readonly destination: string;
  readonly family: IpFamily;
  /** Upper case, as in a Service. */
  readonly protocol: string;
  readonly action: 'dial' | 'reject' | 'drop';
  /** Sorted by key; empty unless the action is `dial`. */
  readonly backends: readonly ParsedBackend[];
}

export interface ParsedRules {
  readonly proxier: Proxier;
  readonly ports: readonly ParsedServicePort[];
  /** The families that the text tells about: `iptables-save` shows IPv4 only. */
  readonly families: readonly IpFamily[];
  /** False where the text leaves out what is rejected or dropped (`iptables-save -t nat`). */
  readonly showsRefusals: boolean;
  /** False where the text leaves out the weights (`ipvsadm -ln --stats`): every endpoint listed is then taken to count. */
  readonly showsWeights: boolean;
  /** The text ends in the middle of a table. */
  readonly isTruncated: boolean;
  /** Lines that are neither a rule nor known to belong to something else: the first 100 of them, so that nothing is hidden. */
  readonly unknownLines: readonly string[];
  readonly unknownCount: number;
}

const MOST_UNKNOWN_LINES = 100;
const LONGEST_UNKNOWN_LINE = 500;

/** Keeps the first unknown lines, cut where they are long, and counts them all. */
export interface UnknownLines {
  readonly add: (line: string) => void;
  readonly take: () => Pick<ParsedRules, 'unknownLines' | 'unknownCount'>;
}

export function collectUnknownLines(): UnknownLines {
  const unknownLines: string[] = [];
  let unknownCount = 0;
  return {
    add: (line) => {
      unknownCount++;
      if (unknownLines.length < MOST_UNKNOWN_LINES) unknownLines.push(line.slice(0, LONGEST_UNKNOWN_LINE));
    },
    take: () => ({ unknownLines, unknownCount }),
  };
}

/** Calls `each` with every line of the text, without its line end (LF or CRLF). Splitting 50 MB would hold it twice. */
export function forEachLine(text: string, each: (line: string) => void): void {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    each(text.slice(from, text.charCodeAt(to - 1) === 13 && to > from ? to - 1 : to));
    from = to + 1;
  }
}

/** Several routes to the same endpoint add up; the order is that of the keys, in which kube-proxy writes them anyway. */
export function mergeBackends(backends: readonly ParsedBackend[]): readonly ParsedBackend[] {
  if (isStrictlySorted(backends)) return backends;
  const merged: { key: string; share: number }[] = [];
  for (const { key, share } of backends.toSorted((left, right) => (left.key < right.key ? -1 : 1))) {
    const last = merged.at(-1);
    if (last?.key === key) last.share += share;
    else merged.push({ key, share });
  }
  return merged;
}

function isStrictlySorted(backends: readonly ParsedBackend[]): boolean {
  for (let at = 1; at < backends.length; at++) {
    if ((backends[at - 1]?.key ?? '') >= (backends[at]?.key ?? '')) return false;
  }
  return true;
}

/**
 * One entry for each address, protocol and port. A refusal stands elsewhere than the chain of the same port, which may be
 * there just for the node's own traffic: what dials somebody wins, then a refusal.
 */
export function mergePorts(ports: readonly ParsedServicePort[]): readonly ParsedServicePort[] {
  const portByKey = new Map<string, ParsedServicePort>();
  for (const port of ports) {
    const key = `${port.family} ${port.protocol} ${port.destination}`;
    const known = portByKey.get(key);
    if (known === undefined || precedence(port) > precedence(known)) portByKey.set(key, port);
  }
  return [...portByKey.values()];
}

function precedence({ action, backends }: ParsedServicePort): number {
  if (action !== 'dial') return 1;
  return backends.length > 0 ? 2 : 0;
}
