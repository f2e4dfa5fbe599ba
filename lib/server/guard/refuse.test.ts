import { expect, test } from 'vitest';
import { refuse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';

test('a refusal is one sentence of plain text with the headers of every answer', async () => {
  const response = refuse({ status: 403, sentence: 'No.' });
  expect(response.status).toBe(403);
  expect(await response.text()).toBe('No.\n');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
  expect(response.headers.has('allow')).toBe(false);
});

test('405 names the methods that are answered', () => {
  expect(refuse({ status: 405, sentence: 'No.' }).headers.get('allow')).toBe('GET, HEAD');
});
