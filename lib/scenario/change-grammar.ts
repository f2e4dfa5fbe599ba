import { parseNano } from '#lib/model/quantity.ts';
import type { Change, OutagePhase, ServiceMode } from '#lib/model/scenario.ts';
import { formatVersion, parseVersion } from '#lib/model/version.ts';

/** A change, or one sentence on why the text is none. */
export type ParsedChange = { readonly change: Change } | { readonly problem: string };

export interface ParsedChanges {
  readonly changes: readonly Change[];
  /** One sentence for each part that was left out. */
  readonly problems: readonly string[];
}

export const SERVICE_MODES: readonly ServiceMode[] = [
  'Auto',
  'PreferClose',
  'PreferSameZone',
  'PreferSameNode',
  'Local',
  'off',
];
/** More replicas than this are no what-if that the strip could show. */
export const MAX_REPLICAS = 1000;
const MAX_ADDED_NODES = 100;

const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const NODE_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const COUNT = /^\d{1,6}$/;
const START_OF_CHANGE = /,(?=[a-z-]+:)/;

type Parser = (value: string) => Change | string;

const PARSER_BY_KIND: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['replicas', parseReplicas],
  ['mode', parseMode],
  ['zone-down', parseZoneDown],
  ['zonal-shift', () => 'a zonal shift cannot be predicted yet; use zone-down:ZONE@notready'],
  ['drain', () => 'a drain cannot be predicted yet; use cordon:NODE, or replicas:N'],
  ['cordon', (node) => (NODE_NAME.test(node) ? { kind: 'cordon', node } : 'cordon takes the name of a Node')],
  ['node-add', parseNodeAdd],
  ['relabel', parseRelabel],
  ['cpu', parseCpu],
  ['rollout', () => 'a rollout cannot be predicted yet; use replicas:N'],
  ['kubernetes', parseKubernetes],
]);

/**
 * Reads one change of a what-if, as the URL, the command line and the snapshot file spell it:
 * `replicas:4`, `mode:PreferSameZone`, `zone-down:a@notready`, `cordon:NODE`, `node-add:zone=c,cpu=4,count=2`,
 * `relabel:NODE=b`, `cpu:NODE=8`, `kubernetes:1.36`.
 */
export function parseChange(text: string): ParsedChange {
  const colon = text.indexOf(':');
  const parse = PARSER_BY_KIND.get(colon < 0 ? text : text.slice(0, colon));
  if (colon < 0 || parse === undefined) {
    const kinds = [...PARSER_BY_KIND.keys()].join(', ');
    return { problem: `Cannot read what-if "${text}": a change is KIND:VALUE, with one of the kinds ${kinds}` };
  }
  const parsed = parse(text.slice(colon + 1));
  return typeof parsed === 'string' ? { problem: `Cannot read what-if "${text}": ${parsed}` } : { change: parsed };
}

/** Reads a list of changes, separated by commas; what cannot be read is left out and named. */
export function parseChanges(text: string): ParsedChanges {
  const changes: Change[] = [];
  const problems: string[] = [];
  for (const part of text.split(START_OF_CHANGE)) {
    const parsed = part.trim() === '' ? undefined : parseChange(part.trim());
    if (parsed === undefined) continue;
    if ('change' in parsed) changes.push(parsed.change);
    else problems.push(parsed.problem);
  }
  return { changes, problems };
}

/** The change as `parseChange` reads it. */
export function formatChange(change: Change): string {
  switch (change.kind) {
    case 'replicas':
      return `replicas:${change.replicas}`;
    case 'mode':
      return `mode:${change.mode}`;
    case 'zone-down':
      return `zone-down:${change.zone}@${change.phase}`;
    case 'zonal-shift':
      return `zonal-shift:${change.zone}`;
    case 'drain':
    case 'cordon':
      return `${change.kind}:${change.node}`;
    case 'node-add':
      return `node-add:zone=${change.zone},cpu=${change.cpu},count=${change.count}`;
    case 'relabel':
      return `relabel:${change.node}=${change.zone}`;
    case 'cpu':
      return `cpu:${change.node}=${change.cpu}`;
    case 'rollout':
      return `rollout:surge=${change.surge},unavailable=${change.unavailable},step=${change.step}`;
    case 'kubernetes':
      return `kubernetes:${change.version}`;
  }
}

