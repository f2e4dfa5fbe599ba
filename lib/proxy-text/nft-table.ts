import type { IpFamily } from '#lib/model/service.ts';

/** A set or map of kube-proxy's with its elements, or a chain with its rules. */
export interface NftBlock {
  readonly kind: 'set' | 'map' | 'chain';
  readonly name: string;
  /** Lines of the block before its elements (type, flags, comment); of a chain its rules. */
  readonly lines: readonly string[];
  readonly elements?: readonly string[];
  /** How many elements stand in a line. */
  readonly perLine?: number;
}

/** One table as `nft list ruleset` prints it. */
export function printTable(family: IpFamily, blocks: readonly NftBlock[]): string {
  const lines = [
    `table ${family === 'IPv6' ? 'ip6' : 'ip'} kube-proxy {`,
    '\tcomment "rules for kube-proxy"',
    blocks.map(printBlock).join('\n\n'),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function printBlock({ kind, name, lines, elements = [], perLine = 1 }: NftBlock): string {
  const body = lines.map((line) => `\t\t${line}`);
  if (elements.length > 0) body.push(`\t\telements = { ${joinElements(elements, perLine)} }`);
  return [`\t${kind} ${name} {`, ...body, '\t}'].join('\n');
}

function joinElements(elements: readonly string[], perLine: number): string {
  const lines: string[] = [];
  for (let at = 0; at < elements.length; at += perLine) lines.push(elements.slice(at, at + perLine).join(', '));
  return lines.join(',\n\t\t\t     ');
}

/** "3h", "10m", "1d1h1s": how nft writes a number of seconds. */
export function nftDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('');
  return text === '' ? '0s' : text;
}
