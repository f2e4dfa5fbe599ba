import { DEFAULT_MIX } from '#lib/model/client-mix.ts';
import { formatMoment, parseMoment } from '#lib/model/moment.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import { parseVersion } from '#lib/model/version.ts';
import { formatChanges, parseChanges } from '#lib/scenario/change-grammar.ts';
import { formatBytes, formatPrice, parseBytes, parsePrice } from '#lib/scenario/cost-grammar.ts';
import { formatDataPlanes, parseDataPlanes } from '#lib/scenario/data-plane-grammar.ts';
import { formatGateOverrides, parseGateOverrides } from '#lib/scenario/gate-grammar.ts';
import { formatMix, parseMix } from '#lib/scenario/mix-grammar.ts';
import { GRAPH_FORMS, INSPECTOR_TABS, SERVICE_SORTS, type UrlState } from '#lib/view/url-state.ts';

/** One parameter (or one part of a list) that the page does not follow, and why, in one sentence. */
export interface IgnoredParameter {
  readonly name: string;
  readonly value: string;
  readonly problem: string;
}

export interface ParsedUrl {
  readonly state: UrlState;
  readonly ignored: readonly IgnoredParameter[];
}

export const DEFAULT_URL_STATE: UrlState = {
  from: 'cluster',
  tab: 'why',
  show: 'graph',
  query: '',
  filters: [],
  sort: 'worst',
  gates: [],
  dataPlanes: [],
  whatIf: [],
  mix: DEFAULT_MIX,
};

