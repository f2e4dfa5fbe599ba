import { type Node, zoneLabelOf } from '#lib/model/node.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Change } from '#lib/model/scenario.ts';
import { isPodActive } from '#lib/replicas/active-pod.ts';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import { recreatePods } from '#lib/scenario/recreate-pods.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

/** The node controller puts it beside `spec.unschedulable`; a spread constraint may look at it. */
const UNSCHEDULABLE_TAINT = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
/** Pods that `kubectl drain` leaves where they are: those of a DaemonSet, and mirrors of a kubelet's own files. */
const STAYING_OWNERS: ReadonlySet<string> = new Set(['DaemonSet', 'Node']);

/** Cordoned nodes take no new pods; hints and routing do not look at it. */
export function cordonNode(draft: Draft, { node }: Of<'cordon'>): Draft {
  if (!draft.nodes.some(({ name }) => name === node)) return refuse(draft, 'refused.no-such-node', { node });
  return cordon(draft, (candidate) => candidate.name === node);
}

/**
 * `kubectl drain NODE --ignore-daemonsets`, once it has ended: the node is cordoned, its pods are gone, and their
 * controllers' replacements run elsewhere. Replacements are placed while the old pods still terminate.
 */
export function drainNode(draft: Draft, change: Of<'drain'>): Draft {
  const cordoned = cordonNode(draft, { kind: 'cordon', node: change.node });
  if (cordoned.nodes === draft.nodes) return cordoned;
  const onNode = draft.pods.filter((pod) => pod.nodeName === change.node && isPodActive(pod));
  const leaving = onNode.filter(({ owner }) => !STAYING_OWNERS.has(owner?.kind ?? ''));
  const staying = onNode.length - leaving.length;
  const kept = staying === 0 ? cordoned : assume(cordoned, 'assumption.daemon-pods-stay', { pods: staying });
  const told = assume(kept, 'assumption.drained', { node: change.node, pods: leaving.length });
  if (leaving.length === 0) return told;
  const uids = new Set(leaving.map(({ uid }) => uid));
  const goes = leaving.map(({ uid, name }) => ({ uid, name, sure: true }));
  const terminating = {
    ...assume(told, 'assumption.no-disruption-budget'),
    pods: draft.pods.map((pod): Pod => (uids.has(pod.uid) ? { ...pod, deletionTime: draft.now } : pod)),
    outcome: { ...told.outcome, goes: [...told.outcome.goes, ...goes] },
  };
  const replaced = recreatePods(terminating, leaving, { ordinalsAreFree: true });
  return { ...replaced, pods: replaced.pods.filter(({ uid }) => !uids.has(uid)) };
}

/**
 * A zonal shift away from a zone, as managed clusters do it: its nodes are cordoned, none is drained, and its endpoints
 * leave the slices while their pods run on.
 */
export function shiftZone(draft: Draft, { zone }: Of<'zonal-shift'>): Draft {
  const shifted = new Set(draft.nodes.filter((node) => zoneLabelOf(node) === zone).map(({ name }) => name));
  if (shifted.size === 0) return refuse(draft, 'refused.no-such-zone', { zone });
  const endpoints = draft.pods.filter((pod) => shifted.has(pod.nodeName) && pod.ready?.status === 'True').length;
  const cordoned = cordon(draft, ({ name }) => shifted.has(name));
  const away = { ...cordoned, shiftedZones: new Set([...(draft.shiftedZones ?? []), zone]) };
  const told = assume(away, 'assumption.zonal-shift', { zone, nodes: shifted.size, endpoints });
  return assume(told, 'assumption.zonal-shift-cpu');
}

function cordon(draft: Draft, chooses: (node: Node) => boolean): Draft {
  return {
    ...draft,
    nodes: draft.nodes.map((node) =>
      chooses(node)
        ? { ...node, unschedulable: true, taints: [...node.taints.filter(isOther), UNSCHEDULABLE_TAINT] }
        : node,
    ),
  };
}

function isOther({ key }: { readonly key: string }): boolean {
  return key !== UNSCHEDULABLE_TAINT.key;
}
