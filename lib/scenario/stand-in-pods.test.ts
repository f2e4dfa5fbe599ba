import { describe, expect, it } from 'vitest';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { standInPods } from '#lib/scenario/stand-in-pods.ts';
import { contextOf, kubeDns, reconciled, TUTORIAL_PODS, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const VERSIONS = ['v1.21.10', 'v1.23.17', 'v1.26.15', 'v1.31.14', 'v1.33.13', 'v1.37.2'];

function withStandIns(input: ServiceInput): ServiceInput {
  return { ...input, pods: standInPods(input) };
}

describe('standInPods', () => {
  for (const version of VERSIONS) {
    it(`give the very endpoints that there are, under ${version}`, () => {
      const input = tutorial({ version });
      expect(predict(withStandIns(input), []).input.slices).toEqual(input.slices);
    });
  }

  it('give named ports the numbers that the slice has, unready and terminating endpoints their conditions', () => {
    const { nodes } = tutorial();
    const version = 'v1.31.14';
    const service = kubeDns(true);
    const [first, second, ...others] = TUTORIAL_PODS;
    if (first === undefined || second === undefined) throw new Error('no pods');
    const input = reconciled({
      nodes,
      service: { ...service, ports: service.ports.map((port) => ({ ...port, targetPort: port.name })) },
      pods: [{ ...first, ready: { status: 'False' } }, { ...second, deletionTime: 1 }, ...others],
      context: contextOf(nodes, version),
    });
    expect(input.slices[0]?.endpoints.filter(({ conditions }) => conditions.ready === true)).toHaveLength(2);
    expect(predict(withStandIns(input), []).input.slices).toEqual(input.slices);
  });

  it('are one pod for the two families of one', () => {
    const input = tutorial();
    const v6 = input.slices.map((slice) => ({
      ...slice,
      name: 'v6',
      addressType: 'IPv6',
      endpoints: slice.endpoints.map((endpoint, index) => ({ ...endpoint, addresses: [`fd00::${index + 1}`] })),
    }));
    const pods = standInPods({ ...input, slices: [...input.slices, ...v6] });
    expect(pods.map(({ podIPs }) => podIPs.length)).toEqual([2, 2, 2, 2]);
  });

  it('are none for a Service whose slices somebody else writes', () => {
    const { selector: _, ...service } = kubeDns(true);
    expect(standInPods({ ...tutorial(), service })).toEqual([]);
  });

  for (const changes of [
    [{ kind: 'mode', mode: 'off' }],
    [{ kind: 'relabel', node: 'kind-worker', zone: 'b' }],
    [{ kind: 'zone-down', zone: 'a', phase: 'notready' }],
    [{ kind: 'cpu', node: 'kind-worker2', cpu: '64' }],
  ] as const) {
    it(`predict ${JSON.stringify(changes)} as the pods themselves do`, () => {
      const input = tutorial({ version: 'v1.31.14' });
      expect(predict(withStandIns(input), changes).input.slices).toEqual(predict(input, changes).input.slices);
    });
  }
});