const FILTER = /^(problems|opted-in|could-opt-in|namespace:[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$/;
const SERVICE_PORT = /^[A-Za-z0-9]([-A-Za-z0-9._]{0,62}[A-Za-z0-9])?$/;
const MAX_QUERY = 200;

type Part = Partial<UrlState> | string;

const READER_BY_NAME: ReadonlyMap<string, (value: string) => Part> = new Map<string, (value: string) => Part>([
  ['service', (value) => (parseServiceKey(value) ? { service: value } : 'it takes NAMESPACE/NAME')],
  ['port', (value) => (SERVICE_PORT.test(value) ? { port: value } : 'it takes the name or number of a Service port')],
  ['family', (value) => (value === 'IPv4' || value === 'IPv6' ? { family: value } : 'it takes IPv4 or IPv6')],
  ['node', (value) => (value === '' ? 'it takes the name of a Node' : { node: value })],
  ['from', (value) => (value === 'cluster' || value === 'outside' ? { from: value } : 'it takes cluster or outside')],
  ['tab', (value) => oneOf('tab', value, INSPECTOR_TABS)],
  ['show', (value) => oneOf('show', value, GRAPH_FORMS)],
  ['q', (value) => ({ query: value.slice(0, MAX_QUERY) })],
  ['sort', (value) => oneOf('sort', value, SERVICE_SORTS)],
  ['context', (value) => (value === '' ? 'it takes the name of a context' : { context: value })],
  ['at', (value) => readAt(value)],
  ['bytes', (value) => readOr({ bytes: parseBytes(value) }, 'it takes bytes a month, such as 500Gi or 2.5Ti')],
  [
    'price',
    (value) => readOr({ price: parsePrice(value) }, 'it takes a price per GiB, such as 0.01, or LEAVING/ENTERING'),
  ],
  ['upgrade', (value) => (parseVersion(value) ? { upgrade: value } : 'it takes a version, such as 1.36 or 1.36.3')],
  ['minor', (value) => (parseVersion(value) ? { minor: value } : 'it takes a version, such as 1.36 or 1.36.3')],
]);

/**
 * Reads the page's state from the URL's parameters, each name with its first value.
 * Nothing in a URL is an error: what is unknown or invalid is left out, takes its default and is named in `ignored`.
 */
export function parseUrlState(valueByName: ReadonlyMap<string, string>): ParsedUrl {
  const ignored: IgnoredParameter[] = [];
  let state = DEFAULT_URL_STATE;
  for (const [name, value] of valueByName) {
    if (name === 'filter') {
      const filters = list(value);
      state = { ...state, filters: filters.filter((filter) => FILTER.test(filter)) };
      for (const filter of filters.filter((candidate) => !FILTER.test(candidate))) {
        ignored.push({
          name,
          value: filter,
          problem: problemOf(name, filter, 'it takes problems, opted-in, could-opt-in, namespace:NAME'),
        });
      }
    } else if (name === 'what-if') {
      const { changes, problems } = parseChanges(value);
      state = { ...state, whatIf: changes };
      for (const problem of problems) ignored.push({ name, value, problem });
    } else if (name === 'mix') {
      const parsed = parseMix(value);
      if ('mix' in parsed) state = { ...state, mix: parsed.mix };
      else ignored.push({ name, value, problem: parsed.problem });
    } else if (name === 'gates') {
      const { overrides, problems } = parseGateOverrides(value);
      state = { ...state, gates: overrides };
      for (const problem of problems) ignored.push({ name, value, problem });
    } else if (name === 'data-plane') {
      const { overrides, problems } = parseDataPlanes(value);
      state = { ...state, dataPlanes: overrides };
      for (const problem of problems) ignored.push({ name, value, problem });
    } else {
      const part = READER_BY_NAME.get(name)?.(value) ?? 'the page has no such parameter';
      if (typeof part === 'string') ignored.push({ name, value, problem: problemOf(name, value, part) });
      else state = { ...state, ...part };
    }
  }
  return { state, ignored };
}

/** The state as pairs for the URL, in a fixed order; defaults are left out, so that equal states give equal links. */
export function formatUrlState(state: UrlState): readonly (readonly [string, string])[] {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['service', state.service],
    ['port', state.port],
    ['family', state.family],
    ['node', state.node],
    ['from', state.from === DEFAULT_URL_STATE.from ? undefined : state.from],
    ['tab', state.tab === DEFAULT_URL_STATE.tab ? undefined : state.tab],
    ['show', state.show === DEFAULT_URL_STATE.show ? undefined : state.show],
    ['q', state.query],
    ['filter', state.filters.join(',')],
    ['sort', state.sort === DEFAULT_URL_STATE.sort ? undefined : state.sort],
    ['context', state.context],
    ['upgrade', state.upgrade],
    ['at', state.at === undefined ? undefined : formatMoment(state.at)],
    ['minor', state.minor],
    ['gates', formatGateOverrides(state.gates)],
    ['data-plane', formatDataPlanes(state.dataPlanes)],
    ['what-if', formatChanges(state.whatIf)],
    ['mix', state.mix === DEFAULT_MIX ? undefined : formatMix(state.mix)],
    ['bytes', state.bytes === undefined ? undefined : formatBytes(state.bytes)],
    ['price', state.price === undefined ? undefined : formatPrice(state.price)],
  ];
  return pairs.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}

function oneOf<Name extends string, Value extends string>(name: Name, value: string, allowed: readonly Value[]): Part {
  const found = allowed.find((candidate) => candidate === value);
  return found === undefined ? `it takes one of ${allowed.join(', ')}` : { [name]: found };
}

/** The part, unless its value could not be read. */
function readOr(part: { readonly [Name in 'bytes' | 'price']?: UrlState[Name] | undefined }, problem: string): Part {
  return Object.values(part).includes(undefined) ? problem : (part as Partial<UrlState>);
}

function readAt(value: string): Part {
  const at = parseMoment(value);
  return at === undefined ? 'it takes a moment such as 2026-03-01T12:00:00Z' : { at };
}

function list(value: string): readonly string[] {
  return value.split(',').filter((part) => part !== '');
}

function problemOf(name: string, value: string, problem: string): string {
  return `Cannot read ${name}=${value}: ${problem}`;
}
