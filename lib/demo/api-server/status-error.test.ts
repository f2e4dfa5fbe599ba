import { describe, expect, it } from 'vitest';
import { DEPLOYMENTS, SERVICES } from '#lib/demo/api-server/resources.ts';
import { expired, invalid, notFound, unknownPath } from '#lib/demo/api-server/status-error.ts';

describe('a refusal', () => {
  it('is a Status with its details', () => {
    expect(notFound(DEPLOYMENTS, 'web').status()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'deployments.apps "web" not found',
      reason: 'NotFound',
      details: { name: 'web', group: 'apps', kind: 'deployments' },
      code: 404,
    });
  });

  it('of invalid fields names each as a cause, in brackets when there are several', () => {
    const error = (field: string) => ({ field, reason: 'FieldValueRequired' as const, message: 'Required value' });
    expect(invalid(SERVICES, 'web', [error('spec.ports')]).message).toBe(
      'Service "web" is invalid: spec.ports: Required value',
    );
    const both = invalid(SERVICES, 'web', [error('a'), error('b')]);
    expect(both.message).toBe('Service "web" is invalid: [a: Required value, b: Required value]');
    expect(both.details?.causes).toHaveLength(2);
  });

  it('of history that is gone has code 410', () => {
    expect([expired('x').code, expired('x').reason, unknownPath().code]).toEqual([410, 'Expired', 404]);
  });
});
