import { expect, it } from 'vitest';
import { SERVICES } from '#lib/demo/api-server/resources.ts';
import { EventRecorder } from '#lib/demo/controllers/event-recorder.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('counts the same Event up, and lets it go an hour after it first came', async () => {
  await using test = await startTestCluster();
  const { registry } = test.cluster;
  const recorder = new EventRecorder(registry);
  const service = registry.store.get(SERVICES, 'kube-dns', 'kube-system');
  const event = { type: 'Warning', reason: 'Tried', message: 'in vain', component: 'tester' } as const;
  const events = () => test.items('/api/v1/namespaces/kube-system/events?fieldSelector=reason=Tried');
  recorder.record(service, event);
  test.clock.advance(5000);
  recorder.record(service, event);
  recorder.record(service, { ...event, message: 'otherwise' });
  expect((await events()).map((item) => [item['message'], item['count'], item['lastTimestamp']])).toEqual([
    ['in vain', 2, '2026-03-01T12:00:05Z'],
    ['otherwise', 1, '2026-03-01T12:00:05Z'],
  ]);
  test.clock.advance(3_600_000);
  expect(await events()).toEqual([]);
  recorder.record(service, event);
  expect((await events()).map((item) => item['count'])).toEqual([1]);
  recorder.stop();
});
