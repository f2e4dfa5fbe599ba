import { expect, it } from 'vitest';
import { rows } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';

it('Events with how often they came', async () => {
  await using test = await startTestCluster({ world: 'three-zones' });
  test.clock.advance(5000);
  await test.mergePatch('/api/v1/namespaces/shop/services/web', { metadata: { labels: { x: '1' } } });
  test.clock.advance(2000);
  const [line] = await rows(test, '/api/v1/namespaces/shop/events?fieldSelector=involvedObject.kind=Service');
  expect(line).toMatch(
    /^2s \(x2 over 7s\) Warning TopologyAwareHintsDisabled service\/web Unable to allocate .* \(11 endpoints, 3 zones\), addressType: IPv4 \| {2}endpoint-slice-controller 7s 2 web\./,
  );
});
