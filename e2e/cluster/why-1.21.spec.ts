import { expect, test } from '@playwright/test';
import { REALCLUSTER, type RealCluster, startRealCluster } from '../support/realcluster.ts';
import { topologyWithoutZones } from '../support/topology-without-zones.ts';
import { because, paste } from '../support/why-answer.ts';

test.skip(REALCLUSTER === undefined, 'needs a control plane of Kubernetes 1.21 that it may change (REALCLUSTER)');

let cluster: RealCluster;
test.beforeAll(async () => {
  test.setTimeout(900_000);
  cluster = await startRealCluster(['--kubernetes', '1.21', '--topology', topologyWithoutZones(4)]);
});
test.afterAll(async () => void (await cluster?.stop()));

const GATES = ['--feature-gates', 'TopologyAwareHints=true'];
const DELETE_SLICES = 'kubectl -n kube-system delete endpointslice -l kubernetes.io/service-name=kube-dns';

test('labels after the endpoints on a real 1.21: deleting the slice is half of it, and the offered fix is the whole', async () => {
  test.setTimeout(240_000);
  paste(cluster, [
    'kubectl label node kind-control-plane kind-worker topology.kubernetes.io/zone=a',
    'kubectl label node kind-worker2 kind-worker3 topology.kubernetes.io/zone=b',
    'kubectl -n kube-system annotate service kube-dns service.kubernetes.io/topology-aware-hints=auto',
  ]);
  await because(cluster, 'endpoint-zone-outdated', GATES);
  paste(cluster, [DELETE_SLICES]);
  await because(cluster, 'zones-not-counted-again', GATES);
  paste(cluster, [DELETE_SLICES]);
  const { fix } = await because(cluster, 'zones-not-counted-again', GATES);
  expect(fix?.commands).toHaveLength(2);
  paste(cluster, fix?.commands ?? []);
  await because(cluster, 'hinted-by-cpu-share', GATES);
});
