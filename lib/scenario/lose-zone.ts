import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Change } from '#lib/model/scenario.ts';
import { type Outage, outage } from '#lib/node-lifecycle/outage.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import { recreatePods } from '#lib/scenario/recreate-pods.ts';

type ZoneDown = Extract<Change, { readonly kind: 'zone-down' }>;

/**
 * A zone is lost: all of its nodes fall silent at one moment. Each phase moves the clock on by the times of the minor.
 * - `at-once`: Kubernetes does not know yet. Nodes count as Ready and their endpoints are dialled, in vain.
 * - `notready`: after the grace period its nodes are NotReady and tainted, their pods and endpoints not ready.
 * - `evicted`: its pods have run out of their tolerations and are being deleted; nobody there confirms it, so they stay
 *   Terminating. Their replacements are not Ready yet.
 * - `rescheduled`: their replacements are Ready on the nodes that are left.
 */
export function loseZone(draft: Draft, { zone, phase }: ZoneDown): Draft {
  const lost = new Set(draft.nodes.filter((node) => zoneLabelOf(node) === zone).map(({ name }) => name));
  if (lost.size === 0) return refuse(draft, 'refused.no-such-zone', { zone });
  const onLost = draft.pods.filter((pod) => lost.has(pod.nodeName));
  const endpoints = onLost.filter((pod) => pod.ready?.status === 'True').length;
  const nodes = lost.size;
  if (phase === 'at-once') return assume(draft, 'assumption.zone-down-at-once', { zone, nodes, endpoints });
  const rules = nodeLifecycleRulesOf(draft.context.version);
  const course = outage({ nodes: draft.nodes, pods: draft.pods, lost, silentSince: draft.now, rules });
  const seconds = rules.gracePeriod / 1000;
  const noticed = assume(draft, 'assumption.zone-down-notready', { zone, nodes, endpoints, seconds });
  if (phase === 'notready') return at(noticed, course, course.noticedAt);
  return evict(noticed, { course, onLost, reschedules: phase === 'rescheduled' });
}

interface Evicting {
  readonly course: Outage;
  readonly onLost: readonly Pod[];
  readonly reschedules: boolean;
}

function evict(draft: Draft, { course, onLost, reschedules }: Evicting): Draft {
  const until = course.evictedUntil;
  const after = at(draft, course, until ?? course.noticedAt);
  if (course.isStopped) return assume(after, 'assumption.evicts-nothing');
  const active = new Set(after.pods.filter(isPodActive).map(({ uid }) => uid));
  const stays = onLost.filter((pod) => isPodActive(pod) && active.has(pod.uid)).length;
  const told = stays === 0 ? after : assume(after, 'assumption.pods-stay', { pods: stays });
  if (until === undefined) return told;
  const evicted = onLost.filter((pod) => isPodActive(pod) && !active.has(pod.uid));
  const goes = evicted.map(({ uid, name }) => ({ uid, name, sure: true }));
  const gone = { ...told, outcome: { ...told.outcome, goes: [...told.outcome.goes, ...goes] } };
  const seconds = Math.round((until - draft.now) / 1000);
  const timed = assume(gone, 'assumption.zone-down-evicted', { pods: evicted.length, seconds });
  return reschedules
    ? recreatePods(timed, evicted, { ordinalsAreFree: false })
    : assume(timed, 'assumption.evicted-terminating');
}

function at(draft: Draft, course: Outage, moment: number): Draft {
  return { ...draft, ...course.at(moment), now: moment };
}
