import { expect, test } from 'vitest';
import { contentSecurityPolicy, SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';

test('nothing comes from elsewhere, nothing inline without the nonce, and nobody may frame the page', () => {
  expect(contentSecurityPolicy('abc', false)).toBe(
    "default-src 'self'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'; img-src 'self' blob:; " +
      "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  );
});

test('only development allows what is unsafe', () => {
  expect(contentSecurityPolicy('abc', false)).not.toContain('unsafe');
  expect(contentSecurityPolicy('abc', true)).toContain("'unsafe-eval'");
});

test('the headers of every answer', () => {
  expect(SECURITY_HEADERS).toEqual({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  });
});
