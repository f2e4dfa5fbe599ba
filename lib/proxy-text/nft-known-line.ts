/** What a set or a map says of itself before its elements. */
const HEADER = /^(?:type|typeof|flags|comment|size|timeout|gc-interval|policy|auto-merge|counter)(?: |$)/;
const ELEMENTS = 'elements = {';
/** An address, a range or a protocol, alone or with what belongs to it. */
const ELEMENT = /^(?:[\da-fA-F.:/*-]{1,100}|tcp|udp|sctp)(?: (?:\.|:|comment|counter|expires|timeout) |$)/;
/** What a rule does in the end, what a chain says of itself, and what kube-proxy does on the way. */
const STATEMENT =
  /^(?:type|policy|comment|counter|update|add) |(?:^| )(?:jump|goto|vmap|dnat|snat|drop|accept|return|reject|masquerade|redirect|queue|(?:meta|ct) mark set)(?: |;|$)/;

/** The elements that stand in one line of a set or a map; undefined for a line that tells of none. */
export function elementsOf(line: string): readonly string[] | undefined {
  if (HEADER.test(line)) return undefined;
  const from = line.startsWith(ELEMENTS) ? ELEMENTS.length : 0;
  const to = line.endsWith('}') ? line.length - 1 : line.length;
  return line
    .slice(from, to)
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}

/** Whether nft writes such a line into a set or a map: what stands in one that nothing is read from is looked at no closer. */
export function isNftElementLine(line: string): boolean {
  return elementsOf(line)?.every((element) => ELEMENT.test(element)) ?? true;
}

/** Whether nft writes such a line into a chain: a rule that does something, or what the chain says of itself. */
export function isNftRuleLine(line: string): boolean {
  return STATEMENT.test(line);
}
