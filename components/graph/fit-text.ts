import { clipMiddle } from '#components/graph/clip-middle.ts';

/** The fonts of the graph's texts, as globals.css sets them. */
export const FONTS = {
  name: { weight: 600, size: 12, mono: false },
  row: { weight: 400, size: 11.5, mono: false },
  fact: { weight: 400, size: 11, mono: false },
  address: { weight: 400, size: 11, mono: true },
} as const;
export type FontName = keyof typeof FONTS;

/** Width in px of a text in one of the graph's fonts. */
export type MeasureText = (text: string, font: FontName) => number;

const MOST_KEPT = 10_000;

/** SVG text clips nothing by itself, so a text is cut before it is drawn: in its middle, since names differ at both ends. */
export function fitMiddle(text: string, width: number, font: FontName): string {
  return cutToWidth(text, (limit) => clipMiddle(text, limit), { width, font, measure: measureText });
}

/** The same for sentences: the beginning stays. */
export function fitEnd(text: string, width: number, font: FontName): string {
  return cutToWidth(text, (limit) => clipEnd(text, limit), { width, font, measure: measureText });
}

/** The longest cut of a text that is no wider than `width`, by bisection over its length. */
export function cutToWidth(
  text: string,
  cutTo: (limit: number) => string,
  { width, font, measure }: { readonly width: number; readonly font: FontName; readonly measure: MeasureText },
): string {
  if (measure(text, font) <= width) return text;
  let low = 1;
  let high = [...text].length;
  while (low + 1 < high) {
    const limit = (low + high) >> 1;
    if (measure(cutTo(limit), font) <= width) low = limit;
    else high = limit;
  }
  return cutTo(low);
}

function clipEnd(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`;
}

let context: CanvasRenderingContext2D | undefined;
let families: { readonly sans: string; readonly mono: string } | undefined;
const widthByText = new Map<string, number>();

/** By the browser's own fonts; where there is no document, by an average that is on the wide side. */
export const measureText: MeasureText = (text, font) => {
  const { weight, size, mono } = FONTS[font];
  if (typeof document === 'undefined') return [...text].length * size * 0.6;
  const key = `${font} ${text}`;
  const known = widthByText.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d') ?? undefined;
  if (!context) return text.length * size * 0.6;
  const style = getComputedStyle(document.documentElement);
  families ??= { sans: style.fontFamily, mono: style.getPropertyValue('--font-mono') || 'monospace' };
  context.font = `${weight} ${size}px ${mono ? families.mono : families.sans}`;
  const { width } = context.measureText(text);
  if (widthByText.size > MOST_KEPT) widthByText.clear();
  widthByText.set(key, width);
  return width;
};
