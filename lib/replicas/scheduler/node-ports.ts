import type { ContainerPort, Pod } from '#lib/model/pod.ts';
import type { SchedulerPlugin, SchedulingContext } from '#lib/replicas/scheduler/plugin.ts';

const ANY_ADDRESS = '0.0.0.0';

/** A host port can be taken once per address and protocol; 0.0.0.0 takes it on all addresses (plugins/nodeports). */
export function nodePorts({ pod, podsByNode }: SchedulingContext): SchedulerPlugin {
  const wanted = hostPortsOf(pod);
  if (wanted.length === 0) return { name: 'NodePorts', weight: 0 };
  const isTaken = podsByNode.map((pods) => pods.flatMap(hostPortsOf).some((port) => conflictsWith(wanted, port)));
  return pluginOf(isTaken);
}

/** A copy of the pod wants the same ports, so its node is taken from then on. */
function pluginOf(isTaken: readonly boolean[]): SchedulerPlugin {
  return {
    name: 'NodePorts',
    weight: 0,
    filter: (node) => (isTaken[node] ? 'host-port' : undefined),
    filtersByNode: true,
    after: (node) => pluginOf(isTaken.with(node, true)),
  };
}

/** Host ports of containers that run as long as the pod does. */
function hostPortsOf(pod: Pod): readonly ContainerPort[] {
  const sidecars = pod.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...sidecars, ...pod.containers].flatMap(({ ports }) => ports.filter(({ hostPort = 0 }) => hostPort > 0));
}

function conflictsWith(wanted: readonly ContainerPort[], taken: ContainerPort): boolean {
  const takenAddress = taken.hostIP || ANY_ADDRESS;
  return wanted.some(({ hostPort, protocol, hostIP }) => {
    const address = hostIP || ANY_ADDRESS;
    const sharesAddress = address === takenAddress || address === ANY_ADDRESS || takenAddress === ANY_ADDRESS;
    return hostPort === taken.hostPort && protocol === taken.protocol && sharesAddress;
  });
}
