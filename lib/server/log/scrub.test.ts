import { expect, test } from 'vitest';
import { scrub } from '#lib/server/log/scrub.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';

for (const [name, text] of [
  ['a token in a header', 'authorization: Bearer canary0123456789'],
  ['basic credentials', 'Basic Y2FuYXJ5OmNhbmFyeQ=='],
  ['a token of a ServiceAccount', `said ${JWT}`],
  ['a token in a query', 'GET https://api/x?token=canary123&b=1'],
  ['a token in JSON within JSON', '{"said":"{\\"token\\":\\"canary\\"}"}'],
  ['a key of a kubeconfig', 'client-key-data: canaryLS0tLS1CRUdJTg=='],
  ['a password of a proxy', 'http://user:canary@proxy:3128/'],
  ['a private key', '-----BEGIN EC PRIVATE KEY-----\\ncanary\\n-----END EC PRIVATE KEY-----'],
  ['a private key that was cut off', '-----BEGIN RSA PRIVATE KEY-----\\ncanary'],
  ['a certificate without its frame', `said ${'canary'.repeat(50)}`],
] as const) {
  test(`promise 12: ${name} goes`, () => expect(scrub(text)).not.toMatch(/canary|c2lnbmF0dXJl|Y2FuYXJ5/));
}

for (const text of [
  '{"level":"info","msg":"The watch","phase":"stale","said":"https://10.0.0.1:6443 refuses the connection"}',
  'list endpointslices in namespace token-service',
  '{"said":"区域 🙂"}',
]) {
  test(`${text.slice(0, 40)} stays as it is`, () => expect(scrub(text)).toBe(text));
}
