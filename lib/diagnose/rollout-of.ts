import type { Endpoint } from '#lib/model/endpoint-slice.ts';

/** How long the random end of a pod's name is (k8s.io/apiserver/pkg/storage/names). */
const SUFFIX_LENGTH = 5;
/** Letters and digits of which Kubernetes makes what it adds to a name (k8s.io/apimachinery/pkg/util/rand). */
const REVISION = /^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/;

interface Revision {
  readonly workload: string;
  readonly revision: string;
}

/**
 * The Deployment whose rollout brought and took these endpoints: pods of another revision stand beside them, or came as
 * they went. Told from the pods' names, since a Service's pods are watched only while somebody looks at it.
 */
export function rolloutOf(change: {
  readonly came: readonly Endpoint[];
  readonly went: readonly Endpoint[];
  readonly stayed: Iterable<Endpoint>;
}): string | undefined {
  const revisionByWorkload = new Map<string, string>();
  for (const endpoints of [change.came, change.went]) {
    for (const { workload, revision } of revisionsOf(endpoints)) {
      if ((revisionByWorkload.get(workload) ?? revision) !== revision) return workload;
      revisionByWorkload.set(workload, revision);
    }
  }
  if (revisionByWorkload.size === 0) return undefined;
  for (const { workload, revision } of revisionsOf(change.stayed)) {
    if ((revisionByWorkload.get(workload) ?? revision) !== revision) return workload;
  }
  return undefined;
}

function* revisionsOf(endpoints: Iterable<Endpoint>): Iterable<Revision> {
  for (const { targetRef } of endpoints) {
    const found = targetRef?.kind === 'Pod' ? revisionOf(targetRef.name) : undefined;
    if (found !== undefined) yield found;
  }
}

/** `web-6d4cf56db6-2xk8p` is of revision 6d4cf56db6 of `web`. */
function revisionOf(pod: string): Revision | undefined {
  const end = pod.length - SUFFIX_LENGTH - 1;
  if (pod[end] !== '-') return undefined;
  const start = pod.lastIndexOf('-', end - 1);
  const revision = pod.slice(start + 1, end);
  return start > 0 && REVISION.test(revision) ? { workload: pod.slice(0, start), revision } : undefined;
}
