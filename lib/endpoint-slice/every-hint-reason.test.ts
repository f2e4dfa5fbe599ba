import { expect, test } from 'vitest';
import { type ReconcileInput, reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { nodeOf, nodesIn, podsOn, serviceOf } from '#lib/hints/fixtures/small-cluster.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import { HINT_REASON_KEYS, type HintReason } from '#lib/hints/hint-reasons.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Service } from '#lib/model/service.ts';

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

function annotated(annotations: Service['annotations']): Pick<ReconcileInput, 'service'> {
  return { service: serviceOf({ annotations }) };
}

function distributed(trafficDistribution: string): Pick<ReconcileInput, 'service'> {
  return { service: serviceOf({ trafficDistribution }) };
}

function rulesAt(minor: number, gates: Readonly<Record<string, boolean>>): Pick<ReconcileInput, 'rules'> {
  return { rules: controllerRulesOf({ major: 1, minor, patch: 0 }, gates) };
}

/** What has to be so, beyond an Auto Service in 1.37 with one pod in each of the zones a and b. */
const WAY_TO: Readonly<Record<HintReason, Partial<ReconcileInput>>> = {
  'hinted-by-cpu-share': {},
  'hinted-to-own-zone': distributed('PreferClose'),
  'hinted-to-own-node': distributed('PreferSameNode'),
  'nothing-to-hint': { ...distributed('PreferClose'), pods: [] },
  'node-without-zone': { nodes: [...nodesIn('a b'), nodeOf('x', {})] },
  'node-without-cpu': { nodes: [...nodesIn('a b'), nodeOf('x', { zone: 'a', cpu: '' })] },
  'one-zone-only': { nodes: nodesIn('a a') },
  'no-node-counted': { nodes: nodesIn('a b').map((node) => ({ ...node, ready: { status: 'Unknown' as const } })) },
  'fewer-endpoints-than-zones': { pods: podsOn('node-0') },
  'overload-threshold': { nodes: nodesIn('a b b') },
  'endpoint-without-zone': {
    nodes: [nodeOf('node-0', { zone: 'a' }), nodeOf('node-1', { ready: false }), nodeOf('y', { zone: 'b' })],
  },
  'not-opted-in': annotated({}),
  'annotation-value-not-enabling': annotated({ [HINTS]: 'Disabled' }),
  'annotation-shadowed': annotated({ [HINTS]: 'Disabled', [MODE]: 'Auto' }),
  'annotation-key-not-read': { ...annotated({ [MODE]: 'Auto' }), ...rulesAt(26, { TopologyAwareHints: true }) },
  'hints-gate-off': rulesAt(24, { TopologyAwareHints: false }),
  'traffic-distribution-gate-off': { ...distributed('PreferClose'), ...rulesAt(30, {}) },
  'traffic-distribution-not-supported': distributed('Bogus'),
  'service-without-selector': { service: serviceOf({ selector: {} }) },
  'service-is-external-name': { service: serviceOf({ type: 'ExternalName' }) },
  'sync-failed-on-missing-node': { pods: podsOn('gone'), ...rulesAt(23, {}) },
};

test.each(HINT_REASON_KEYS)('%s is reached', (reason) => {
  const result = reconcileService({
    ...annotated({ [HINTS]: 'Auto' }),
    ...rulesAt(37, { PreferSameTrafficDistribution: true }),
    pods: podsOn('node-0', 'node-1'),
    nodes: nodesIn('a b'),
    slices: [],
    state: EMPTY_HINT_MEMORY,
    newSliceName: () => 'svc-1',
    ...WAY_TO[reason],
  });
  expect(result.decision.reason).toBe(reason);
});
