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
 * One pass over the characters that cuts out nothing but what it keeps: a node may have half a million of these lines.
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
    const isOption = line.charCodeAt(at) === DASH;
    const field = isOption
      ? FIELDS.find(({ option }) => end - at === option.length && line.startsWith(option, at))
      : undefined;
    if (field === undefined) {
      isNegated = line.charCodeAt(at) === EXCLAMATION;
      at = end + 1;
      continue;
    }
    const valueEnd = endOfWord(line, end + 1);
    if (valueEnd <= end + 1) return undefined;
    if (!isNegated) field.set?.(rule, line, [end + 1, valueEnd]);
    isNegated = false;
    at = valueEnd + 1;
  }
  return rule;
}

const DASH = 45;
const EXCLAMATION = 33;

interface Field {
  readonly option: string;
  /** Absent: the value is passed over. */
  readonly set?: (rule: Mutable<IptablesLine>, line: string, value: readonly [number, number]) => void;
}

/** Options with a value, the most frequent first. */
const FIELDS: readonly Field[] = [
  { option: '-m' },
  { option: '--comment' },
  {
    option: '-j',
    set: (rule, line, value) => {
      rule.target = line.slice(...value);
    },
  },
  {
    option: '-A',
    set: (rule, line, value) => {
      rule.chain = line.slice(...value);
    },
  },
  {
    option: '-p',
    set: (rule, line, value) => {
      rule.protocol = line.slice(...value);
    },
  },
  {
    option: '--to-destination',
    set: (rule, line, value) => {
      rule.to = line.slice(...value);
    },
  },
  {
    option: '--probability',
    set: (rule, line, value) => {
      rule.probability = Number(line.slice(...value));
    },
  },
  {
    option: '-d',
    set: (rule, line, value) => {
      rule.destination = line.slice(...value);
    },
  },
  {
    option: '--dport',
    set: (rule, line, value) => {
      rule.port = line.slice(...value);
    },
  },
  {
    option: '-s',
    set: (rule) => {
      rule.source = 'some';
    },
  },
  {
    option: '--src-type',
    set: (rule) => {
      rule.source = 'node';
    },
  },
  {
    option: '--seconds',
    set: (rule) => {
      rule.source = 'known-client';
    },
  },
];

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
