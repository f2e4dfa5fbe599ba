import { parseIp } from '#lib/proxy-filter/ip-address.ts';

/** Whether `cidr` ("10.244.0.0/16", "fd00::/64") holds `ip`; false for what is no CIDR, or another family. */
export function cidrContains(cidr: string, ip: string): boolean {
  const [base = '', length = ''] = cidr.split('/');
  const network = parseIp(base);
  const address = parseIp(ip);
  if (network === undefined || address === undefined || network.length !== address.length) return false;
  const bits = Number(length);
  if (length === '' || !Number.isInteger(bits) || bits < 0 || bits > network.length * 8) return false;
  for (let bit = 0; bit < bits; bit++) {
    const mask = 128 >> (bit & 7);
    const at = bit >> 3;
    if (((network[at] ?? 0) & mask) !== ((address[at] ?? 0) & mask)) return false;
  }
  return true;
}
