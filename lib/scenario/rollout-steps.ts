import type { Pod } from '#lib/model/pod.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import { deletionOrder } from '#lib/replicas/deletion-order.ts';
import { placeMany } from '#lib/replicas/place-many.ts';
import { predictedPod } from '#lib/replicas/predicted-pod.ts';
import { rollingUpdateStep } from '#lib/replicas/rolling-update.ts';
import { replicaSetSelectorOf, type ScalableWorkload } from '#lib/replicas/workload.ts';
import { type ScaleScene, scalingInput } from '#lib/scenario/scaling-input.ts';

/** One moment of a rollout: what the Deployment controller has just asked for, before any of it is done. */
export interface RolloutStep {
  /** All pods of the Service then. */
  readonly pods: readonly Pod[];
  /** By node, of the workload: pods that serve, pods of the new template that are not Ready yet, pods that end. */
  readonly readyNodes: readonly string[];
  readonly surgingNodes: readonly string[];
  readonly terminatingNodes: readonly string[];
}

export interface RolloutLimits {
  readonly surge: number;
  readonly unavailable: number;
}

export interface Rollout {
  /** The first is the workload before; the last has only pods of the new template, unless the rollout stalls. */
  readonly steps: readonly RolloutStep[];
  /** A new pod finds no node, so that the rollout never ends. */
  readonly stalls: boolean;
}

/** The pods of a Deployment in the middle of a rollout; those that start or end do so until the next step. */
interface Wave {
  readonly old: readonly Pod[];
  readonly fresh: readonly Pod[];
  /** As they are once they are up. */
  readonly starting: readonly Pod[];
  readonly ending: readonly Pod[];
}

const NEW_HASH = 'what-if';
const MOST_STEPS = 500;

/**
 * A rolling update to a new template, step by step: each step is one wave of what the Deployment controller does until
 * it has to wait, and then all new pods turn Ready and all old ones end. The new template asks the scheduler for the same.
 */
export function rolloutSteps(scene: ScaleScene, workload: ScalableWorkload, limits: RolloutLimits): Rollout {
  const own = new Set(workload.pods);
  const others = scene.pods.filter((pod) => !own.has(pod));
  let wave: Wave = { old: activeOf(workload), fresh: [], starting: [], ending: [] };
  const steps: RolloutStep[] = [stepOf(wave, others)];
  while (steps.length < MOST_STEPS) {
    const next = nextWave(settled(wave), { scene: { ...scene, pods: others }, workload, limits });
    const isOver = next.starting.length === 0 && next.ending.length === 0;
    const stuck = !next.starting.some(isReady) && next.ending.length === 0;
    steps.push(stepOf(next, others));
    if (isOver || stuck) return { steps, stalls: !isOver };
    wave = next;
  }
  return { steps, stalls: true };
}

function activeOf({ pods }: ScalableWorkload): readonly Pod[] {
  return pods.filter(({ deletionTime, phase }) => deletionTime === undefined && phase !== 'Failed');
}

/** What started is Ready now, what ended is gone; a pod without a node, or on one that does not answer, stays as it is. */
function settled({ old, fresh, starting }: Wave): Wave {
  const stuck = starting.filter((pod) => !isReady(pod));
  return { old, fresh: [...fresh, ...starting.filter(isReady)], starting: stuck, ending: [] };
}

function isReady({ ready }: Pod): boolean {
  return ready?.status === 'True';
}

interface WaveInput {
  /** With the pods of others only. */
  readonly scene: ScaleScene;
  readonly workload: ScalableWorkload;
  readonly limits: RolloutLimits;
}

/** All that the controller asks for in a row until nothing more may be done. */
function nextWave(start: Wave, input: WaveInput): Wave {
  const { workload, limits } = input;
  let wave = start;
  for (;;) {
    const { old, fresh, starting } = wave;
    const newest = { wanted: fresh.length + starting.length, available: fresh.length };
    const step = rollingUpdateStep({
      replicas: workload.replicas,
      maxSurge: limits.surge,
      maxUnavailable: limits.unavailable,
      newest,
      old: [{ wanted: old.length, available: old.filter(isReady).length }],
    });
    const kept = step.old[0] ?? 0;
    if (step.newest > newest.wanted) wave = withStarted(wave, step.newest - newest.wanted, input);
    else if (kept < old.length) wave = withEnded(wave, old.length - kept, input);
    else return wave;
  }
}

function withStarted(wave: Wave, count: number, { scene, workload }: WaveInput): Wave {
  const pattern = patternOf(wave, workload);
  if (pattern === undefined) return wave;
  const pods = [...scene.pods, ...wave.old, ...wave.fresh, ...wave.starting, ...wave.ending];
  const input = scalingInput({ ...scene, pods }, workload);
  const selector = replicaSetSelectorOf(pattern);
  const { steps } = placeMany({
    ...input,
    pod: pattern,
    count,
    rules: input.schedulerRules,
    ...(selector && { replicaSetSelector: selector }),
  });
  const nodeByName = new Map(scene.nodes.map((node) => [node.name, node]));
  const first = wave.fresh.length + wave.starting.length + 1;
  const started = steps.map((step, index): Pod => {
    const node = nodeByName.get(step.node ?? '');
    const number = first + index;
    const name = `${workload.name}-${NEW_HASH}-${number}`;
    return predictedPod({ pattern, name, number, now: scene.now, ...(node && { node }) });
  });
  return { ...wave, starting: [...wave.starting, ...started] };
}

/** A replica that is up, or the last to go, with owner and label of the ReplicaSet to come. */
function patternOf({ old, fresh, ending }: Wave, { name, owner }: ScalableWorkload): Pod | undefined {
  const left = old.length > 0 ? old : ending;
  const pod = fresh[0] ?? left.find(({ podIPs }) => podIPs.length > 0) ?? left[0];
  return (
    pod && {
      ...pod,
      owner: { ...owner, name: `${name}-${NEW_HASH}`, uid: `predicted-${name}` },
      labels: { ...pod.labels, [POD_TEMPLATE_HASH_LABEL]: NEW_HASH },
    }
  );
}

function withEnded(wave: Wave, count: number, { scene }: WaveInput): Wave {
  const { victims } = deletionOrder({
    pods: wave.old,
    relatedPods: [...wave.fresh, ...wave.starting],
    bareReplicaSet: false,
    rules: scene.context.replicaRules,
    now: scene.now,
  }).deleting(count);
  const uids = new Set(victims.map(({ uid }) => uid));
  const ended = victims.map((pod): Pod => ({ ...pod, deletionTime: scene.now }));
  return { ...wave, old: wave.old.filter(({ uid }) => !uids.has(uid)), ending: [...wave.ending, ...ended] };
}

function stepOf({ old, fresh, starting, ending }: Wave, others: readonly Pod[]): RolloutStep {
  const notReadyYet = starting.map(
    (pod): Pod => ({ ...pod, ready: { status: 'False', since: pod.creationTime ?? 0 } }),
  );
  return {
    pods: [...others, ...old, ...fresh, ...notReadyYet, ...ending],
    readyNodes: nodesOf([...old, ...fresh].filter(isReady)),
    surgingNodes: nodesOf(starting),
    terminatingNodes: nodesOf(ending),
  };
}

function nodesOf(pods: readonly Pod[]): readonly string[] {
  return pods.map(({ nodeName }) => nodeName);
}
