import { type DataPlaneFinding, dataPlaneText } from '#lib/diagnose/data-plane.ts';
import type { NoText } from '#lib/model/file-text.ts';
import type { Text } from '#lib/model/text.ts';
import type { Proxier } from '#lib/proxy-filter/dialled.ts';
import type { CompareCause, FoundCause } from '#lib/proxy-text/compare-causes.ts';
import type { CompareStatus } from '#lib/proxy-text/compare-port.ts';
import type { ComparedPort } from '#lib/proxy-text/compare-rules.ts';
import type { DumpComparison, DumpRefusal } from '#lib/view/compare-dump.ts';

export type DumpCauseKey = `dump-cause.${CompareCause | 'another-zone' | 'no-zone' | 'unexplained'}`;
export type DumpStatusKey = `dump-status.${CompareStatus}`;
export type DumpNoteKey = `dump.${
  | 'equal'
  | 'differs'
  | 'nothing'
  | 'none-served'
  | 'no-weights'
  | 'read'
  | 'truncated'
  | 'unknown-lines'
  | NoText['kind']
  | DumpRefusal}`;

/** The command whose output each mode's rules are. */
export const COMMAND_BY_PROXIER: Readonly<Record<Proxier, string>> = {
  iptables: 'iptables-save',
  ipvs: 'ipvsadm -ln',
  nftables: 'nft list ruleset',
};

/** Nothing speaks against kube-proxy there, so that nothing need be said. */
const QUIET: ReadonlySet<DataPlaneFinding> = new Set(['no-sign', 'calico']);

const UNEXPLAINED: Text = { key: `dump-cause.unexplained` satisfies DumpCauseKey };

/** One address of a Service port, or an address of the dump that no Service has. */
export interface DumpRowView {
  /** "TCP 10.96.0.10:80" */
  readonly title: string;
  /** `namespace/name`; absent where no Service has the address. */
  readonly service?: string;
  readonly status: CompareStatus;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly causes: readonly Text[];
}

export interface DumpView {
  readonly isEqual: boolean;
  readonly heading: Text;
  /** The rows that differ, in the order of the Services. */
  readonly differing: readonly DumpRowView[];
  readonly equal: readonly DumpRowView[];
  /** What the differences have in common, the cause of most of them first. */
  readonly likely: readonly Text[];
  readonly notes: readonly Text[];
  readonly unknownLines: readonly string[];
}

/** A comparison in words. */
export function dumpView(comparison: DumpComparison, node: string): DumpView {
  const { ports, summary, isEqual, families, proxier, foundPorts, isTruncated, unknownCount, unknownLines } =
    comparison;
  const { hasServed, showsWeights, dataPlane } = comparison;
  const rows = ports.map(rowOf);
  const differing = rows.filter(({ status }) => status !== 'equal');
  const counts = { ports: ports.length, differing: differing.length, node };
  const nothing = hasServed ? note('nothing', { families: families.join(', ') }) : note('none-served');
  const heading = ports.length === 0 ? nothing : note(isEqual ? 'equal' : 'differs', counts);
  return {
    isEqual: isEqual && ports.length > 0,
    heading,
    differing,
    equal: rows.filter(({ status }) => status === 'equal'),
    likely: [
      ...inOneSentence(summary.causes.map(({ cause }) => cause)).map(causeText),
      ...(summary.unexplained > 0 ? [UNEXPLAINED] : []),
    ],
    notes: [
      note('read', { command: COMMAND_BY_PROXIER[proxier], found: foundPorts }),
      ...(isTruncated ? [note('truncated')] : []),
      ...(showsWeights ? [] : [note('no-weights')]),
      ...(dataPlane === undefined || QUIET.has(dataPlane.finding) ? [] : [dataPlaneText(dataPlane)]),
      ...(unknownCount > 0 ? [note('unknown-lines', { count: unknownCount })] : []),
    ],
    unknownLines,
  };
}

/** Why there is nothing to compare, in words. */
export function refusalText(refusal: DumpRefusal): Text {
  return note(refusal);
}

/** Why a file is no dump, in words. */
export function noTextText(noText: NoText): Text {
  return noText.kind === 'packed' ? note('packed', { format: noText.format }) : note('binary');
}

function note(name: DumpNoteKey extends `dump.${infer Name}` ? Name : never, values: Text['values'] = {}): Text {
  return { key: `dump.${name}` satisfies DumpNoteKey, values };
}

function rowOf({ predicted, found, service, status, missing, extra, causes }: ComparedPort): DumpRowView {
  const { protocol, destination } = predicted ?? found ?? { protocol: '', destination: '' };
  return {
    title: `${protocol} ${destination}`,
    ...(service === undefined ? {} : { service: `${service.namespace}/${service.name}` }),
    status,
    missing,
    extra,
    causes: status === 'equal' ? [] : causes.length > 0 ? inOneSentence(causes).map(causeText) : [UNEXPLAINED],
  };
}

/** Several minors that write the same rules are one cause, where the first of them stands. */
function inOneSentence(causes: readonly FoundCause[]): readonly FoundCause[] {
  const minors = causes.filter(({ cause }) => cause === 'another-minor').map(({ values }) => String(values['minor']));
  return causes.flatMap((found) => {
    if (found.cause !== 'another-minor') return [found];
    return found.values['minor'] === minors[0] ? [{ ...found, values: { minor: inRanges(minors) } }] : [];
  });
}

/** "1.21-1.23, 1.31". */
function inRanges(minors: readonly string[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const minor of minors.map((text) => Number(text.slice('1.'.length))).toSorted((left, right) => left - right)) {
    const range = ranges.at(-1);
    if (range !== undefined && minor === range.last + 1) range.last = minor;
    else ranges.push({ first: minor, last: minor });
  }
  return ranges.map(({ first, last }) => (first === last ? `1.${first}` : `1.${first}-1.${last}`)).join(', ');
}

function causeText({ cause, values }: FoundCause): Text {
  const key: DumpCauseKey = `dump-cause.${cause === 'another-node' ? anotherNode(values) : cause}`;
  return { key, values };
}

function anotherNode(values: FoundCause['values']): 'another-node' | 'another-zone' | 'no-zone' {
  if (values['node'] !== undefined) return 'another-node';
  return values['zone'] === '' ? 'no-zone' : 'another-zone';
}
