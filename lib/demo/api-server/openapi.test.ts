import { expect, it } from 'vitest';
import { openApiDocument } from '#lib/demo/api-server/openapi.ts';
import { record } from '#lib/to-model/json.ts';

it('says in OpenAPI v3 that each kind takes fieldValidation', () => {
  expect(Object.keys(record(openApiDocument('/openapi/v3')?.['paths']))).toContain('apis/apps/v1');
  const paths = record(openApiDocument('/openapi/v3/api/v1')?.['paths']);
  const patch = record(record(paths['/api/v1/nodes/{name}'])['patch']);
  expect(patch['x-kubernetes-group-version-kind']).toEqual({ group: '', version: 'v1', kind: 'Node' });
  expect(openApiDocument('/openapi/v3/apis/none/v1')).toBeUndefined();
});
