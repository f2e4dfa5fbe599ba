import { describe, expect, it } from 'vitest';
import { nodeLifecycleRulesOf } from '#lib/kube-version/node-lifecycle-rules.ts';
import { type SilentNodeInput, silentNode } from '#lib/node-lifecycle/silent-node.ts';
import { NEWEST, NOW, OLDEST, SECOND, testNode, testPod } from '#lib/replicas/cluster.test-support.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const tolerating = (tolerationSeconds: number) => ({
  tolerations: [{ key: UNREACHABLE, operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds }],
});
const WEB = testPod('web', tolerating(300));
const QUICK = testPod('quick', tolerating(30));
const DAEMON = testPod('daemon', { tolerations: [{ key: '', operator: 'Exists', value: '', effect: '' }] });
const NODE = testNode('n1', 'a', { taints: [{ key: 'own', value: '', effect: 'PreferNoSchedule' }] });

/** The node so many seconds after it fell silent; it is NotReady after 50. */
const silentFor = (seconds: number, change: Partial<SilentNodeInput> = {}) =>
  silentNode({
    node: NODE,
    silentSince: NOW,
    pods: [WEB, QUICK, DAEMON],
    now: NOW + seconds * SECOND,
    rules: nodeLifecycleRulesOf(NEWEST),
    ...change,
  });

describe('silentNode', () => {
  it.each([
    [0, 'unnoticed'],
    [49, 'unnoticed'],
    [50, 'not-ready'],
    [79, 'not-ready'],
    [80, 'evicting'],
    [349, 'evicting'],
    [350, 'evicted'],
  ])('after %d seconds is %s', (seconds, phase) => {
    expect(silentFor(seconds).phase).toBe(phase);
  });

  it('is noticed earlier by older minors', () => {
    const rules = nodeLifecycleRulesOf(OLDEST);
    expect(silentFor(39, { rules }).phase).toBe('unnoticed');
    expect(silentFor(40, { rules }).phase).toBe('not-ready');
  });

  it('shows nothing until it is noticed', () => {
    expect(silentFor(49)).toMatchObject({ node: NODE, pods: [WEB, QUICK, DAEMON] });
  });

  it('turns Unknown, is tainted, and its pods are not ready', () => {
    const { node, pods, notReadyAt } = silentFor(60);
    expect(notReadyAt).toBe(NOW + 50 * SECOND);
    expect(node.ready).toEqual({ status: 'Unknown', since: notReadyAt });
    expect(node.taints.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
      'own:PreferNoSchedule',
      `${UNREACHABLE}:NoSchedule`,
      `${UNREACHABLE}:NoExecute`,
    ]);
    expect(pods.map(({ ready }) => ready)).toEqual(Array(3).fill({ status: 'False', since: notReadyAt }));
  });

  it('leaves evicted pods Terminating, since nobody there ends them, and keeps those of a DaemonSet', () => {
    expect(silentFor(400).pods.map(({ deletionTime }) => deletionTime)).toEqual([
      NOW + 350 * SECOND,
      NOW + 80 * SECOND,
      undefined,
    ]);
  });

  it('counts tolerations from the NoExecute taint, which may come later', () => {
    const late = silentFor(85, { evictionDelay: 10 * SECOND });
    expect(late.phase).toBe('not-ready');
    expect(late.evictionTimeByPod.get('quick')).toBe(NOW + 90 * SECOND);
    const waiting = silentFor(55, { evictionDelay: 10 * SECOND });
    expect(waiting.node.taints.map(({ effect }) => effect)).toEqual(['PreferNoSchedule', 'NoSchedule']);
  });

  it('evicts nobody while evictions are stopped', () => {
    const stopped = silentFor(4_000, { evictionDelay: undefined });
    expect(stopped).toMatchObject({ phase: 'not-ready' });
    expect(stopped.evictionTimeByPod.size).toBe(0);
    expect(stopped.pods.every(({ deletionTime }) => deletionTime === undefined)).toBe(true);
  });

  it('does not turn a pod unready twice, nor delete it twice', () => {
    const unready = testPod('unready', { ...tolerating(30), ready: { status: 'False', since: 5 }, deletionTime: 7 });
    expect(silentFor(400, { pods: [unready] }).pods).toEqual([unready]);
  });

  it('keeps the time of a condition that was not True before', () => {
    const node = testNode('n1', 'a', { ready: { status: 'False', since: 5 } });
    expect(silentFor(60, { node }).node.ready).toEqual({ status: 'Unknown', since: 5 });
  });

  it('changes nothing of what it is given', () => {
    const input = { node: NODE, pods: [WEB, QUICK] };
    const before = structuredClone(input);
    silentFor(400, input);
    expect(input).toEqual(before);
  });
});
