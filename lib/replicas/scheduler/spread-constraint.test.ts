import { describe, expect, it } from 'vitest';
import type { TopologySpreadConstraint } from '#lib/model/pod.ts';
import { HOSTNAME_LABEL, ZONE_LABEL } from '#lib/model/well-known.ts';
import {
  NEWEST_SCHEDULER,
  NOW,
  testContext,
  testNode,
  testPod,
  WEB_SELECTOR,
  WEB_SERVICE,
} from '#lib/replicas/cluster.test-support.ts';
import {
  countsIn,
  countsItself,
  hardConstraintsOf,
  hasAllKeys,
  softConstraintsOf,
} from '#lib/replicas/scheduler/spread-constraint.ts';

const HARD: TopologySpreadConstraint = {
  maxSkew: 1,
  topologyKey: ZONE_LABEL,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: WEB_SELECTOR,
  matchLabelKeys: [],
};
const SOFT = { ...HARD, whenUnsatisfiable: 'ScheduleAnyway' };
const TAINTED = testNode('n2', 'b', { taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] });
const NODES = [testNode('n1', 'a'), TAINTED];
const podWith = (...topologySpreadConstraints: TopologySpreadConstraint[]) =>
  testPod('p', { topologySpreadConstraints, nodeSelector: { [ZONE_LABEL]: 'a' }, labels: { app: 'web', hash: '1' } });
const contextOf = (...constraints: TopologySpreadConstraint[]) =>
  testContext({ nodes: NODES, pod: podWith(...constraints), services: [WEB_SERVICE] });

describe('the defaults', () => {
  const plain = testPod('p', { labels: { app: 'web', hash: '1' } });
  const keysOf = (fields: Parameters<typeof testContext>[0]) =>
    softConstraintsOf(testContext({ nodes: NODES, pod: plain, ...fields })).constraints.map(
      ({ topologyKey, maxSkew }) => `${topologyKey} ${maxSkew}`,
    );

  it('hold for a pod that a Service or a ReplicaSet selects', () => {
    expect(keysOf({ services: [WEB_SERVICE] })).toEqual([`${HOSTNAME_LABEL} 3`, `${ZONE_LABEL} 5`]);
    expect(keysOf({ replicaSetSelector: WEB_SELECTOR })).toHaveLength(2);
  });

  it('do not hold for a pod that nothing selects', () => {
    expect(keysOf({})).toEqual([]);
    expect(keysOf({ services: [{ ...WEB_SERVICE, namespace: 'other' }] })).toEqual([]);
    expect(keysOf({ services: [{ ...WEB_SERVICE, selector: { app: 'api' } }] })).toEqual([]);
    expect(keysOf({ services: [{ ...WEB_SERVICE, selector: {} }] })).toEqual([]);
  });

  it('are switched off by any constraint of the pod, even a hard one', () => {
    expect(softConstraintsOf(contextOf(HARD))).toMatchObject({ constraints: [], isDefault: false });
  });

  it('do not count pods of another ReplicaSet of the Deployment', () => {
    const replicaSetSelector = { matchLabels: { hash: '1' }, matchExpressions: [] };
    const context = testContext({ nodes: NODES, pod: plain, services: [WEB_SERVICE], replicaSetSelector });
    const [constraint] = softConstraintsOf(context).constraints;
    const isCounted = constraint && countsIn(constraint, context);
    expect(isCounted?.(plain)).toBe(true);
    expect(isCounted?.(testPod('old', { labels: { app: 'web', hash: '0' } }))).toBe(false);
  });
});

describe('a constraint of the pod', () => {
  it('is hard or soft', () => {
    expect(hardConstraintsOf(contextOf(HARD, SOFT))).toHaveLength(1);
    expect(softConstraintsOf(contextOf(HARD, SOFT)).constraints).toHaveLength(1);
  });

  it.each([
    ['nodes that the pod may not choose, nor tainted ones by default', {}, [true, false]],
    ['the nodes that the pod may choose only', { nodeAffinityPolicy: 'Ignore' }, [true, true]],
    [
      'tainted nodes out when it honors taints',
      { nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor' },
      [true, false],
    ],
  ])('leaves %s', (_name, policies, want) => {
    expect(hardConstraintsOf(contextOf({ ...HARD, ...policies }))[0]?.includes).toEqual(want);
  });

  it('leaves nodes in that are tainted only to be avoided, even when it honors taints', () => {
    const nodes = [testNode('n1', 'a', { taints: [{ key: 'k', value: '', effect: 'PreferNoSchedule' }] })];
    const pod = podWith({ ...HARD, nodeTaintsPolicy: 'Honor' });
    expect(hardConstraintsOf(testContext({ nodes, pod }))[0]?.includes).toEqual([true]);
  });

  it('has no policies, minDomains and matchLabelKeys where the version reads none', () => {
    const rules = {
      ...NEWEST_SCHEDULER,
      readsInclusionPolicies: false,
      readsMinDomains: false,
      readsMatchLabelKeys: false,
    };
    const pod = podWith({ ...HARD, nodeAffinityPolicy: 'Ignore', minDomains: 5, matchLabelKeys: ['hash'] });
    const [constraint] = hardConstraintsOf(testContext({ nodes: NODES, pod, rules }));
    expect(constraint).toMatchObject({ includes: [true, false], minDomains: 1, selector: WEB_SELECTOR });
  });

  it('narrows its selector to the pod’s own values of matchLabelKeys', () => {
    const context = contextOf({ ...HARD, matchLabelKeys: ['hash', 'absent'] });
    const [constraint] = hardConstraintsOf(context);
    const isCounted = constraint && countsIn(constraint, context);
    expect(isCounted?.(context.pod)).toBe(true);
    expect(isCounted?.(testPod('old', { labels: { app: 'web', hash: '0' } }))).toBe(false);
  });

  it('counts pods of its namespace that are not being deleted', () => {
    const context = contextOf(HARD);
    const [constraint] = hardConstraintsOf(context);
    const isCounted = constraint && countsIn(constraint, context);
    expect(isCounted?.(testPod('other'))).toBe(true);
    expect(isCounted?.(testPod('other', { deletionTime: NOW }))).toBe(false);
    expect(isCounted?.(testPod('other', { namespace: 'else' }))).toBe(false);
  });

  it('counts nothing with an empty selector, though the pod matches it', () => {
    const context = contextOf({ ...HARD, labelSelector: { matchLabels: {}, matchExpressions: [] } });
    const [constraint] = hardConstraintsOf(context);
    expect(constraint?.selectsItself).toBe(true);
    expect(constraint && countsItself(constraint)).toBe(false);
    expect(constraint && countsIn(constraint, context)(context.pod)).toBe(false);
  });
});

it('hasAllKeys wants every topology key on the node', () => {
  const constraints = hardConstraintsOf(contextOf(HARD, { ...HARD, topologyKey: 'rack' }));
  expect(hasAllKeys(NODES[0] ?? TAINTED, constraints)).toBe(false);
  expect(hasAllKeys(NODES[0] ?? TAINTED, constraints.slice(0, 1))).toBe(true);
});
