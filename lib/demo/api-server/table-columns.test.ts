import { expect, it } from 'vitest';
import { RESOURCES } from '#lib/demo/api-server/resources.ts';
import { columnsOf } from '#lib/demo/api-server/table-columns.ts';

it('has columns of its own for every resource, and a cell even for an object without content', () => {
  for (const resource of RESOURCES) {
    const columns = columnsOf(resource);
    expect(columns.length).toBeGreaterThan(2);
    const bare = { apiVersion: 'v1', kind: resource.kind, metadata: { name: 'x' } };
    for (const column of columns) expect(['string', 'number']).toContain(typeof column.cell(bare, 0));
  }
});
