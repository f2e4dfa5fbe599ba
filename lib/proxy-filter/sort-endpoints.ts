import type { ProxyRules } from '#lib/kube-version/proxy-rules.ts';
import type { ProxyEndpoint } from '#lib/proxy-filter/service-routing.ts';
import { compareTexts, sortByText } from '#lib/proxy-filter/sort-by-text.ts';

/** What kube-proxy tells endpoints apart by, and sorts them by: the address, or `ip:port`. */
export type Identity = 'address' | 'key';

export function identityOf({ sameEndpoint }: ProxyRules): Identity {
  return sameEndpoint === 'same-ip' ? 'address' : 'key';
}

export interface SortedEndpoints {
  readonly sorted: readonly ProxyEndpoint[];
  /** Two of them have one identity. */
  readonly hasRivals: boolean;
}

export function sortEndpoints(found: readonly ProxyEndpoint[], identity: Identity): SortedEndpoints {
  const sorted = sortByIdentity(found, identity);
  return { sorted, hasRivals: hasRivals(sorted, identity) };
}

/** Do two that stand beside each other have one identity? */
export function hasRivals(found: readonly ProxyEndpoint[], identity: Identity): boolean {
  let last: ProxyEndpoint | undefined;
  for (const endpoint of found) {
    if (isSame(endpoint, last, identity)) return true;
    last = endpoint;
  }
  return false;
}

export function isSame(endpoint: ProxyEndpoint, other: ProxyEndpoint | undefined, identity: Identity): boolean {
  return other?.address === endpoint.address && (identity === 'address' || other.port === endpoint.port);
}

/** By address, or by `ip:port`: then a colon, or an IPv6 address's bracket, stands behind the address. */
export function sortByIdentity(found: readonly ProxyEndpoint[], identity: Identity): readonly ProxyEndpoint[] {
  const ipv6 = countIpv6(found);
  if (identity === 'key' && ipv6 !== 0 && ipv6 !== found.length) {
    return found.toSorted((left, right) => compareTexts(left.key, right.key));
  }
  const close = ipv6 === 0 ? ':' : ']:';
  const text = ({ address }: ProxyEndpoint) => address;
  const whole = (endpoint: ProxyEndpoint) => endpoint[identity];
  return sortByText(found, { text, end: identity === 'address' ? () => '' : endOf(close), whole });
}

function countIpv6(found: readonly ProxyEndpoint[]): number {
  let count = 0;
  for (const { address } of found) if (address.includes(':')) count++;
  return count;
}

/** Nearly all endpoints of a port have the same number: its text is put together once. */
function endOf(close: string): (endpoint: ProxyEndpoint) => string {
  const endByPort = new Map<number, string>();
  let known = -1;
  let end = '';
  return ({ port }) => {
    if (port === known) return end;
    known = port;
    end = endByPort.get(port) ?? close + port;
    endByPort.set(port, end);
    return end;
  };
}
