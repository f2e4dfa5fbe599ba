import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { reconcileService } from '#lib/endpoint-slice/reconcile-service.ts';
import { EMPTY_HINT_MEMORY } from '#lib/hints/hint-memory.ts';
import type { Change } from '#lib/model/scenario.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import {
  contextOf,
  kubeDns,
  reconciled,
  type TutorialOptions,
  testNode,
  testPod,
  tutorial,
} from '#lib/scenario/tutorial.test-support.ts';

const replicas = (count: number): Change => ({ kind: 'replicas', replicas: count });
const end = (name: string) => name.slice(-5);

/** Endpoints with their hints, by the ends of their pods' names. */
function hints(input: ServiceInput): Record<string, string> {
  const endpoints = input.slices.flatMap((slice) => slice.endpoints);
  return Object.fromEntries(
    endpoints.map((endpoint) => [end(endpoint.targetRef?.name ?? ''), (endpoint.hints?.forZones ?? []).join()]),
  );
}

/** Backends of each node on the first port. */
function dialled(input: ServiceInput): Record<string, readonly string[]> {
  const [port] = analyse(input).ports;
  return Object.fromEntries(
    [...(port?.classByNode ?? [])].map(([node, index]) => [
      node,
      (port?.classes[index]?.backends ?? []).map((at) => end(port?.endpoints[at]?.name ?? '')).sort(),
    ]),
  );
}

interface Step {
  readonly name: string;
  readonly given: TutorialOptions;
  readonly to: number;
  readonly goes: readonly string[];
  readonly hints: Record<string, string>;
}

const STEPS: readonly Step[] = [
  { name: '4 to 3', given: {}, to: 3, goes: ['pxphb'], hints: { hfbmj: '', hswkq: '', rhk7r: '' } },
  { name: '4 to 2', given: {}, to: 2, goes: ['pxphb', 'rhk7r'], hints: { hfbmj: 'a', hswkq: 'b' } },
  { name: '4 to 1', given: {}, to: 1, goes: ['pxphb', 'rhk7r', 'hswkq'], hints: { hfbmj: '' } },
  { name: '2 to 1', given: { pods: ['hfbmj', 'hswkq'] }, to: 1, goes: ['hswkq'], hints: { hfbmj: '' } },
  {
    name: '4 to 2 under newer rules, where the two young ones still go, and there are no hints at any step',
    given: { version: 'v1.37.2' },
    to: 2,
    goes: ['pxphb', 'rhk7r'],
    hints: { hfbmj: '', hswkq: '' },
  },
];

describe('predict, a scale-down of the tutorial', () => {
  for (const { name, given, to, goes, hints: expected } of STEPS) {
    it(`${name}: says for sure which pods go and what hints remain`, () => {
      const { input, outcome } = predict(tutorial(given), [replicas(to)]);
      expect(outcome.goes.map((pod) => [end(pod.name), pod.sure]).sort()).toEqual(
        goes.map((pod) => [pod, true]).sort(),
      );
      expect(outcome.oneOf).toBeUndefined();
      expect(hints(input)).toEqual(expected);
    });

    it(`${name}: dials what each node dials once the pods are gone`, () => {
      const before = tutorial(given);
      const { input } = predict(before, [replicas(to)]);
      const pods = before.pods.filter((pod) => !goes.includes(end(pod.name)));
      const { slices } = reconcileService({
        ...before,
        pods,
        rules: before.context.controllerRules,
        state: EMPTY_HINT_MEMORY,
        newSliceName: () => 'new',
      });
      expect(dialled(input)).toEqual(dialled({ ...before, pods, slices }));
    });
  }

  it('shows at one replica that zone b crosses', () => {
    const { input } = predict(tutorial(), [replicas(1)]);
    expect(analyse(input).verdict).toMatchObject({ reason: 'fewer-endpoints-than-zones', inZoneShare: 0.5 });
  });
});

