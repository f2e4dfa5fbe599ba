import { describe, expect, test } from 'vitest';
import { failureOfError, failureOfStatus, KubeRequestError } from '#lib/server/kube/failure.ts';

describe('failureOfStatus', () => {
  for (const [status, retryAfter, want] of [
    [401, undefined, { kind: 'unauthorized' }],
    [403, undefined, { kind: 'forbidden' }],
    [410, undefined, { kind: 'gone' }],
    [504, undefined, { kind: 'gone' }],
    [429, '7', { kind: 'throttled', retryAfterMillis: 7_000 }],
    [429, '999999', { kind: 'throttled', retryAfterMillis: 120_000 }],
    [503, '2', { kind: 'unanswered', said: 'answers 503', retryAfterMillis: 2_000 }],
    [302, undefined, { kind: 'unanswered', said: 'answers 302' }],
    [404, undefined, { kind: 'rejected', said: 'answers 404' }],
    [422, undefined, { kind: 'rejected', said: 'answers 422' }],
    [500, undefined, { kind: 'unanswered', said: 'answers 500' }],
  ] as const) {
    test(`${status} is ${want.kind}`, () => expect(failureOfStatus(status, retryAfter)).toMatchObject(want));
  }

  for (const junk of ['', 'Wed, 21 Oct 2026 07:28:00 GMT', '-1', '0', 'NaN']) {
    test(`Retry-After "${junk}" is no wait`, () =>
      expect(failureOfStatus(429, junk)).not.toHaveProperty('retryAfterMillis'));
  }
});

describe('failureOfError', () => {
  for (const [name, error, said] of [
    [
      'refused',
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:6443'), { code: 'ECONNREFUSED' }),
      'refuses the connection',
    ],
    [
      'another name',
      Object.assign(new Error('SECRET'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      'shows a certificate for another name',
    ],
    ['unknown code', Object.assign(new Error('SECRET'), { code: 'EWEIRD' }), 'cannot be reached: EWEIRD'],
    ['a code that is none', Object.assign(new Error('SECRET'), { code: 'SECRET token=x' }), 'cannot be reached'],
    ['a proxy that refuses', new Error('Bad response: 407'), 'is behind a proxy that answers 407'],
    ['a proxy that is mute', new Error('Proxy timeout'), 'is behind a proxy that does not answer'],
    ['no error at all', 'SECRET', 'cannot be reached'],
  ] as const) {
    test(`${name} is told without the error's own words`, () => {
      expect(failureOfError(error)).toEqual({ kind: 'unanswered', said });
    });
  }

  test('a failure of ours is handed on', () => {
    const failure = { kind: 'malformed', said: 'sends what is not JSON' } as const;
    expect(failureOfError(new KubeRequestError(failure))).toBe(failure);
  });
});
