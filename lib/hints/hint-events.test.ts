import { expect, test } from 'vitest';
import { hintEvent, hintsDisabledEvent, hintsEnabledEvent } from '#lib/hints/hint-events.ts';

test('a failure with counts names them, and the address type last', () => {
  const decision = { reason: 'fewer-endpoints-than-zones', values: { endpoints: 1, zones: 2 } } as const;
  expect(hintEvent(decision, 'IPv4')).toEqual({
    type: 'Warning',
    reason: 'TopologyAwareHintsDisabled',
    message: 'Insufficient number of endpoints (1 endpoints, 2 zones), addressType: IPv4',
  });
});

test('a failure without counts does not', () => {
  const decision = { reason: 'endpoint-without-zone', values: { endpoint: 'svc-0' } } as const;
  expect(hintEvent(decision, 'IPv6')?.message).toBe(
    'One or more endpoints do not have a zone specified, addressType: IPv6',
  );
});

test('a reason that the controller does not announce has no Event', () => {
  expect(hintEvent({ reason: 'not-opted-in', values: {} }, 'IPv4')).toBeUndefined();
  expect(hintEvent({ reason: 'hinted-by-cpu-share', values: {} }, 'IPv4')).toBeUndefined();
});

test('the two transitions', () => {
  expect(hintsEnabledEvent('IPv4')).toEqual({
    type: 'Normal',
    reason: 'TopologyAwareHintsEnabled',
    message: 'Topology Aware Hints has been enabled, addressType: IPv4',
  });
  expect(hintsDisabledEvent('IPv4')).toEqual({
    type: 'Warning',
    reason: 'TopologyAwareHintsDisabled',
    message: 'Topology Aware Hints has been disabled, addressType: IPv4',
  });
});
