import { describe, expect, it } from 'vitest';
import { serviceCommand } from '#lib/diagnose/service-command.ts';

describe('serviceCommand', () => {
  it('names namespace and Service, and ends without a blank', () => {
    const service = { namespace: 'shop', name: 'cart' };
    expect(serviceCommand('describe', service)).toBe('kubectl -n shop describe service cart');
    expect(serviceCommand('annotate', service, 'a=b')).toBe('kubectl -n shop annotate service cart a=b');
  });
});