export function formatChanges(changes: readonly Change[]): string {
  return changes.map(formatChange).join(',');
}

function parseReplicas(value: string): Change | string {
  if (!COUNT.test(value) || Number(value) > MAX_REPLICAS) return `replicas takes a number from 0 to ${MAX_REPLICAS}`;
  return { kind: 'replicas', replicas: Number(value) };
}

function parseMode(value: string): Change | string {
  const mode = SERVICE_MODES.find((candidate) => candidate === value);
  return mode === undefined ? `mode takes one of ${SERVICE_MODES.join(', ')}` : { kind: 'mode', mode };
}

function parseZoneDown(value: string): Change | string {
  const [zone = '', phaseText = 'notready', ...rest] = value.split('@');
  if (!LABEL_VALUE.test(zone) || rest.length > 0) return 'zone-down takes ZONE@at-once or ZONE@notready';
  const phase = outagePhase(phaseText);
  if (phase === undefined) return 'zone-down takes ZONE@at-once or ZONE@notready';
  if (phase === 'evicted' || phase === 'rescheduled') {
    return `an outage cannot be predicted up to its phase "${phase}" yet; use ${zone}@at-once or ${zone}@notready`;
  }
  return { kind: 'zone-down', zone, phase };
}

/** `ready` names the same phase as `at-once`: the dead zone's Nodes still count as Ready. */
function outagePhase(text: string): OutagePhase | undefined {
  if (text === 'ready' || text === 'at-once') return 'at-once';
  return text === 'notready' || text === 'evicted' || text === 'rescheduled' ? text : undefined;
}

function parseNodeAdd(value: string): Change | string {
  const valueByField = new Map(value.split(',').map((field) => splitAtEquals(field)));
  const unknown = [...valueByField.keys()].find((field) => !['zone', 'cpu', 'count'].includes(field));
  const zone = valueByField.get('zone') ?? '';
  const cpu = valueByField.get('cpu') ?? '';
  const count = valueByField.get('count') ?? '1';
  if (unknown !== undefined || !LABEL_VALUE.test(zone) || !isCpu(cpu)) {
    return 'node-add takes zone=ZONE,cpu=QUANTITY,count=NUMBER';
  }
  if (!COUNT.test(count) || Number(count) < 1 || Number(count) > MAX_ADDED_NODES) {
    return `node-add takes a count from 1 to ${MAX_ADDED_NODES}`;
  }
  return { kind: 'node-add', zone, cpu, count: Number(count) };
}

/** `NODE=` takes the zone label away. */
function parseRelabel(value: string): Change | string {
  const [node, zone] = splitAtEquals(value);
  if (!NODE_NAME.test(node) || !value.includes('=') || (zone !== '' && !LABEL_VALUE.test(zone))) {
    return 'relabel takes NODE=ZONE';
  }
  return { kind: 'relabel', node, zone };
}

function parseCpu(value: string): Change | string {
  const [node, cpu] = splitAtEquals(value);
  return NODE_NAME.test(node) && isCpu(cpu)
    ? { kind: 'cpu', node, cpu }
    : 'cpu takes NODE=QUANTITY, such as NODE=3920m';
}

function parseKubernetes(value: string): Change | string {
  const version = parseVersion(value);
  if (version === undefined) return 'kubernetes takes a version, such as 1.36 or 1.36.3';
  const isMinorOnly = /^v?\d+\.\d+$/.test(value);
  return { kind: 'kubernetes', version: isMinorOnly ? `${version.major}.${version.minor}` : formatVersion(version) };
}

function splitAtEquals(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isCpu(text: string): boolean {
  try {
    return parseNano(text) >= 0;
  } catch {
    return false;
  }
}
