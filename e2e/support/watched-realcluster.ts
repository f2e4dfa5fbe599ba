import { test } from '@playwright/test';
import { REALCLUSTER, type RealCluster, startRealCluster } from './realcluster.ts';
import { startZonescope, type ZonescopeProcess } from './start-zonescope.ts';

/** To be read in tests: they are there once the file's first one begins. */
export interface WatchedRealCluster {
  readonly cluster: RealCluster;
  readonly zonescope: ZonescopeProcess;
}

/** A real control plane for the tests of a file, which may change it, and a Zonescope that watches it; else they are skipped. */
export function watchRealCluster(): WatchedRealCluster {
  test.skip(REALCLUSTER === undefined, 'needs a control plane that it may change (REALCLUSTER)');
  let cluster: RealCluster;
  let zonescope: ZonescopeProcess;
  test.beforeAll(async () => {
    test.setTimeout(900_000);
    cluster = await startRealCluster([]);
    zonescope = await startZonescope(['--kubeconfig', cluster.kubeconfig]);
  });
  test.afterAll(async () => {
    await zonescope?.stop();
    await cluster?.stop();
  });
  return {
    get cluster() {
      return cluster;
    },
    get zonescope() {
      return zonescope;
    },
  };
}
