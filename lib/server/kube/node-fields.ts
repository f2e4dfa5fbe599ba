import type { Affinity, LabelSelectorRequirement, Pod } from '#lib/model/pod.ts';
import type { NodeFields } from '#lib/to-model/node.ts';

/**
 * Which labels and images of Nodes are kept beyond the fixed ones: those that a known pod's constraints name. The set
 * only grows, since a label that one pod named may be named by the next.
 */
export interface KeptNodeFields {
  readonly fields: Required<NodeFields>;
  /** Learns what a pod names; true when that is new, and Nodes must be read again. */
  learn(pod: Pod): boolean;
}

export function createKeptNodeFields(): KeptNodeFields {
  const labels = new Set<string>();
  const images = new Set<string>();
  return {
    fields: { keepLabel: (key) => labels.has(key), keepImage: (name) => images.has(name) },
    learn(pod) {
      const before = labels.size + images.size;
      for (const key of labelKeysOf(pod)) labels.add(key);
      for (const container of [...pod.initContainers, ...pod.containers]) {
        for (const name of imageNamesOf(container.image)) images.add(name);
      }
      return labels.size + images.size > before;
    },
  };
}

function labelKeysOf(pod: Pod): readonly string[] {
  return [
    ...Object.keys(pod.nodeSelector),
    ...affinityKeys(pod.affinity),
    ...pod.topologySpreadConstraints.map((constraint) => constraint.topologyKey),
  ];
}

function affinityKeys(affinity: Affinity): readonly string[] {
  const nodeTerms = [
    ...(affinity.requiredNodeTerms ?? []),
    ...affinity.preferredNodeTerms.map((weighted) => weighted.preference),
  ];
  const podTerms = [
    ...affinity.requiredPodTerms,
    ...affinity.requiredAntiPodTerms,
    ...[...affinity.preferredPodTerms, ...affinity.preferredAntiPodTerms].map((weighted) => weighted.term),
  ];
  return [
    ...nodeTerms
      .flatMap((term) => term.matchExpressions)
      .map((requirement: LabelSelectorRequirement) => requirement.key),
    ...podTerms.map((term) => term.topologyKey),
  ];
}

/** As the container names it, and as a container runtime reports it: with registry and tag spelled out. */
function imageNamesOf(image: string): readonly string[] {
  const tagged = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const [first = '', ...rest] = tagged.split('/');
  if (rest.length === 0) return [image, tagged, `docker.io/library/${tagged}`];
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  return hasRegistry ? [image, tagged] : [image, tagged, `docker.io/${tagged}`];
}
