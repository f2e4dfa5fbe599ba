import { expect, test } from '@playwright/test';
import { runSituation, startTopology } from '../fidelity/fidelity-run.ts';
import { situationOf } from '../fidelity/situation.ts';
import { TOPOLOGIES } from '../fidelity/topologies.ts';
import { REALCLUSTER, type RealCluster } from '../support/realcluster.ts';

test.skip(REALCLUSTER === undefined, 'needs a control plane that it may change (REALCLUSTER)');

/** The first of those that `npm run test:fidelity` goes through: every topology, and every kind of situation. */
const SITUATIONS = Array.from({ length: 10 }, (_, seed) => situationOf(seed));

for (const topology of TOPOLOGIES) {
  test.describe(`the real kube-proxies of ${topology.about}`, () => {
    let cluster: RealCluster;
    test.beforeAll(async () => {
      test.setTimeout(900_000);
      cluster = await startTopology(topology);
    });
    test.afterAll(() => cluster?.stop());

    for (const situation of SITUATIONS.filter((one) => one.topology === topology)) {
      test(`wrote what Zonescope says in situation ${situation.seed}`, async () => {
        const { checks } = await runSituation(cluster, situation);
        expect(checks.length).toBeGreaterThan(0);
        expect(checks.filter(({ differences }) => differences.length > 0)).toEqual([]);
      });
    }
  });
}
