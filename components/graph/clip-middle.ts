/**
 * A name cut in its middle to at most `limit` characters: `coredns-558bd4d5db-pxphb` reads `coredns-55…db-pxphb`.
 * The tail is kept longer than a plain half, because generated names differ at their end.
 */
export function clipMiddle(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  if (limit <= 1) return '…';
  const tail = Math.ceil((limit - 1) * 0.55);
  const head = limit - 1 - tail;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
