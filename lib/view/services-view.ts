import { isProblem } from '#lib/diagnose/is-problem.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import { VERDICT_STATES } from '#lib/model/verdict.ts';
import { isUnread } from '#lib/view/limited-view.ts';
import { rowFacts } from '#lib/view/row-facts.ts';
import { text } from '#lib/view/text-keys.ts';
import type { ServiceSort, UrlState } from '#lib/view/url-state.ts';
import type { ServiceRowView, ServicesView } from '#lib/view/view-types.ts';

/**
 * The Services list: filtered by the URL's query and chips, sorted, with the counts of all. A row that is the same object as
 * before has the same view: of thousands, few change at a time.
 */
export function servicesView(rows: readonly ServiceRow[], url: UrlState): ServicesView {
  const selectedKey = url.service ?? worstKey(rows);
  return {
    counts: {
      all: rows.length,
      problems: countOf(rows, ({ verdict }) => isProblem(verdict)),
      optedIn: countOf(rows, isOptedIn),
      couldOptIn: countOf(rows, couldOptIn),
    },
    namespaces: [...new Set(rows.map((row) => rowView(row).namespace))].sort(),
    rows: shownRows(rows, url).map(rowView),
    ...(selectedKey === undefined ? {} : { selectedKey }),
  };
}

function countOf(rows: readonly ServiceRow[], has: (row: ServiceRow) => boolean): number {
  let count = 0;
  for (const row of rows) if (has(row)) count += 1;
  return count;
}

/** All rows in the order in which they were shown last, and others after them: what is nearly sorted is sorted soon. */
export function inLastOrder(
  rowByKey: ReadonlyMap<string, ServiceRow>,
  last: readonly { readonly key: string }[],
): readonly ServiceRow[] {
  const rows = last.flatMap(({ key }) => rowByKey.get(key) ?? []);
  if (rows.length === rowByKey.size) return rows;
  const known = new Set(rows);
  return [...rows, ...[...rowByKey.values()].filter((row) => !known.has(row))];
}

/** The rows that the URL's query and chips leave, in its order. */
export function shownRows(rows: readonly ServiceRow[], url: UrlState): readonly ServiceRow[] {
  return rows.filter(filterOf(url)).sort(servicesOrder(url.sort));
}

/** The worst of all rows, whatever is filtered. */
export function worstKey(rows: readonly ServiceRow[]): string | undefined {
  const [first] = rows;
  return first && rows.reduce((worst, row) => (ORDER_BY_SORT.worst(row, worst) < 0 ? row : worst), first).key;
}

export function isOptedIn(row: ServiceRow): boolean {
  return row.mode !== 'off';
}

/** It asks for no zone routing, and could without harm. */
function couldOptIn({ optIn }: ServiceRow): boolean {
  return optIn !== undefined;
}

/** How the list is sorted, by the URL's `sort`. */
export function servicesOrder(sort: ServiceSort): Compare {
  return ORDER_BY_SORT[sort];
}

type Compare = (left: ServiceRow, right: ServiceRow) => number;

const byName: Compare = (left, right) => (left.key < right.key ? -1 : Number(left.key > right.key));

const ORDER_BY_SORT: Readonly<Record<ServiceSort, Compare>> = {
  worst: (left, right) =>
    badness(left) - badness(right) || share(left) - share(right) || load(right) - load(left) || byName(left, right),
  name: byName,
  'in-zone': (left, right) => share(left) - share(right) || byName(left, right),
  endpoints: (left, right) => endpoints(right) - endpoints(left) || byName(left, right),
  load: (left, right) => load(right) - load(left) || byName(left, right),
  idle: (left, right) => right.verdict.idleEndpoints - left.verdict.idleEndpoints || byName(left, right),
  flips: (left, right) => (right.flips ?? 0) - (left.flips ?? 0) || byName(left, right),
  changed: (left, right) => (right.changed?.time ?? 0) - (left.changed?.time ?? 0) || byName(left, right),
};

/** The rank of the verdict; what was never asked for comes after all that was. */
function badness(row: ServiceRow): number {
  const isQuiet = row.verdict.state === 'off' && !isProblem(row.verdict);
  return isQuiet ? VERDICT_STATES.length : VERDICT_STATES.indexOf(row.verdict.state);
}

/** Those without traffic come last. */
function share(row: ServiceRow): number {
  return row.verdict.inZoneShare ?? 2;
}

function load(row: ServiceRow): number {
  return row.verdict.largestLoad ?? 0;
}

function endpoints(row: ServiceRow): number {
  return Object.values(row.endpointsByZone).reduce((sum, count) => sum + count, 0);
}

/** Made once for a list of thousands. */
function filterOf({ query, filters }: UrlState): (row: ServiceRow) => boolean {
  const part = query.trim().toLowerCase();
  const namespaces = filters.flatMap((filter) => (filter.startsWith('namespace:') ? [filter.slice(10)] : []));
  const only = (filter: string, has: (row: ServiceRow) => boolean) => (filters.includes(filter) ? [has] : []);
  const conditions = [
    ...(part === '' ? [] : [({ key }: ServiceRow) => key.includes(part)]),
    ...only('problems', ({ verdict }) => isProblem(verdict)),
    ...only('opted-in', isOptedIn),
    ...only('could-opt-in', couldOptIn),
    ...(namespaces.length === 0 ? [] : [({ key }: ServiceRow) => namespaces.includes(namespaceOf(key))]),
  ];
  return (row) => conditions.every((holds) => holds(row));
}

const viewByRow = new WeakMap<ServiceRow, ServiceRowView>();

function rowView(row: ServiceRow): ServiceRowView {
  const known = viewByRow.get(row);
  if (known !== undefined) return known;
  const view = viewOf(row);
  viewByRow.set(row, view);
  return view;
}

function viewOf(row: ServiceRow): ServiceRowView {
  const { key, verdict, warnings } = row;
  return {
    key,
    namespace: namespaceOf(key),
    name: key.slice(key.indexOf('/') + 1),
    verdict: verdict.state,
    details: [text(`mode.${row.mode}`), ...zoneTexts(row), { key: verdict.reason, values: verdict.reasonValues }],
    ...(verdict.inZoneShare === undefined || verdict.state === 'unknown' || row.mode === 'off'
      ? {}
      : { inZoneShare: verdict.inZoneShare }),
    warnings,
    facts: rowFacts(row),
    ...(row.changed === undefined ? {} : { changed: row.changed }),
  };
}

/** Endpoints that may not be read are not said to be none. */
function zoneTexts(row: ServiceRow): readonly Text[] {
  const { endpointsByZone } = row;
  const zones = Object.keys(endpointsByZone).sort(
    (left, right) => Number(left === '') - Number(right === '') || (left < right ? -1 : 1),
  );
  if (zones.length === 0) return isUnread(row, 'endpointslices') ? [] : [text('list.no-endpoints')];
  return zones.map((zone) => {
    const count = endpointsByZone[zone] ?? 0;
    return zone === ''
      ? text('list.no-zone-endpoints', { endpoints: count })
      : text('list.zone-endpoints', { zone, endpoints: count });
  });
}

function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}
