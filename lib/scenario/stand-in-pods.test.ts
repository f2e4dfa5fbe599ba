import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { predict } from '#lib/scenario/predict.ts';
import type { ServiceInput } from '#lib/scenario/service-input.ts';
import { standInPods } from '#lib/scenario/stand-in-pods.ts';
import { reconciled, tutorial } from '#lib/scenario/tutorial.test-support.ts';

const standingIn = (input: ServiceInput): ServiceInput => ({
  ...input,
  pods: standInPods(input.service, input.slices),
});

/** Admission gives every pod some time on a lost node. */
const tolerating = (input: ServiceInput): ServiceInput => {
  const toleration = { key: '', operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds: 300 };
  return { ...input, pods: input.pods.map((pod) => ({ ...pod, tolerations: [toleration] })) };
};

const CHANGES: readonly Change[] = [
  { kind: 'zone-down', zone: 'b', phase: 'notready' },
  { kind: 'zonal-shift', zone: 'a' },
  { kind: 'relabel', node: 'kind-worker', zone: 'b' },
  { kind: 'mode', mode: 'PreferSameNode' },
  { kind: 'mode', mode: 'off' },
  { kind: 'cordon', node: 'kind-worker' },
];

describe('standInPods', () => {
  for (const change of CHANGES) {
    it(`predict the slices that the pods themselves predict: ${JSON.stringify(change)}`, () => {
      const given = tolerating(tutorial({ version: 'v1.37.2' }));
      expect(predict(standingIn(given), [change]).input.slices).toEqual(predict(given, [change]).input.slices);
    });
  }

  it('keep pods that end, pods that are not ready, and both families in one', () => {
    const given = tutorial({ version: 'v1.37.2' });
    const pods = given.pods.map((pod, place) => ({
      ...pod,
      podIPs: [...pod.podIPs, `fd00::${place + 1}`],
      ...(place === 0 && { deletionTime: 1 }),
      ...(place === 1 && { ready: { status: 'False' as const } }),
    }));
    const service = { ...given.service, clusterIPs: ['10.96.0.10', 'fd00::a'], ipFamilies: ['IPv4', 'IPv6'] };
    const both = reconciled({ ...given, pods, service });
    const stood = standingIn(both);
    expect(stood.pods).toHaveLength(4);
    expect(predict(stood, [{ kind: 'mode', mode: 'Auto' }]).input.slices).toEqual(
      predict(both, [{ kind: 'mode', mode: 'Auto' }]).input.slices,
    );
  });

  it('resolve a named target port as the slice says', () => {
    const given = tutorial();
    const service = {
      ...given.service,
      ports: given.service.ports.map((port) => ({ ...port, targetPort: port.name })),
    };
    const named = reconciled({ ...given, service });
    expect(predict(standingIn(named), []).input.slices).toEqual(named.slices);
  });
});
