import { expect, it } from 'vitest';
import { runningPodStatus } from '#lib/demo/running-pod-status.ts';
import { toPod } from '#lib/to-model/pod.ts';

it('is that of a pod that runs and is ready', () => {
  const spec = { containers: [{ name: 'c', image: 'i' }] };
  const readyAt = Date.parse('2026-03-01T12:00:02Z');
  const status = runningPodStatus(spec, {
    podIP: '10.0.0.2',
    hostIP: '172.18.0.2',
    startedAt: readyAt - 2000,
    readyAt,
  });
  const pod = toPod({ metadata: { name: 'p' }, spec, status });
  expect(pod).toMatchObject({
    phase: 'Running',
    podIPs: ['10.0.0.2'],
    ready: { status: 'True', since: readyAt },
    containerRestarts: [{ name: 'c', restartCount: 0 }],
  });
});
