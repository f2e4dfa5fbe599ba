import type { Affinity, Container, OwnerReference, Pod, PodAffinityTerm } from '#lib/model/pod.ts';
import { POD_TEMPLATE_HASH_LABEL } from '#lib/model/well-known.ts';
import type { NameOf } from '#lib/snapshot/pseudonyms.ts';
import { redactKey, redactLabels, redactSelector, redactTerm } from '#lib/snapshot/redact-labels.ts';

/** A pod under pseudonyms; what its workload's kind reads from its name (an ordinal, a template's hash) stays readable. */
export function redactPod(pod: Pod, nameOf: NameOf): Pod {
  const { owner } = pod;
  return {
    ...pod,
    name: redactPodName(pod, nameOf),
    namespace: nameOf('namespace', pod.namespace),
    labels: redactLabels(pod.labels, nameOf),
    ...(owner === undefined ? {} : { owner: redactOwner(owner, pod, nameOf) }),
    nodeName: nameOf('node', pod.nodeName),
    hostname: pod.hostname === '' ? '' : redactPodName({ ...pod, name: pod.hostname }, nameOf),
    subdomain: nameOf('service', pod.subdomain),
    containers: pod.containers.map((container) => redactContainer(container, nameOf)),
    initContainers: pod.initContainers.map((container) => redactContainer(container, nameOf)),
    containerRestarts: pod.containerRestarts.map(({ name, ...rest }) => ({ ...rest, name: nameOf('container', name) })),
    initContainerRestarts: pod.initContainerRestarts.map(({ name, ...rest }) => ({
      ...rest,
      name: nameOf('container', name),
    })),
    nodeSelector: redactLabels(pod.nodeSelector, nameOf),
    affinity: redactAffinity(pod.affinity, nameOf),
    tolerations: pod.tolerations.map((toleration) => ({
      ...toleration,
      key: toleration.key === '' ? '' : redactKey(toleration.key, nameOf),
      value: toleration.value === '' ? '' : nameOf('value', toleration.value),
    })),
    topologySpreadConstraints: pod.topologySpreadConstraints.map(({ labelSelector, ...constraint }) => ({
      ...constraint,
      topologyKey: redactKey(constraint.topologyKey, nameOf),
      matchLabelKeys: constraint.matchLabelKeys.map((key) => redactKey(key, nameOf)),
      ...(labelSelector === undefined ? {} : { labelSelector: redactSelector(labelSelector, nameOf) }),
    })),
  };
}

/** A StatefulSet's pod is its name and an ordinal, by which the set scales down. */
export function redactPodName({ name, owner }: Pick<Pod, 'name' | 'owner'>, nameOf: NameOf): string {
  if (owner?.kind !== 'StatefulSet' || !name.startsWith(`${owner.name}-`)) return nameOf('pod', name);
  return nameOf('workload', owner.name) + name.slice(owner.name.length);
}

/** A Deployment's name is what its ReplicaSet's has before the template's hash. */
function redactOwner(owner: OwnerReference, { labels }: Pod, nameOf: NameOf): OwnerReference {
  const hash = labels[POD_TEMPLATE_HASH_LABEL] ?? '';
  const isHashed = hash !== '' && owner.name.endsWith(`-${hash}`);
  const name = isHashed
    ? `${nameOf('workload', owner.name.slice(0, -hash.length - 1))}-${nameOf('value', hash)}`
    : nameOf('workload', owner.name);
  return { ...owner, name };
}

function redactContainer(container: Container, nameOf: NameOf): Container {
  return { ...container, name: nameOf('container', container.name), image: redactImage(container.image, nameOf) };
}

/** The scheduler reads a name without a tag as `latest`; a pseudonym has a tag, so that both stay one image. */
export function redactImage(image: string, nameOf: NameOf): string {
  if (image === '') return '';
  const tagged = image.lastIndexOf(':') > image.lastIndexOf('/') ? image : `${image}:latest`;
  return `${nameOf('image', tagged)}:redacted`;
}

function redactAffinity(affinity: Affinity, nameOf: NameOf): Affinity {
  const { requiredNodeTerms } = affinity;
  const podTerm = (term: PodAffinityTerm) => redactPodTerm(term, nameOf);
  return {
    ...(requiredNodeTerms === undefined
      ? {}
      : { requiredNodeTerms: requiredNodeTerms.map((term) => redactTerm(term, nameOf)) }),
    preferredNodeTerms: affinity.preferredNodeTerms.map(({ weight, preference }) => ({
      weight,
      preference: redactTerm(preference, nameOf),
    })),
    requiredPodTerms: affinity.requiredPodTerms.map(podTerm),
    preferredPodTerms: affinity.preferredPodTerms.map(({ weight, term }) => ({ weight, term: podTerm(term) })),
    requiredAntiPodTerms: affinity.requiredAntiPodTerms.map(podTerm),
    preferredAntiPodTerms: affinity.preferredAntiPodTerms.map(({ weight, term }) => ({ weight, term: podTerm(term) })),
  };
}

function redactPodTerm({ labelSelector, ...term }: PodAffinityTerm, nameOf: NameOf): PodAffinityTerm {
  return {
    ...term,
    topologyKey: redactKey(term.topologyKey, nameOf),
    namespaces: term.namespaces.map((name) => nameOf('namespace', name)),
    matchLabelKeys: term.matchLabelKeys.map((key) => redactKey(key, nameOf)),
    mismatchLabelKeys: term.mismatchLabelKeys.map((key) => redactKey(key, nameOf)),
    ...(labelSelector === undefined ? {} : { labelSelector: redactSelector(labelSelector, nameOf) }),
  };
}
