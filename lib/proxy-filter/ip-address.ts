import type { IpFamily } from '#lib/model/service.ts';

const IPV4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/;
/** Written as Go writes it, if it is an address at all: no octet with a leading zero. */
const PLAIN_IPV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const HEX_GROUP = /^[0-9a-fA-F]{1,4}$/;

/** The 4 or 16 bytes of an address; undefined when it is none. Leading zeros are decimal (`ParseIPSloppy`). */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** The family of an address as written; what cannot be parsed is not IPv6, so it counts as IPv4 (`IsIPv6String`). */
export function ipFamilyOf(text: string): IpFamily {
  if (!text.includes(':')) return 'IPv4';
  return parseIpv6(text)?.length === 16 ? 'IPv6' : 'IPv4';
}

/** The canonical form (`net.IP.String`): no leading zeros, lower case, the longest run of zero groups as "::". */
export function formatIp(text: string): string {
  if (PLAIN_IPV4.test(text)) return text;
  const bytes = parseIp(text);
  if (bytes === undefined) return text;
  return bytes.length === 4 ? bytes.join('.') : formatGroups(groupsOf(bytes));
}

/** Numeric order of two addresses, IPv4 before IPv6; what cannot be parsed comes last, in the order of its text. */
export function compareIps(left: string, right: string): number {
  const leftBytes = parseIp(left);
  const rightBytes = parseIp(right);
  if (leftBytes === undefined || rightBytes === undefined) {
    if (leftBytes !== rightBytes) return leftBytes === undefined ? 1 : -1;
    return left < right ? -1 : Number(left > right);
  }
  if (leftBytes.length !== rightBytes.length) return leftBytes.length - rightBytes.length;
  for (const [index, byte] of leftBytes.entries()) {
    const difference = byte - (rightBytes[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `net.JoinHostPort`: an IPv6 address stands in brackets. */
export function joinHostPort(address: string, port: number | string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function parseIpv4(text: string): Uint8Array | undefined {
  const match = IPV4.exec(text);
  const bytes = match?.slice(1).map(Number);
  return bytes?.every((byte) => byte <= 255) ? Uint8Array.from(bytes) : undefined;
}

/** An IPv4-mapped address is an IPv4 address, as in Go. */
function parseIpv6(text: string): Uint8Array | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  // Dotted numbers stand at the end of an address only.
  if (tail !== undefined && head.includes('.')) return undefined;
  const left = parseGroups(head);
  const right = tail === undefined ? [] : parseGroups(tail);
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...new Array<number>(missing).fill(0), ...right];
  const bytes = Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? bytes.slice(12) : bytes;
}

function parseGroups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(((ipv4[0] ?? 0) << 8) | (ipv4[1] ?? 0), ((ipv4[2] ?? 0) << 8) | (ipv4[3] ?? 0));
    else if (HEX_GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function groupsOf(bytes: Uint8Array): readonly number[] {
  return Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
}

function formatGroups(groups: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let from = 0; from < groups.length; from++) {
    let to = from;
    while (groups[to] === 0) to++;
    if (to - from > length) {
      start = from;
      length = to - from;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}
