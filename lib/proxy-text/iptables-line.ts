/** What one "-A" line of `iptables-save` says, as far as it matters to where connections go. */
export interface IptablesLine {
  readonly chain: string;
  /** '' for a rule that only counts. */
  readonly target: string;
  /** "10.96.0.10/32"; '' for any. */
  readonly destination: string;
  readonly protocol: string;
  /** '' for any. */
  readonly port: string;
  /** 1 where the rule takes all that reaches it. */
  readonly probability: number;
  /** Of a DNAT. */
  readonly to: string;
  /** Only traffic from some addresses, or from the node itself, or from a client that affinity knows. */
  readonly source: 'any' | 'some' | 'node' | 'known-client';
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads the words of one line; undefined where it is cut off (a quote is left open, an option has no value).
 * One pass over the characters, since a node may have half a million of these lines.
 */
export function readIptablesLine(line: string): IptablesLine | undefined {
  const rule: Mutable<IptablesLine> = {
    chain: '',
    target: '',
    destination: '',
    protocol: '',
    port: '',
    probability: 1,
    to: '',
    source: 'any',
  };
  let isNegated = false;
  for (let at = 0; at < line.length; ) {
    const end = endOfWord(line, at);
    if (end < 0) return undefined;
    const option = line.slice(at, end);
    at = end + 1;
    if (option === '!') {
      isNegated = true;
      continue;
    }
    if (option === '--rcheck') rule.source = 'known-client';
    if (TAKES_VALUE.has(option)) {
      const valueEnd = endOfWord(line, at);
      if (valueEnd <= at) return undefined;
      if (!isNegated) set(rule, option, line.slice(at, valueEnd));
      at = valueEnd + 1;
    }
    isNegated = false;
  }
  return rule;
}

const TAKES_VALUE: ReadonlySet<string> = new Set(
  '-A -s -d -p -m -j --comment --dport --probability --to-destination --src-type --dst-type'.split(' '),
);

function set(rule: Mutable<IptablesLine>, option: string, value: string): void {
  switch (option) {
    case '-A':
      rule.chain = value;
      break;
    case '-s':
      rule.source = 'some';
      break;
    case '-d':
      rule.destination = value;
      break;
    case '-p':
      rule.protocol = value;
      break;
    case '-j':
      rule.target = value;
      break;
    case '--dport':
      rule.port = value;
      break;
    case '--probability':
      rule.probability = Number(value);
      break;
    case '--to-destination':
      rule.to = value;
      break;
    case '--src-type':
      rule.source = 'node';
      break;
    default:
      break;
  }
}

/** The end of the word that begins at `at`: a blank, or behind the closing quote; -1 where that is missing. */
function endOfWord(line: string, at: number): number {
  if (line.charCodeAt(at) !== 34) {
    const blank = line.indexOf(' ', at);
    return blank < 0 ? line.length : blank;
  }
  for (let quote = line.indexOf('"', at + 1); quote > 0; quote = line.indexOf('"', quote + 1)) {
    if (line.charCodeAt(quote - 1) !== 92) return quote + 1;
  }
  return -1;
}
