import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The tutorial's nodes, which get their zones later, and CoreDNS; the file that it stands in. */
export function topologyWithoutZones(replicas: number): string {
  const file = join(mkdtempSync(join(tmpdir(), 'zonescope-topology-')), 'topology.json');
  const toleration = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
    { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
    { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
  ];
  const topology = {
    nodes: [
      { name: 'kind-control-plane', cpu: '4', controlPlane: true, podCIDR: '10.244.0.0/24', taints: [toleration] },
      { name: 'kind-worker', cpu: '4', podCIDR: '10.244.3.0/24' },
      { name: 'kind-worker2', cpu: '4', podCIDR: '10.244.1.0/24' },
      { name: 'kind-worker3', cpu: '4', podCIDR: '10.244.2.0/24' },
    ],
    workloads: [
      {
        namespace: 'kube-system',
        name: 'coredns',
        replicas,
        labels: { 'k8s-app': 'kube-dns' },
        spread: 'preferred',
        tolerations: [toleration],
        service: { name: 'kube-dns', clusterIP: '10.96.0.10', ports },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(topology));
  return file;
}
