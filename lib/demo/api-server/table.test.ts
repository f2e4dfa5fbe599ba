import { expect, it } from 'vitest';
import { TABLE } from '#lib/demo/api-server/table-rows.test-support.ts';
import { startTestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

it('one object as one row, with its metadata or all of it', async () => {
  await using test = await startTestCluster();
  const path = '/api/v1/nodes/kind-worker';
  const objectOf = async (query: string) => {
    const { body } = await test.send('GET', path + query, undefined, TABLE);
    return record(record(list(body['rows'])[0])['object']);
  };
  expect((await objectOf(''))['kind']).toBe('PartialObjectMetadata');
  expect((await objectOf('?includeObject=Object'))['kind']).toBe('Node');
  expect((await objectOf('?includeObject=None'))['kind']).toBeUndefined();
});
