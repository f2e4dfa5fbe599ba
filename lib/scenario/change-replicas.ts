import { isNodeReady, zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { IpFamily } from '#lib/model/service.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import type { ComingPod, LeavingPod } from '#lib/scenario/outcome.ts';
import {
  deletionSeries,
  ordinalOf,
  ordinalSeries,
  placementSeries,
  type ScaleScene,
} from '#lib/scenario/scale-series.ts';
import { type Workload, workloadOf } from '#lib/scenario/workload-of.ts';

/**
 * The workload behind the Service with so many replicas, once it has come to rest.
 * - Fewer: a Deployment or ReplicaSet deletes by its controller's ranks, a StatefulSet its highest ordinals. Where
 *   Kubernetes leaves the choice to chance, one possible choice is made and the others are named.
 * - More: placed one after the other as the scheduler would, as far as the pods of this Service tell; then Running and
 *   Ready. What no node can take stays Pending.
 */
export function changeReplicas(draft: Draft, replicas: number): Draft {
  const workload = workloadOf(draft.pods);
  if ('why' in workload) return { ...draft, refused: [...draft.refused, workload.why] };
  const { pods, service, nodes, context, now } = draft;
  const scene: ScaleScene = { workload, pods, service, nodes, context, now };
  if (replicas < workload.replicas) return withFewer(draft, scene, workload.replicas - replicas);
  return replicas > workload.replicas ? withMore(draft, scene, replicas - workload.replicas) : draft;
}

function withFewer(draft: Draft, scene: ScaleScene, count: number): Draft {
  const { goes, oneOf } =
    scene.workload.kind === 'StatefulSet' ? highestOrdinals(scene.workload, count) : ranked(scene, count);
  const gone = new Set(goes.map(({ uid }) => uid));
  const outcome = {
    ...draft.outcome,
    goes: [...draft.outcome.goes, ...goes],
    ...(oneOf === undefined ? {} : { oneOf }),
  };
  const scaled = { ...draft, pods: draft.pods.filter(({ uid }) => !gone.has(uid)), outcome };
  const aged = scene.workload.kind === 'StatefulSet' ? scaled : assume(scaled, 'assumption.this-moment');
  return oneOf === undefined ? aged : assume(aged, 'assumption.one-of-several');
}

function highestOrdinals(workload: Workload, count: number) {
  const goes = ordinalSeries(workload)
    .slice(0, count)
    .map(({ uid, name }) => ({ uid, name, sure: true }));
  return { goes, oneOf: undefined };
}

function ranked(scene: ScaleScene, count: number) {
  const { victims, sure, anyOf } = deletionSeries(scene).deleting(count);
  const certain = new Set(sure.map(({ uid }) => uid));
  const goes: readonly LeavingPod[] = victims.map(({ uid, name }) => ({ uid, name, sure: certain.has(uid) }));
  return { goes, oneOf: anyOf && { take: anyOf.take, names: anyOf.from.map(({ name }) => name) } };
}

function withMore(draft: Draft, scene: ScaleScene, count: number): Draft {
  const { workload, nodes, now } = scene;
  const [pattern] = workload.pods;
  if (pattern === undefined) return refuse(draft, 'no-slider.no-pods', {});
  const zoneByNode = new Map(nodes.map((node) => [node.name, zoneLabelOf(node)]));
  const readyNodes = new Set(nodes.filter(isNodeReady).map(({ name }) => name));
  const { steps, assumptions } = placementSeries(scene, count);
  const families = familiesOf(pattern);
  const added: Pod[] = [];
  const comes: ComingPod[] = [];
  for (const [index, step] of steps.entries()) {
    const name = newName(workload, index);
    const uid = `what-if ${name}`;
    const nodeName = step.node ?? '';
    const zone = zoneByNode.get(nodeName);
    const runs = readyNodes.has(nodeName);
    const { ready: _, deletionTime: __, ...rest } = pattern;
    added.push({
      ...rest,
      name,
      uid,
      creationTime: now,
      nodeName,
      phase: runs ? 'Running' : 'Pending',
      ...(runs ? { ready: { status: 'True' as const, since: now } } : {}),
      podIPs: runs ? families.map((family) => placeholderAddress(family, draft.outcome.comes.length + index)) : [],
      containerRestarts: [],
      initContainerRestarts: [],
    });
    comes.push({ uid, name, nodeName, ...(zone === undefined ? {} : { zone }), sure: step.possible.length === 1 });
  }
  const outcome = { ...draft.outcome, comes: [...draft.outcome.comes, ...comes] };
  const scaled = { ...draft, pods: [...draft.pods, ...added], outcome };
  return assumptions.reduce((after, key) => assume(after, key), assume(scaled, 'assumption.ready-at-once'));
}

function newName(workload: Workload, index: number): string {
  if (workload.kind !== 'StatefulSet') return `${workload.podPrefix}-new${index + 1}`;
  const highest = Math.max(-1, ...workload.pods.map(ordinalOf));
  return `${workload.podPrefix}-${highest + 1 + index}`;
}

function familiesOf({ podIPs }: Pod): readonly IpFamily[] {
  const families = podIPs.map((ip): IpFamily => (ip.includes(':') ? 'IPv6' : 'IPv4'));
  return families.length === 0 ? ['IPv4'] : [...new Set(families)];
}

/** Nobody knows a new pod's address: these are of ranges that no network routes (RFC 2544, RFC 6666). */
function placeholderAddress(family: IpFamily, index: number): string {
  const number = index + 1;
  return family === 'IPv6' ? `100::${number.toString(16)}` : `198.18.${Math.floor(number / 250)}.${(number % 250) + 1}`;
}
