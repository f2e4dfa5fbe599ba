import { measureText } from '#components/graph/fit-text.ts';

/** Lines to stand above the graph in its picture. */
export interface PictureCaption {
  readonly title: string;
  readonly facts: readonly string[];
  /** Below the graph. */
  readonly note: string;
}

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const HEAD = 32;
const LINE = 16;
const FOOT = 28;
/** What the stylesheet decides about SVG; all else stands in the marks already. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'text-decoration-line',
] as const;
/** What only the page needs. */
const PAGE_ATTRIBUTES = ['style', 'class', 'tabindex', 'role', 'aria-label', 'aria-pressed'];

/**
 * The graph as it is drawn, as one SVG that needs nothing else: every style written into it, in the light palette,
 * whatever the page's theme. Undefined while the page shows no graph.
 */
export function graphSvg(caption: PictureCaption): string | undefined {
  const drawn = document.querySelectorAll<SVGSVGElement>('[data-pane="graph"] svg.graph');
  const cells = document.querySelector<HTMLCanvasElement>('[data-pane="graph"] canvas');
  const [first] = drawn;
  if (first === undefined) return undefined;
  const width = first.width.baseVal.value;
  const height = first.height.baseVal.value;
  const stage = document.createElement('div');
  stage.className = 'picture-stage';
  document.body.append(stage);
  try {
    const copies = [...drawn].map((svg) => stage.appendChild(svg.cloneNode(true)) as SVGSVGElement);
    for (const copy of copies) inlineStyles(copy);
    const lines = linesOf(caption.facts, width);
    const picture = frame({ width, height, lines, caption, stage });
    const body = element('g', { transform: `translate(${MARGIN} ${HEAD + lines.length * LINE})` });
    const [lanes, ...rest] = copies;
    // The canvas of a big cluster's nodes stands between the lanes and the marks.
    if (lanes !== undefined) body.append(...lanes.childNodes);
    if (cells !== null && rest.length > 0) body.append(cellsImage(cells, width, height));
    for (const copy of rest) body.append(...copy.childNodes);
    picture.append(body);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  } finally {
    stage.remove();
  }
}

/** The same as pixels, two for each, so that it stays sharp where it is pasted. @throws Error when it cannot be drawn. */
export async function graphPng(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null) throw new Error('Cannot draw the picture: the browser made no image of it');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** All styles are read before the first is written: a mark's classes decide about what is in it. */
function inlineStyles(svg: SVGSVGElement): void {
  const marks = [...svg.querySelectorAll<SVGElement>('*:not(title)')].map((mark) => {
    const style = getComputedStyle(mark);
    const values = PROPERTIES.map((property) => [property, style.getPropertyValue(property)] as const);
    return { mark, values, matrix: matrixOf(style) };
  });
  for (const { mark, values, matrix } of marks) {
    for (const name of PAGE_ATTRIBUTES) mark.removeAttribute(name);
    for (const [property, value] of values) if (isTelling(property, value)) mark.setAttribute(nameOf(property), value);
    if (matrix !== undefined) mark.setAttribute('transform', matrix);
  }
}

/** `none` is worth writing only where the default is to paint. */
function isTelling(property: string, value: string): boolean {
  if (value === 'none') return property === 'fill' || property === 'stroke-dasharray';
  return value !== '' && value !== 'normal' && !(property.endsWith('opacity') && value === '1');
}

function nameOf(property: (typeof PROPERTIES)[number]): string {
  return property === 'text-decoration-line' ? 'text-decoration' : property;
}

/** Marks stand where CSS moved them; a bar grows from its own left end. */
function matrixOf({ transform, transformOrigin }: CSSStyleDeclaration): string | undefined {
  if (transform === 'none' || transform === '') return undefined;
  const [x = 0, y = 0] = transformOrigin.split(' ').map(Number.parseFloat);
  return x === 0 && y === 0 ? transform : `translate(${x} ${y}) ${transform} translate(${-x} ${-y})`;
}

interface FrameInput {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly caption: PictureCaption;
  readonly stage: HTMLElement;
}

function frame({ width, height, lines, caption, stage }: FrameInput): SVGElement {
  const full = { width: width + 2 * MARGIN, height: height + HEAD + lines.length * LINE + FOOT };
  const picture = element('svg', {
    xmlns: SVG,
    width: full.width,
    height: full.height,
    viewBox: `0 0 ${full.width} ${full.height}`,
  });
  const text = { x: MARGIN, 'font-family': getComputedStyle(stage).fontFamily };
  const small = { ...text, 'font-size': 11, fill: '#66686d' };
  picture.append(
    element('title', {}, caption.title),
    element('rect', { width: full.width, height: full.height, fill: '#ffffff' }),
    element('text', { ...text, y: 22, 'font-size': 14, 'font-weight': 600, fill: '#1c1d1f' }, caption.title),
    ...lines.map((line, index) => element('text', { ...small, y: 40 + index * LINE }, line)),
    element('text', { ...small, y: full.height - 10 }, caption.note),
  );
  return picture;
}

/** SVG breaks no lines by itself. */
function linesOf(facts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    const longer = last === undefined ? fact : `${last} · ${fact}`;
    if (last === undefined || measureText(longer, 'fact') > width) lines.push(fact);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function cellsImage(canvas: HTMLCanvasElement, width: number, height: number): SVGElement {
  return element('image', { href: canvas.toDataURL('image/png'), width, height });
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const created = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, String(value));
  created.textContent = text;
  return created;
}
