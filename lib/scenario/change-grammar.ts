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
/** In the order in which they come. */
export const OUTAGE_PHASES: readonly OutagePhase[] = ['at-once', 'notready', 'evicted', 'rescheduled'];
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
  [
    'zonal-shift',
    (zone) => (LABEL_VALUE.test(zone) ? { kind: 'zonal-shift', zone } : 'zonal-shift takes the name of a zone'),
  ],
  ['drain', (node) => (NODE_NAME.test(node) ? { kind: 'drain', node } : 'drain takes the name of a Node')],
  ['cordon', (node) => (NODE_NAME.test(node) ? { kind: 'cordon', node } : 'cordon takes the name of a Node')],
  ['node-add', parseNodeAdd],
  ['relabel', parseRelabel],
  ['cpu', parseCpu],
  ['rollout', parseRollout],
  ['kubernetes', parseKubernetes],
]);

/**
 * Reads one change of a what-if, as the URL, the command line and the snapshot file spell it:
 * `replicas:4`, `mode:PreferSameZone`, `zone-down:a@notready`, `zonal-shift:a`, `drain:NODE`, `cordon:NODE`,
 * `node-add:zone=c,cpu=4,count=2`, `relabel:NODE=b`, `cpu:NODE=8`, `rollout:surge=1,unavailable=0,step=3`,
 * `kubernetes:1.36`.
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
  const phase = outagePhase(phaseText);
  if (!LABEL_VALUE.test(zone) || rest.length > 0 || phase === undefined) {
    return `zone-down takes ZONE@PHASE, with one of the phases ${OUTAGE_PHASES.join(', ')}`;
  }
  return { kind: 'zone-down', zone, phase };
}

/** `ready` names the same phase as `at-once`: the dead zone's Nodes still count as Ready. */
function outagePhase(text: string): OutagePhase | undefined {
  return text === 'ready' ? 'at-once' : OUTAGE_PHASES.find((phase) => phase === text);
}

function parseNodeAdd(value: string): Change | string {
  const valueByField = new Map(value.split(',').map((field) => splitAtEquals(field)));
  const unknown = [...valueByField.keys()].find((field) => !['zone', 'cpu', 'count'].includes(field));
  const zone = valueByField.get('zone') ?? '';
  const cpu = valueByField.get('cpu') ?? '';
  const count = valueByField.get('count') ?? '1';
  if (unknown !== undefined || !LABEL_VALUE.test(zone) || !isCpuQuantity(cpu)) {
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
  return NODE_NAME.test(node) && isCpuQuantity(cpu)
    ? { kind: 'cpu', node, cpu }
    : 'cpu takes NODE=QUANTITY, such as NODE=3920m';
}

/** `step` counts from 0, before it begins; what is left out is a surge of 1, no unavailable pod and the first step. */
function parseRollout(value: string): Change | string {
  const valueByField = new Map(value.split(',').map((field) => splitAtEquals(field)));
  const unknown = [...valueByField.keys()].find((field) => !['surge', 'unavailable', 'step'].includes(field));
  const [surge = '1', unavailable = '0', step = '1'] = ['surge', 'unavailable', 'step'].map((field) =>
    valueByField.get(field),
  );
  const isCount = [surge, unavailable, step].every((text) => COUNT.test(text) && Number(text) <= MAX_REPLICAS);
  if (unknown !== undefined || !isCount) {
    return `rollout takes surge=NUMBER,unavailable=NUMBER,step=NUMBER, each from 0 to ${MAX_REPLICAS}`;
  }
  if (Number(surge) + Number(unavailable) === 0)
    return 'a rollout with neither surge nor unavailable pods stands still';
  return { kind: 'rollout', surge: Number(surge), unavailable: Number(unavailable), step: Number(step) };
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

/** An amount of CPU as Kubernetes writes one, such as 4 or 3920m. */
export function isCpuQuantity(text: string): boolean {
  try {
    return parseNano(text) >= 0;
  } catch {
    return false;
  }
}
