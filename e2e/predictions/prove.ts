import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#lib/replicas/shuffle.ts';
import { startRealCluster } from '../support/realcluster.ts';
import { chooseTrial, type TrialKind } from './choose-trial.ts';
import { type Held, holdAgainst } from './hold-against.ts';
import { observeAtRest } from './observe.ts';
import type { ProofTopology } from './topologies.ts';

/** Where no eviction is predicted, none comes while a node is down, however long the changes meanwhile take. */
const NEVER_SECONDS = 86_400;

export interface ProofOptions {
  readonly seed: number;
  readonly kinds: readonly TrialKind[];
  readonly onHeld?: (held: Held) => void;
}

/** Predicts, changes and compares on one real control plane, one change after the other, as `kinds` say. */
export async function prove(topology: ProofTopology, options: ProofOptions): Promise<readonly Held[]> {
  const directory = mkdtempSync(join(tmpdir(), 'zonescope-proof-'));
  const file = join(directory, 'topology.json');
  writeFileSync(file, JSON.stringify(topology.file));
  const eviction = topology.evictionSeconds ?? NEVER_SECONDS;
  const cluster = await startRealCluster(['--topology', file, '--eviction-seconds', String(eviction)]);
  const random = seededRandom(options.seed);
  const all: Held[] = [];
  try {
    for (const kind of options.kinds) {
      const snapshot = await observeAtRest(cluster.kubeconfig, topology.service);
      const trial = chooseTrial({ kind, snapshot, topology, random });
      if (trial === undefined) continue;
      for (const held of await holdAgainst(cluster, topology.service, trial)) {
        all.push(held);
        options.onHeld?.(held);
      }
    }
  } finally {
    await cluster.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  return all;
}
