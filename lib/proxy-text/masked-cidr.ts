import { formatIp, parseIp } from '#lib/proxy-filter/ip-address.ts';

/** "203.0.113.7/24" as "203.0.113.0/24", which is how the kernel keeps and shows it; undefined for what is no CIDR. */
export function maskedCidr(text: string): string | undefined {
  const [base = '', length = '', ...rest] = text.trim().split('/');
  const bytes = parseIp(base);
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (bytes === undefined || rest.length > 0 || bits < 0 || bits > bytes.length * 8) return undefined;
  const masked = Array.from(bytes, (byte, at) => byte & (0xff << (8 - Math.min(Math.max(bits - at * 8, 0), 8))) & 0xff);
  return `${masked.length === 4 ? masked.join('.') : formatIp(hexGroups(masked))}/${bits}`;
}

function hexGroups(bytes: readonly number[]): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 2)
    groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  return groups.join(':');
}
