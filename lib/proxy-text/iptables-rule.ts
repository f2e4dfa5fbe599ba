import type { IpFamily } from '#lib/model/service.ts';

/** The parts of one rule in the order in which `iptables-save` writes them. */
export interface IptablesRule {
  /** "10.244.0.0/16", "! 10.244.0.0/16" for all others. */
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly protocol?: string | undefined;
  /** Matches ("-m comment --comment ...") as they follow each other; empty ones are left out. */
  readonly matches?: readonly string[];
  /** With its options; absent: the rule only counts. */
  readonly target?: string;
}

/** The rule behind "-A CHAIN ". */
export function formatRule({ source, destination, protocol, matches = [], target }: IptablesRule): string {
  return [
    source === undefined ? '' : addressMatch('-s', source),
    destination === undefined ? '' : addressMatch('-d', destination),
    protocol === undefined ? '' : `-p ${protocol}`,
    ...matches,
    target === undefined ? '' : `-j ${target}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** A single address is written as a network of one; what matches everything is not written. */
function addressMatch(option: string, text: string): string {
  if (text.endsWith('/0')) return '';
  const isNegated = text.startsWith('! ');
  const address = isNegated ? text.slice(2) : text;
  const full = address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;
  return `${isNegated ? '! ' : ''}${option} ${full}`;
}

/** A comment of kube-proxy's always holds a "/" or a blank, so it is always quoted. */
export function commentMatch(text: string): string {
  return `-m comment --comment "${text}"`;
}

/** `computeProbability` writes ten digits; the kernel keeps 31 bits of them, of which `iptables-save` shows eleven digits. */
export function probabilityText(choices: number): string {
  const written = Number((1 / choices).toFixed(10));
  return (Math.round(written * 2 ** 31) / 2 ** 31).toFixed(11);
}

export function statisticMatch(choices: number): string {
  return choices > 1 ? `-m statistic --mode random --probability ${probabilityText(choices)}` : '';
}

/** Session affinity: `check` sends a known client back, `set` remembers it. */
export function recentMatch(list: string, what: { readonly check: number } | 'set', family: IpFamily): string {
  const mask = family === 'IPv6' ? 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' : '255.255.255.255';
  const action = what === 'set' ? '--set' : `--rcheck --seconds ${what.check} --reap`;
  return `-m recent ${action} --name ${list} --mask ${mask} --rsource`;
}
