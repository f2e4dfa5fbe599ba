import { expect, it } from 'vitest';
import { seededRandom } from '#lib/demo/random-names.ts';
import { START, version } from '#lib/demo/test-cluster.test-support.ts';
import { zonalCluster } from '#lib/demo/worlds/zonal-cluster.ts';
import { record } from '#lib/to-model/json.ts';

it('puts each pod on the node that it is planned for, with an address of that node', () => {
  const objects = zonalCluster(
    { now: START, version: version('1.31.4'), random: seededRandom(1) },
    {
      nodes: [
        { name: 'n1', zone: 'a' },
        { name: 'n2', zone: 'b', cpu: '8' },
      ],
      services: [{ namespace: 'shop', name: 'web', podsOn: ['n2', 'n1', 'n2'] }],
    },
  );
  const pods = objects.filter((object) => object.kind === 'Pod');
  expect(pods.map((pod) => [record(pod['spec'])['nodeName'], record(pod['status'])['podIP']])).toEqual([
    ['n2', '10.128.1.2'],
    ['n1', '10.128.0.2'],
    ['n2', '10.128.1.3'],
  ]);
  expect(objects.filter((object) => object.kind === 'Namespace').map((object) => object.metadata.name)).toContain(
    'shop',
  );
});
