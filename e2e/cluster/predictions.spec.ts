import { expect, test } from '@playwright/test';
import type { TrialKind } from '../predictions/choose-trial.ts';
import { prove } from '../predictions/prove.ts';
import { TOPOLOGIES } from '../predictions/topologies.ts';
import { REALCLUSTER } from '../support/realcluster.ts';

/** A few of those that `npm run test:predictions` makes on all clusters. */
const KINDS: readonly TrialKind[] = [
  'scale',
  'mode',
  'label',
  'node down',
  'scale',
  'taint',
  'node back',
  'drain',
  'scale',
  'zone down',
];

test('ten changes come to what was predicted before they were made', async () => {
  test.skip(REALCLUSTER === undefined, 'needs a control plane that it may change (REALCLUSTER)');
  test.setTimeout(900_000); // the control plane may have to be built first
  const [topology] = TOPOLOGIES;
  if (topology === undefined) throw new Error('there is a first topology');
  const held = await prove(topology, { seed: 7, kinds: KINDS });
  expect(held.filter(({ agreement }) => agreement !== 'equal' && agreement !== 'within')).toEqual([]);
  expect(held.length).toBeGreaterThanOrEqual(KINDS.length);
});
