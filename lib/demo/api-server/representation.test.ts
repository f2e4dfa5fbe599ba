import { expect, it } from 'vitest';
import { representationFor } from '#lib/demo/api-server/representation.ts';
import { NODES } from '#lib/demo/api-server/resources.ts';

const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', resourceVersion: '7' } };

function kindsFor(accept: string) {
  const request = {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    accept,
    contentType: '',
    body: () => Promise.resolve(undefined),
  };
  const representation = representationFor(
    { resource: NODES, version: 'v1', namespace: '', name: '', subresource: '' },
    request,
    () => 0,
  );
  return [representation.list([NODE], {})['kind'], representation.one(NODE)['kind']];
}

it.each([
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', ['Table', 'Table']],
  ['application/json', ['NodeList', 'Node']],
  ['application/vnd.kubernetes.protobuf,application/json', ['NodeList', 'Node']],
  ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json', ['NodeList', 'Node']],
])('%s', (accept, want) => {
  expect(kindsFor(accept)).toEqual(want);
});
