import type { ControllerRules } from '#lib/kube-version/controller-rules.ts';
import type { EndpointPort } from '#lib/model/endpoint-slice.ts';
import type { Container, Pod } from '#lib/model/pod.ts';
import type { Service, ServicePort } from '#lib/model/service.ts';

/**
 * A Service's ports as one pod serves them (k8s.io/endpointslice getEndpointPorts, FindPort). A port by name that the
 * pod does not have is left out, so that pods may differ; a headless Service need not have ports.
 */
export function endpointPorts(service: Service, pod: Pod, rules: ControllerRules): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const servicePort of service.ports) {
    const port = findPort(pod, servicePort, rules);
    if (port === undefined) continue;
    const { name, protocol, appProtocol } = servicePort;
    ports.push({ name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) });
  }
  return ports;
}

/** Equal for equal ports in any order, as slices are grouped by them (k8s.io/endpointslice/util NewPortMapKey). */
export function portMapKey(ports: readonly EndpointPort[]): string {
  return ports
    .map(({ name, protocol, port, appProtocol }) => JSON.stringify([name, protocol, port, appProtocol]))
    .sort()
    .join();
}

function findPort(pod: Pod, { targetPort, port, protocol }: ServicePort, rules: ControllerRules): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const sidecars = rules.findsSidecarPorts ? pod.initContainers.filter(isSidecar) : [];
  for (const container of [...pod.containers, ...sidecars]) {
    for (const candidate of container.ports) {
      if (candidate.name === targetPort && candidate.protocol === protocol) return candidate.containerPort;
    }
  }
  return undefined;
}

function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}
