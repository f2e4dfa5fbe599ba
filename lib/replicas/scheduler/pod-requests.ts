import type { Container, Pod } from '#lib/model/pod.ts';
import { milliOfNano } from '#lib/model/quantity.ts';

/** What a pod takes of a node: thousandths of a CPU and bytes, both rounded up. */
export interface PodRequests {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** What LeastAllocated takes a container for that requests nothing: 100m and 200 MiB (`DefaultMilliCPURequest`). */
const DEFAULT_REQUESTS = { cpuNano: 100_000_000, memoryBytes: 200 * 1024 * 1024 };
const NO_REQUESTS = { cpuNano: 0, memoryBytes: 0 };

interface Sum {
  readonly cpuNano: number;
  readonly memoryBytes: number;
}

type Spec = Pick<Pod, 'containers' | 'initContainers' | 'overhead'>;

interface BothRequests {
  /** The requests of a pod (`PodRequests`, component-helpers/resource). */
  readonly requests: PodRequests;
  /** The same with a small request for each container that has none (`NonMissingContainerRequests`). */
  readonly nonZero: PodRequests;
}

const requestsByContainers = new WeakMap<Pod['containers'], BothRequests & { readonly spec: Spec }>();

/** Added up once for all pods that are made of one pattern, and for a pod whose readiness changes. */
export function podRequestsOf(spec: Spec): BothRequests {
  const known = requestsByContainers.get(spec.containers);
  if (known?.spec.initContainers === spec.initContainers && known.spec.overhead === spec.overhead) return known;
  const fresh = { spec, requests: requestsWith(spec, NO_REQUESTS), nonZero: requestsWith(spec, DEFAULT_REQUESTS) };
  requestsByContainers.set(spec.containers, fresh);
  return fresh;
}

/**
 * Containers and sidecars run together; each other init container runs by itself beside the sidecars started before
 * it. The larger of the two counts, plus the overhead.
 */
function requestsWith(pod: Spec, missing: Sum): PodRequests {
  const requestsOf = ({ requests }: Container): Sum => ({ ...missing, ...requests });
  let running = pod.containers.map(requestsOf).reduce(sum, NO_REQUESTS);
  let sidecars: Sum = NO_REQUESTS;
  let starting: Sum = NO_REQUESTS;
  for (const container of pod.initContainers) {
    const requests = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      running = sum(running, requests);
      sidecars = sum(sidecars, requests);
      starting = larger(starting, sidecars);
    } else {
      starting = larger(starting, sum(requests, sidecars));
    }
  }
  const { cpuNano, memoryBytes } = sum(larger(running, starting), { ...NO_REQUESTS, ...pod.overhead });
  return { cpuMilli: milliOfNano(cpuNano), memoryBytes };
}

function sum(left: Sum, right: Sum): Sum {
  return { cpuNano: left.cpuNano + right.cpuNano, memoryBytes: left.memoryBytes + right.memoryBytes };
}

function larger(left: Sum, right: Sum): Sum {
  return {
    cpuNano: Math.max(left.cpuNano, right.cpuNano),
    memoryBytes: Math.max(left.memoryBytes, right.memoryBytes),
  };
}
