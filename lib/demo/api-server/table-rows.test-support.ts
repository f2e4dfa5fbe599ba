import type { TestCluster } from '#lib/demo/test-cluster.test-support.ts';
import { list, record } from '#lib/to-model/json.ts';

export const TABLE = { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

/** Each row as one line: the wide columns behind a bar. */
export async function rows(test: TestCluster, path: string): Promise<readonly string[]> {
  const { body } = await test.send('GET', path, undefined, TABLE);
  if (body['kind'] !== 'Table') throw new TypeError(`Cannot read rows: ${path} answers ${body['kind']}`);
  const priorities = list(body['columnDefinitions']).map((column) => record(column)['priority']);
  return list(body['rows']).map((row) => {
    const cells = list(record(row)['cells']).map(String);
    const wide = cells.filter((_cell, index) => priorities[index] === 1);
    return [...cells.filter((_cell, index) => priorities[index] === 0), '|', ...wide].join(' ');
  });
}
