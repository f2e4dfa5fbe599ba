import type { Node } from '#lib/model/node.ts';
import type { StringByKey } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL } from '#lib/model/well-known.ts';
import type { SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';
import { hasPodTerms } from '#lib/replicas/scheduler/pod-affinity-term.ts';
import { podRequestsOf } from '#lib/replicas/scheduler/pod-requests.ts';

/**
 * Numbers the classes of nodes that the scheduler cannot tell apart for this pod, by place of the node: swapping two
 * nodes of a class, with what is placed on them, changes nothing but names.
 */
export function interchangeableNodes(context: SchedulingContext): readonly number[] {
  const classBySignature = new Map<string, number>();
  const usesNames = namesSingleNodes(context.pod);
  return context.nodes.map((node, place) => {
    const signature = `${usesNames ? node.name : ''} ${signatureOf(node, context.podsByNode[place] ?? [], context.pod)}`;
    const known = classBySignature.get(signature) ?? classBySignature.size;
    classBySignature.set(signature, known);
    return known;
  });
}

function signatureOf(node: Node, pods: readonly Pod[], pod: Pod): string {
  return JSON.stringify([
    entriesOf(node.labels, HOSTNAME_LABEL),
    Object.hasOwn(node.labels, HOSTNAME_LABEL),
    node.taints,
    node.unschedulable,
    node.allocatable,
    node.images,
    pods.map((existing) => podSignature(existing, pod)).sort(),
  ]);
}

/** Of pods that no spreading and no affinity can mean, only what they take counts. */
function podSignature(existing: Pod, pod: Pod): string {
  const { requests, nonZero } = podRequestsOf(existing);
  const taken = [requests, nonZero, portsOf(existing)];
  const isMeant = existing.namespace === pod.namespace || hasPodTerms(existing) || hasPodTerms(pod);
  const meaning = [
    existing.namespace,
    existing.deletionTime === undefined,
    entriesOf(existing.labels),
    existing.affinity,
  ];
  return JSON.stringify(isMeant ? [taken, meaning] : taken);
}

function portsOf(pod: Pod): readonly unknown[] {
  return [...pod.initContainers, ...pod.containers].flatMap(({ ports }) => ports.filter(({ hostPort }) => hostPort));
}

/** Does the pod ask for nodes by name, so that no two of them are alike? */
function namesSingleNodes({ nodeSelector, affinity }: Pod): boolean {
  const terms = [...(affinity.requiredNodeTerms ?? []), ...affinity.preferredNodeTerms.map((term) => term.preference)];
  return (
    Object.hasOwn(nodeSelector, HOSTNAME_LABEL) ||
    terms.some(
      ({ matchExpressions, matchFields }) =>
        matchFields.length > 0 || matchExpressions.some(({ key }) => key === HOSTNAME_LABEL),
    )
  );
}

function entriesOf(labels: StringByKey, without?: string): readonly (readonly [string, string])[] {
  return Object.entries(labels)
    .filter(([key]) => key !== without)
    .sort(([left], [right]) => (left < right ? -1 : 1));
}
