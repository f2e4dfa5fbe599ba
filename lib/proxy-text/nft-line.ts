import { joinHostPort } from '#lib/proxy-filter/ip-address.ts';

/** One element of a verdict map. */
export interface NftElement {
  /** '*' where the key has none: a node port. */
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
  /** The chain it goes to, or `drop`. */
  readonly verdict: string;
}

/** As `nft -n` writes them. */
const PROTOCOL_BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
  ['132', 'sctp'],
]);
/** Every repetition is bounded, so that no line, however long and odd, costs more than its length. */
const ELEMENT =
  /(?:([\da-fA-F:.]{2,45}) \. )?(tcp|udp|sctp|6|17|132) \. (\d{1,5}) (?:comment "[^"]{0,256}" )?: (?:goto ([^\s,}]{1,300})|drop)/g;

/**
 * The elements that stand in one line of a map: `10.96.0.10 . tcp . 53 : goto service-...`, `tcp . 30080 : drop`.
 * nft never breaks a line within one.
 */
export function readNftElements(line: string): readonly NftElement[] {
  if (!line.includes(' : ')) return [];
  return Array.from(line.matchAll(ELEMENT), ([, address, protocol = '', port, chain]) => ({
    address: address ?? '*',
    protocol: PROTOCOL_BY_NUMBER.get(protocol) ?? protocol,
    port: Number(port),
    verdict: chain ?? 'drop',
  }));
}

/** Where a rule of a Service's chain sends what reaches it. */
export type NftRule =
  | { readonly kind: 'dnat'; readonly keys: readonly string[] }
  /** With several chains each gets the same share. */
  | { readonly kind: 'goto'; readonly chains: readonly string[] }
  | { readonly kind: 'other' };

const OTHER: NftRule = { kind: 'other' };
const MAPPED_ADDRESS = /\d : ([\da-fA-F:.]{2,45}) \. (\d{1,5})/g;
const MAPPED_CHAIN = /\d : goto ([^\s,}]{1,300})/g;

/** A rule for some traffic only (pods of this node, the node itself, clients that affinity knows) decides nothing for the rest. */
export function readNftRule(line: string): NftRule {
  const dice = line.indexOf('numgen random mod ');
  const choices = dice < 0 ? -1 : line.indexOf('{', dice);
  if (choices > 0) {
    const list = line.slice(choices);
    if (line.includes('dnat ')) {
      return {
        kind: 'dnat',
        keys: Array.from(list.matchAll(MAPPED_ADDRESS), ([, ip = '', port]) => joinHostPort(ip, Number(port))),
      };
    }
    return { kind: 'goto', chains: Array.from(list.matchAll(MAPPED_CHAIN), ([, chain = '']) => chain) };
  }
  const dnat = line.indexOf('dnat ');
  if (dnat >= 0) {
    const to = line.indexOf(' to ', dnat);
    const key = to < 0 ? '' : firstWord(line, to + ' to '.length);
    return key === '' ? OTHER : { kind: 'dnat', keys: [key] };
  }
  return line.startsWith('goto ') ? { kind: 'goto', chains: [firstWord(line, 'goto '.length)] } : OTHER;
}

function firstWord(line: string, from: number): string {
  const end = line.indexOf(' ', from);
  return line.slice(from, end < 0 ? line.length : end);
}
