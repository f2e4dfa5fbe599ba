import { expect, it } from 'vitest';
import { type ApiRequest, isTrue, objectBody, queryNumber } from '#lib/demo/api-server/api-request.ts';

function request(query: string, body?: unknown): ApiRequest {
  return {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(query),
    accept: '',
    contentType: '',
    body: () => Promise.resolve(body),
  };
}

it('reads numbers of a query', () => {
  expect(queryNumber(request('limit=500'), 'limit')).toBe(500);
  expect(queryNumber(request('limit='), 'limit')).toBeUndefined();
  expect(() => queryNumber(request('limit=-1'), 'limit')).toThrow('parsing "-1": invalid syntax');
});

it('takes true and 1 for yes', () => {
  expect(['watch=true', 'watch=1', 'watch=0', ''].map((query) => isTrue(request(query), 'watch'))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('wants a JSON object where one is needed', async () => {
  expect(await objectBody(request('', { a: 1 }))).toEqual({ a: 1 });
  await expect(objectBody(request('', [1]))).rejects.toThrow('must be of type JSON object');
});
