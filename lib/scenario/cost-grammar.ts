import { parseUnits } from '#lib/model/quantity.ts';
import type { TrafficPrice } from '#lib/model/traffic-price.ts';

const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const;
const MOST_BYTES = 2 ** 53;
const PRICE = /^\d{1,7}(\.\d{1,6})?$/;
const BYTES = /^\d{1,16}(\.\d{1,9})?([kMGTP]|[KMGTP]i)?$/;

/** Reads bytes a month as a Kubernetes quantity (`500Gi`, `2.5Ti`, `1000000`); undefined where the text is none. */
export function parseBytes(text: string): number | undefined {
  if (!BYTES.test(text)) return undefined;
  const bytes = parseUnits(text);
  return bytes > 0 && bytes <= MOST_BYTES ? bytes : undefined;
}

/** As `parseBytes` reads them: with the largest binary suffix that loses nothing. */
export function formatBytes(bytes: number): string {
  let power = 0;
  let rest = bytes;
  while (rest % 1024 === 0 && power < BINARY_SUFFIXES.length - 1) {
    rest /= 1024;
    power += 1;
  }
  return `${rest}${BINARY_SUFFIXES[power]}`;
}

/** Reads `LEAVING/ENTERING` per GiB, or one price for each of the two directions; undefined where the text is none. */
export function parsePrice(text: string): TrafficPrice | undefined {
  const [leaving = '', entering = leaving, ...rest] = text.split('/');
  if (rest.length > 0 || !PRICE.test(leaving) || !PRICE.test(entering)) return undefined;
  return { leaving: Number(leaving), entering: Number(entering) };
}

export function formatPrice({ leaving, entering }: TrafficPrice): string {
  return leaving === entering ? String(leaving) : `${leaving}/${entering}`;
}
