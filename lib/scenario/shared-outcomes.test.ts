import { describe, expect, it } from 'vitest';
import type { Change } from '#lib/model/scenario.ts';
import { predict } from '#lib/scenario/predict.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const VERSION = 'v1.31.14';

describe('predictions for Services of one cluster', () => {
  const input = tutorial({ version: VERSION });
  const other = { ...input, service: { ...input.service, name: 'other' } };

  for (const changes of [
    [{ kind: 'zone-down', zone: 'a', phase: 'notready' }],
    [{ kind: 'cpu', node: 'kind-worker', cpu: '8' }],
    [{ kind: 'node-add', zone: 'c', cpu: '4', count: 2 }],
    [{ kind: 'kubernetes', version: '1.37' }],
  ] as const satisfies readonly (readonly Change[])[]) {
    it(`share nodes and rules after ${changes[0].kind}`, () => {
      const [left, right] = [predict(input, changes).input, predict(other, changes).input];
      expect(right.nodes).toBe(left.nodes);
      expect(right.context).toBe(left.context);
    });
  }

  it('have nodes of their own where the pods decide when the zone is evicted', () => {
    const changes: readonly Change[] = [{ kind: 'zone-down', zone: 'a', phase: 'evicted' }];
    const pods = input.pods.map((pod) => ({
      ...pod,
      tolerations: [{ key: '', operator: 'Exists', value: '', effect: 'NoExecute', tolerationSeconds: 900 }],
    }));
    const [left, right] = [predict(input, changes).input, predict({ ...other, pods }, changes).input];
    expect(right.now).not.toBe(left.now);
    expect(right.nodes).not.toBe(left.nodes);
  });

  it('keep the nodes of different changes apart', () => {
    const cpu = (cpu: string) => predict(input, [{ kind: 'cpu', node: 'kind-worker', cpu }]).input.nodes;
    expect(cpu('8')).not.toBe(cpu('9'));
    for (let step = 1; step <= 20; step++) {
      expect(cpu(String(step)).find(({ name }) => name === 'kind-worker')?.allocatable.cpuNano).toBe(step * 1e9);
    }
  });
});
