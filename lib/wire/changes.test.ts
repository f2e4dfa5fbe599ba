import { describe, expect, test } from 'vitest';
import { byName, changesOf, sliceChangesOf, withChanges, withSliceChanges } from '#lib/wire/changes.ts';
import { encodeFrame } from '#lib/wire/frame.ts';
import { aNode, anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';

describe('changesOf', () => {
  const before = byName([aNode('n1'), aNode('n2'), aNode('n3')]);

  test('says what is new, what changed in which field, and what is gone', () => {
    const after = byName([aNode('n1'), aNode('n2', { unschedulable: true }), aNode('n4')]);
    const changes = changesOf(['n1', 'n2', 'n3', 'n4'], before, after);
    expect(changes).toEqual({ set: [aNode('n4')], patch: [['n2', { unschedulable: true }]], gone: ['n3'] });
    expect(withChanges([...before.values()], changes)).toEqual([...after.values()]);
  });

  test('an object of the same name but another uid is sent whole', () => {
    const after = byName([aNode('n1', { uid: 'other' })]);
    expect(changesOf(['n1'], before, after)).toEqual({ set: [aNode('n1', { uid: 'other' })] });
  });

  test('what was named but did not change, and what neither side knows, is nothing', () => {
    expect(changesOf(['n1', 'nowhere'], before, before)).toBeUndefined();
  });
});

describe('sliceChangesOf', () => {
  const endpoints = Array.from({ length: 100 }, (_, index) => anEndpoint(index));
  const before = byName([aSlice('web-abcde', endpoints), aSlice('web-fghij', [anEndpoint(200)])]);

  test('fields beside the endpoints travel with the edits', () => {
    const after = byName([aSlice('web-abcde', endpoints.slice(1), { ports: [] })]);
    const changes = sliceChangesOf(['web-abcde', 'web-fghij'], before, after);
    expect(changes).toEqual({ patch: [{ name: 'web-abcde', drop: [0], fields: { ports: [] } }], gone: ['web-fghij'] });
    expect(withSliceChanges([...before.values()], changes)).toEqual([...after.values()]);
  });

  test('one endpoint of 100 that turns terminating costs at most 1/100 of its watch event', () => {
    const turned = endpoints.with(
      41,
      anEndpoint(41, { conditions: { ready: false, serving: true, terminating: true } }),
    );
    const watchEvent = JSON.stringify({ type: 'MODIFIED', object: asKubernetesWritesIt(turned) });
    const slices = sliceChangesOf(['web-abcde'], before, byName([aSlice('web-abcde', turned)]));
    const frame = encodeFrame({
      kind: 'delta',
      epoch: 'mfk3x0q1',
      sequence: 123_456,
      changes: [{ key: 'default/web', ...(slices && { slices }) }],
    });
    expect(frame).toContain('"terminating":true');
    expect(watchEvent.length).toBeGreaterThan(25_000);
    expect(frame.length).toBeLessThanOrEqual(watchEvent.length / 100);
  });

  test('a patch for a slice that the reader lacks is left out', () => {
    expect(withSliceChanges([], { patch: [{ name: 'nowhere', drop: [0] }] })).toEqual([]);
  });
});

/** The fields that the API server sends and the model drops are counted too: they are what a reader is spared. */
function asKubernetesWritesIt(endpoints: readonly ReturnType<typeof anEndpoint>[]): unknown {
  return {
    kind: 'EndpointSlice',
    apiVersion: 'discovery.k8s.io/v1',
    metadata: {
      name: 'web-abcde',
      generateName: 'web-',
      namespace: 'default',
      uid: 'c0ffee',
      resourceVersion: '123456',
    },
    addressType: 'IPv4',
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    endpoints: endpoints.map((endpoint) => ({
      ...endpoint,
      hints: { forZones: endpoint.hints?.forZones?.map((name) => ({ name })) },
      targetRef: { ...endpoint.targetRef, namespace: 'default' },
    })),
  };
}
