import { describe, expect, it } from 'vitest';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const at137 = () => tutorial({ version: 'v1.37.2' });
const nodesOfEndpoints = ({ slices }: ServiceInput) =>
  slices.flatMap(({ endpoints }) => endpoints.map(({ nodeName }) => nodeName)).sort();

describe('a node that is drained', () => {
  it('is cordoned, and its pods run elsewhere', () => {
    const { input, outcome } = predict(at137(), [{ kind: 'drain', node: 'kind-worker2' }]);
    expect(input.nodes.filter(({ unschedulable }) => unschedulable).map(({ name }) => name)).toEqual(['kind-worker2']);
    expect(outcome.goes.map(({ name }) => name.slice(-5))).toEqual(['hswkq']);
    expect(outcome.comes).toHaveLength(1);
    expect(input.pods).toHaveLength(4);
    expect(nodesOfEndpoints(input)).not.toContain('kind-worker2');
  });

  it('keeps the pods of a DaemonSet, and says so', () => {
    const given = at137();
    const pods = given.pods.map((pod) => ({ ...pod, owner: { kind: 'DaemonSet', name: 'dns', uid: 'd' } }));
    const { input, assumptions } = predict({ ...given, pods }, [{ kind: 'drain', node: 'kind-worker2' }]);
    expect(input.pods).toEqual(pods);
    expect(assumptions).toContainEqual({ key: 'assumption.daemon-pods-stay', values: { pods: 1 } });
  });

  it('brings a pod of a StatefulSet back under its own name', () => {
    const given = at137();
    const owner = { kind: 'StatefulSet', name: 'db', uid: 's' };
    const pods = given.pods.map((pod, place) => ({ ...pod, name: `db-${place}`, owner }));
    const { input, outcome } = predict({ ...given, pods }, [{ kind: 'drain', node: 'kind-worker2' }]);
    expect(outcome.comes.map(({ name }) => name)).toEqual(outcome.goes.map(({ name }) => name));
    expect(new Set(input.pods.map(({ name }) => name)).size).toBe(4);
  });

  it('does not bring a bare pod back', () => {
    const given = at137();
    const pods = given.pods.map(({ owner: _, ...pod }) => pod);
    const { input, assumptions } = predict({ ...given, pods }, [{ kind: 'drain', node: 'kind-worker2' }]);
    expect(input.pods).toHaveLength(3);
    expect(assumptions.map(({ key }) => key)).toContain('assumption.not-recreated');
  });

  it('leaves its replacement Pending where no other node may take it', () => {
    const given = at137();
    const nodes = given.nodes.map((node) => ({ ...node, unschedulable: node.name !== 'kind-worker2' }));
    const { outcome } = predict({ ...given, nodes }, [{ kind: 'drain', node: 'kind-worker2' }]);
    expect(outcome.comes.map(({ nodeName }) => nodeName)).toEqual(['']);
  });
});

describe('a zone that traffic is shifted away from', () => {
  it('keeps its pods and loses its endpoints, whatever else changes', () => {
    const given = at137();
    const { input, atOnce } = predict(given, [
      { kind: 'zonal-shift', zone: 'b' },
      { kind: 'mode', mode: 'PreferSameZone' },
    ]);
    expect(input.pods).toEqual(given.pods);
    expect(nodesOfEndpoints(input)).toEqual(['kind-control-plane', 'kind-worker']);
    expect(atOnce).toBeUndefined();
  });

  it('takes no new pods', () => {
    const { outcome } = predict(at137(), [
      { kind: 'zonal-shift', zone: 'b' },
      { kind: 'replicas', replicas: 6 },
    ]);
    expect(outcome.comes.map(({ zone }) => zone)).toEqual(['a', 'a']);
  });

  it('is told apart from a zone that is lost: its nodes are Ready and count', () => {
    const { input } = predict(at137(), [{ kind: 'zonal-shift', zone: 'b' }]);
    expect(input.nodes.every(({ ready }) => ready?.status === 'True')).toBe(true);
  });

  it('is refused where no node is in it', () => {
    const { refused } = predict(at137(), [{ kind: 'zonal-shift', zone: 'z' }]);
    expect(refused.map(({ key }) => key)).toEqual(['refused.no-such-zone']);
  });
});
