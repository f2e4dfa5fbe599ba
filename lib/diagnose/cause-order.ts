import type { Text } from '#lib/model/text.ts';

/** What a controller does by itself, never the first cause of anything. */
const FOLLOWS: ReadonlySet<string> = new Set([
  'cause.endpoint-zones',
  'cause.hints-given',
  'cause.hints-changed',
  'cause.hints-removed',
  'cause.ratio',
]);
/** What follows from some causes only: a pod also turns ready or not ready, and slices are written, by themselves. */
const FOLLOWS_FROM: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cause.slices-written', new Set(['cause.created'])],
  [
    'cause.endpoints-ready',
    new Set([
      'cause.created',
      'cause.field-set',
      'cause.selector',
      'cause.ports',
      'cause.nodes-ready',
      'cause.replicas',
      'cause.replaced',
      'cause.rollout',
    ]),
  ],
  [
    'cause.endpoints-not-ready',
    new Set([
      'cause.field-set',
      'cause.selector',
      'cause.ports',
      'cause.nodes-not-ready',
      'cause.nodes-lost',
      'cause.replicas',
      'cause.replaced',
      'cause.rollout',
    ]),
  ],
]);
/** After which of these, soon, a workload's controller makes up for its pods, or goes on with a rollout. */
const MADE_UP_FOR: ReadonlySet<string> = new Set([
  'cause.rollout',
  'cause.drained',
  'cause.gone-with-nodes',
  'cause.gone-with-not-ready',
  'cause.nodes-lost',
]);
const MAKES_UP: ReadonlySet<string> = new Set(['cause.replicas', 'cause.replaced']);

/** Fields that say from where a Service is reached: they change neither its endpoints nor their hints. */
const EXPOSES: ReadonlySet<unknown> = new Set(['type', 'externalTrafficPolicy']);

/** What a controller does by itself, whatever came before. */
export function isController({ key }: Text): boolean {
  return FOLLOWS.has(key);
}

/** What somebody did to the Service, the nodes or the pods. */
export function isDeed({ key }: Text): boolean {
  return !FOLLOWS.has(key) && !FOLLOWS_FROM.has(key);
}

/** Whether it may be what came of `from`: a controller's answer, or what the workload's controller makes up for. */
export function mayFollow(text: Text, from: Text): boolean {
  const makesUp = MAKES_UP.has(text.key) && MADE_UP_FOR.has(from.key);
  return isController(text) || follows(text, from) || makesUp;
}

/**
 * The cause to name, then the others: what was done just now; else the latest of all that had happened without showing
 * yet, but for what follows from something before it. How a Service is exposed is named where nothing else explains what came
 * with it: a write of it only made the controller look again.
 */
export function causesInOrder(causes: readonly Text[], waiting: readonly Text[]): readonly Text[] {
  if (causes.length === 0 && waiting.length === 0) return causes;
  const first =
    (causes.every(isExposure) ? undefined : firstOf(causes.filter(isNoExposure), waiting.filter(isNoExposure))) ??
    firstOf(causes, waiting);
  return distinct([...(first === undefined ? [] : [first]), ...causes, ...waiting.toReversed()]);
}

function firstOf(causes: readonly Text[], waiting: readonly Text[]): Text | undefined {
  const all = [...waiting, ...causes];
  const latest = all.findLast(
    (text, index) => !isController(text) && !all.slice(0, index).some((earlier) => follows(text, earlier)),
  );
  return causes.find(isDeed) ?? latest;
}

function isExposure({ key, values }: Text): boolean {
  return (key === 'cause.field-set' || key === 'cause.field-removed') && EXPOSES.has(values?.['field']);
}

function isNoExposure(text: Text): boolean {
  return !isExposure(text);
}

function follows(text: Text, from: Text): boolean {
  return FOLLOWS_FROM.get(text.key)?.has(from.key) === true;
}

/** Each text once, where it stood first. */
export function distinct(texts: readonly Text[]): readonly Text[] {
  const byText = new Map(texts.map((text) => [JSON.stringify(text), text]));
  return [...byText.values()];
}
