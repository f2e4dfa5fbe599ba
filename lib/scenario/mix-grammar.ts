import { type ClientMix, DEFAULT_MIX, type ZonePart } from '#lib/model/client-mix.ts';
import { parseServiceKey } from '#lib/model/names.ts';

/** A client mix, or one sentence on why the text is none. */
export type ParsedMix = { readonly mix: ClientMix } | { readonly problem: string };

const ZONE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?|-)$/;
const PART = /^\d{1,9}(\.\d{1,9})?$/;
const MOST_ZONES = 100;
/** How nodes without a zone are written: no label value begins with a hyphen. */
const NO_ZONE = '-';
export const MIX_FORMS = 'cpu, nodes, service:NAMESPACE/NAME or parts by zone as in a=60,b=40, with "-" for no zone';

/** Reads a client mix, the same in the URL and on the command line: `cpu`, `nodes`, `service:ns/name`, `a=60,b=40`. */
export function parseMix(text: string): ParsedMix {
  if (text === 'cpu') return { mix: DEFAULT_MIX };
  if (text === 'nodes') return { mix: { kind: 'nodes' } };
  const problem = `Cannot read mix "${text}": it takes ${MIX_FORMS}`;
  if (text.startsWith('service:')) {
    const key = text.slice('service:'.length);
    return parseServiceKey(key) === undefined ? { problem } : { mix: { kind: 'service', key } };
  }
  const parts = text.split(',').map(zonePart);
  const zones = new Set(parts.map((part) => part?.zone));
  const isWhole =
    parts.every((part) => part !== undefined) && zones.size === parts.length && parts.length <= MOST_ZONES;
  if (!isWhole || parts.every((part) => part.part === 0)) return { problem };
  return { mix: { kind: 'zones', parts } };
}

/** The mix as `parseMix` reads it. */
export function formatMix(mix: ClientMix): string {
  switch (mix.kind) {
    case 'cpu':
    case 'nodes':
      return mix.kind;
    case 'service':
      return `service:${mix.key}`;
    case 'zones':
      return mix.parts.map(({ zone, part }) => `${zone === '' ? NO_ZONE : zone}=${part}`).join(',');
  }
}

function zonePart(text: string): ZonePart | undefined {
  const [name = '', part = '', ...rest] = text.trim().split('=');
  if (rest.length > 0 || !ZONE.test(name) || !PART.test(part)) return undefined;
  return { zone: name === NO_ZONE ? '' : name, part: Number(part) };
}
