import { expect, it } from 'vitest';
import { clusterIn } from '#lib/demo/model-of.ts';
import { startTestCluster, type TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { translate } from '#lib/messages/translate.ts';
import { autoscalingOf } from '#lib/snapshot/snapshot-state.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { stripView } from '#lib/view/strip-view.ts';

/** What the strip of shop/web says of its autoscaler. */
function said({ cluster, clock }: TestCluster): string | undefined {
  const { version, gates, registry } = cluster;
  const now = clock.now();
  const { services, slices, pods, nodes, gateOverrides, autoscalers } = clusterIn(registry.store, {
    version,
    gates,
    now,
  });
  const service = services.find(({ namespace, name }) => namespace === 'shop' && name === 'web');
  if (service === undefined) throw new Error('no shop/web');
  const snapshot = {
    ...{ version, gateOverrides, nodes, service, now },
    slices: slices.filter(({ serviceName }) => serviceName === 'web'),
    pods: pods.filter(({ namespace }) => namespace === 'shop'),
  };
  const answer = answerService(
    { ...snapshot, ...autoscalingOf(snapshot.pods, { ...(autoscalers && { autoscalers }) }) },
    DEFAULT_URL_STATE,
  );
  return stripView(answer, DEFAULT_URL_STATE)
    .autoscaler?.texts.map((text) => translate(text, 'en'))
    .join('; ');
}

it('begins with a range in which some counts have no hints, and its steps end in one where all have', async () => {
  await using test = await startTestCluster({ world: 'autoscaled' });
  expect(said(test)).toBe('HPA web: 3 to 9 replicas, has 6, wants 6; hints at 4 of 7 counts, none at 4–5, 8');
  await test.mergePatch('/apis/apps/v1/namespaces/shop/deployments/web/scale', { spec: { replicas: 5 } });
  test.clock.advance(3000);
  const command = test.cluster.guide().steps.find(({ id }) => id === 'raise-the-range')?.commands[0] ?? '';
  const patch: unknown = JSON.parse(/'(.*)'/.exec(command)?.[1] ?? '');
  await test.mergePatch('/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers/web', patch);
  test.clock.advance(3000);
  expect(said(test)).toBe('HPA web: 12 to 16 replicas, has 12, wants 12; hints at all of its 5 counts');
  const done = test.cluster.guide().steps.filter((step) => step.done);
  expect(done.map(({ id }) => id)).toEqual(['scale-to-five', 'raise-the-range']);
});
