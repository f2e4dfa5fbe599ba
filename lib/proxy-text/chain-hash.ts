import { sha256 } from '@noble/hashes/sha2.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The first `length` characters (at most 51) of base32(sha256(text)), by which kube-proxy names what belongs to a Service:
 * 16 of them in iptables (`portProtoHash`, pkg/proxy/iptables), 8 in nftables (`hashAndTruncate`, pkg/proxy/nftables).
 */
export function chainHash(text: string, length: number): string {
  const digest = sha256(utf8(text));
  let hash = '';
  let bits = 0;
  let value = 0;
  for (const byte of digest) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && hash.length < length) {
      bits -= 5;
      hash += BASE32[(value >> bits) & 31];
    }
    if (hash.length === length) break;
  }
  return hash;
}

/** The names of Kubernetes are ASCII; anything else is spelled as UTF-8, as Go does. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(escaped.charCodeAt(at));
  }
  return Uint8Array.from(bytes);
}