describe('predict, other changes of replicas', () => {
  it('brings a pod to each of the two nodes that have none', () => {
    const { input, outcome } = predict(tutorial({ pods: ['hfbmj', 'hswkq'] }), [replicas(4)]);
    expect(outcome.comes.map(({ nodeName, zone }) => [nodeName, zone]).sort()).toEqual([
      ['kind-control-plane', 'a'],
      ['kind-worker3', 'b'],
    ]);
    expect(analyse(input).verdict).toMatchObject({ state: 'zone-routed', inZoneShare: 1, largestLoad: 1 });
  });

  it('names the pods among which chance chooses, and takes as many as go', () => {
    const given = tutorial();
    const twins = given.pods.map((pod) => ({
      ...pod,
      creationTime: 0,
      ready: { status: 'True' as const, since: 0 },
    }));
    const { outcome } = predict({ ...given, pods: twins }, [replicas(3)]);
    expect(outcome.goes).toHaveLength(1);
    expect(outcome.goes[0]?.sure).toBe(false);
    expect(outcome.oneOf).toMatchObject({ take: 1 });
    expect(outcome.oneOf?.names).toHaveLength(4);
  });

  it('takes the highest ordinals of a StatefulSet', () => {
    const given = tutorial();
    const pods = given.pods.map((pod, index) => ({
      ...pod,
      name: `db-${index + 8}`,
      owner: { kind: 'StatefulSet', name: 'db', uid: 's' },
    }));
    const { outcome } = predict({ ...given, pods }, [replicas(2)]);
    expect(outcome.goes.map(({ name }) => name)).toEqual(['db-11', 'db-10']);
  });

  it('leaves nothing at zero replicas', () => {
    const { input, outcome } = predict(tutorial(), [replicas(0)]);
    expect(outcome.goes).toHaveLength(4);
    expect(analyse(input).verdict).toMatchObject({ state: 'unknown', reason: 'no-endpoint' });
  });

  for (const kind of ['DaemonSet', 'Job']) {
    it(`refuses to scale a ${kind}`, () => {
      const given = tutorial();
      const pods = given.pods.map((pod) => ({ ...pod, owner: { kind, name: 'dns', uid: 'd' } }));
      const { refused, input } = predict({ ...given, pods }, [replicas(2)]);
      expect(refused).toEqual([{ key: 'no-slider.kind', values: { kind, name: 'dns' } }]);
      expect(input.pods).toHaveLength(4);
    });
  }

  it('refuses to predict where the pods are not known, and changes nothing', () => {
    const given = { ...tutorial(), pods: [] };
    const { refused, input } = predict(given, [replicas(2)]);
    expect(refused.map(({ key }) => key)).toEqual(['refused.pods-unknown']);
    expect(input).toBe(given);
  });
});

