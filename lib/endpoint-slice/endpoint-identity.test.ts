import { describe, expect, test } from 'vitest';
import { endpointKey, isSameEndpoint } from '#lib/endpoint-slice/endpoint-identity.ts';
import { controllerRulesOf } from '#lib/kube-version/controller-rules.ts';
import type { Endpoint } from '#lib/model/endpoint-slice.ts';

const OLD = controllerRulesOf({ major: 1, minor: 23, patch: 17 }, {});
const NEW = controllerRulesOf({ major: 1, minor: 24, patch: 17 }, {});
const ENDPOINT: Endpoint = {
  addresses: ['10.0.0.1', '10.0.0.2'],
  conditions: { ready: true, serving: true, terminating: false },
  hostname: 'h',
  nodeName: 'n',
  zone: 'a',
  targetRef: { kind: 'Pod', name: 'p', uid: 'u' },
};

describe('who an endpoint is', () => {
  test.each<[string, Partial<Endpoint>, boolean]>([
    ['addresses in another order', { addresses: ['10.0.0.2', '10.0.0.1'] }, true],
    ['another address', { addresses: ['10.0.0.1'] }, false],
    ['another hostname', { hostname: 'x' }, false],
    ['another pod', { targetRef: { kind: 'Pod', name: 'q', uid: 'u' } }, false],
    ['the same pod’s name with another uid', { targetRef: { kind: 'Pod', name: 'p', uid: 'v' } }, true],
    ['another node, zone and conditions', { nodeName: 'm', zone: 'b', conditions: {} }, true],
  ])('%s: the same is %s', (_, fields, same) => {
    expect(endpointKey({ ...ENDPOINT, ...fields }) === endpointKey(ENDPOINT)).toBe(same);
  });

  test('without hostname and pod, the addresses alone', () => {
    const bare = { addresses: ['10.0.0.1'], conditions: {} };
    expect(endpointKey(bare)).toBe(endpointKey({ ...bare, zone: 'z' }));
    expect(endpointKey(bare)).not.toBe(endpointKey({ ...bare, hostname: 'h' }));
  });
});

describe('what is new about it', () => {
  test.each<[string, Partial<Endpoint>]>([
    ['ready', { conditions: { ...ENDPOINT.conditions, ready: false } }],
    ['serving', { conditions: { ...ENDPOINT.conditions, serving: false } }],
    ['terminating', { conditions: { ...ENDPOINT.conditions, terminating: true } }],
    ['serving not told', { conditions: { ready: true, terminating: false } }],
    ['the pod’s uid', { targetRef: { kind: 'Pod', name: 'p', uid: 'v' } }],
    ['the pod’s name', { targetRef: { kind: 'Pod', name: 'q', uid: 'u' } }],
    ['its kind', { targetRef: { kind: 'VM', name: 'p', uid: 'u' } }],
  ])('%s', (_, fields) => {
    expect(isSameEndpoint({ ...ENDPOINT, ...fields }, ENDPOINT, NEW)).toBe(false);
    expect(isSameEndpoint({ ...ENDPOINT, ...fields }, ENDPOINT, OLD)).toBe(false);
  });

  test.each<[string, Partial<Endpoint>]>([
    ['a new node', { nodeName: 'm' }],
    ['a new zone', { zone: 'b' }],
  ])('%s, which old minors do not see', (_, fields) => {
    expect(isSameEndpoint({ ...ENDPOINT, ...fields }, ENDPOINT, NEW)).toBe(false);
    expect(isSameEndpoint({ ...ENDPOINT, ...fields }, ENDPOINT, OLD)).toBe(true);
  });

  test('hints are not looked at', () => {
    expect(isSameEndpoint(ENDPOINT, { ...ENDPOINT, hints: { forZones: ['a'] } }, NEW)).toBe(true);
  });

  test('an endpoint without pod is compared all the same', () => {
    const bare = { addresses: ['10.0.0.1'], conditions: {} };
    expect(isSameEndpoint(bare, bare, NEW)).toBe(true);
    expect(isSameEndpoint(ENDPOINT, { ...bare, ...ENDPOINT, targetRef: { kind: '', name: '', uid: '' } }, NEW)).toBe(
      false,
    );
  });
});