describe('predict, changes of mode, nodes and version', () => {
  const at137 = tutorial({ version: 'v1.37.2' });

  it('gives every endpoint to its own zone with PreferSameZone', () => {
    const { input } = predict(at137, [{ kind: 'mode', mode: 'PreferSameZone' }]);
    expect(hints(input)).toEqual({ hfbmj: 'a', hswkq: 'b', pxphb: 'a', rhk7r: 'b' });
    expect(analyse(input)).toMatchObject({ mode: 'PreferSameZone', verdict: { state: 'zone-routed', inZoneShare: 1 } });
  });

  it('takes all hints away with off', () => {
    const { input } = predict(tutorial(), [{ kind: 'mode', mode: 'off' }]);
    expect(hints(input)).toEqual({ hfbmj: '', hswkq: '', pxphb: '', rhk7r: '' });
    expect(analyse(input).verdict).toMatchObject({ state: 'off', reason: 'not-opted-in' });
  });

  it('leaves every node its own endpoint with Local', () => {
    const { input } = predict(at137, [{ kind: 'mode', mode: 'Local' }]);
    expect(dialled(input)).toEqual({
      'kind-control-plane': ['pxphb'],
      'kind-worker': ['hfbmj'],
      'kind-worker2': ['hswkq'],
      'kind-worker3': ['rhk7r'],
    });
  });

  it('moves a node and its endpoint to the zone of its new label', () => {
    const { input } = predict(at137, [{ kind: 'relabel', node: 'kind-worker', zone: 'c' }]);
    const endpoint = input.slices[0]?.endpoints.find(({ nodeName }) => nodeName === 'kind-worker');
    expect(endpoint?.zone).toBe('c');
    expect(analyse(input).zones.map(({ zone }) => zone)).toEqual(['a', 'b', 'c']);
  });

  it('gives hints in newer minors once a second worker of zone a evens the shares', () => {
    const { input } = predict(at137, [{ kind: 'node-add', zone: 'a', cpu: '4', count: 1 }]);
    expect(input.nodes.map(({ name }) => name)).toContain('new-a-1');
    expect(analyse(input).verdict).toMatchObject({ state: 'zone-routed', nodesInAll: 5, nodesInEffect: 5 });
  });

  it('does the same with more CPU on the one worker of zone a', () => {
    const { input } = predict(at137, [{ kind: 'cpu', node: 'kind-worker', cpu: '8' }]);
    expect(analyse(input).verdict.state).toBe('zone-routed');
  });

  it('changes no routing by cordoning', () => {
    const { input } = predict(tutorial(), [{ kind: 'cordon', node: 'kind-worker' }]);
    expect(dialled(input)).toEqual(dialled(tutorial()));
    expect(input.nodes.find(({ name }) => name === 'kind-worker')?.unschedulable).toBe(true);
  });

  it('keeps dialling a lost zone at once, and leaves it after the grace period', () => {
    const atOnce = predict(tutorial(), [{ kind: 'zone-down', zone: 'b', phase: 'at-once' }]);
    expect(dialled(atOnce.input)).toEqual(dialled(tutorial()));
    expect(atOnce.assumptions).toContainEqual({
      key: 'assumption.zone-down-at-once',
      values: { zone: 'b', nodes: 2, endpoints: 2 },
    });
    const { input } = predict(at137, [{ kind: 'zone-down', zone: 'b', phase: 'notready' }]);
    expect(dialled(input)).toMatchObject({ 'kind-worker': ['hfbmj', 'pxphb'], 'kind-worker3': ['hfbmj', 'pxphb'] });
    expect(analyse(input).verdict).toMatchObject({ state: 'off', reason: 'one-zone-only' });
  });

  it('ends the hints of the tutorial under newer rules', () => {
    const { input } = predict(tutorial(), [{ kind: 'kubernetes', version: '1.37' }]);
    expect(hints(input)).toEqual({ hfbmj: '', hswkq: '', pxphb: '', rhk7r: '' });
    expect(analyse(input).verdict.reason).toBe('overload-threshold');
  });

  it('says when zones tie for an endpoint that is lent', () => {
    const nodes = ['a', 'b', 'c'].map((zone) => testNode({ name: `node-${zone}`, zone, version: 'v1.37.2' }));
    const on = (zone: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        testPod({
          name: `${zone}${index}`,
          uid: `${zone}${index}`,
          nodeName: `node-${zone}`,
          ip: `10.0.${zone.charCodeAt(0)}.${index + 1}`,
          ageMinutes: 9,
        }),
      );
    const context = contextOf(nodes, 'v1.37.2');
    const given = reconciled({ nodes, service: kubeDns(false), pods: [...on('a', 3), ...on('c', 4)], context });
    const { assumptions } = predict(given, [{ kind: 'mode', mode: 'Auto' }]);
    expect(assumptions.map(({ key }) => key)).toContain('assumption.tied-zones');
  });

  it('composes changes in their order', () => {
    const { input } = predict(at137, [{ kind: 'mode', mode: 'PreferClose' }, replicas(2)]);
    expect(hints(input)).toEqual({ hfbmj: 'a', hswkq: 'b' });
  });

  it('refuses what is not there by name', () => {
    const { refused } = predict(tutorial(), [
      { kind: 'cordon', node: 'nobody' },
      { kind: 'zone-down', zone: 'z', phase: 'notready' },
      { kind: 'drain', node: 'nobody' },
    ]);
    expect(refused.map(({ key }) => key)).toEqual([
      'refused.no-such-node',
      'refused.no-such-zone',
      'refused.no-such-node',
    ]);
  });

  it('changes nothing of what it is given', () => {
    const given = tutorial();
    const before = structuredClone({ ...given, context: undefined });
    predict(given, [replicas(2), { kind: 'mode', mode: 'off' }, { kind: 'relabel', node: 'kind-worker', zone: 'c' }]);
    expect({ ...given, context: undefined }).toEqual(before);
  });
});
