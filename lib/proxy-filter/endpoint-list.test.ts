import { describe, expect, it } from 'vitest';
import { READY, readEndpointList, SERVING_TERMINATING, TERMINATING } from '#lib/proxy-filter/endpoint-list.ts';
import { anEndpoint, aSlice, rulesOf } from '#lib/proxy-filter/routing.test-support.ts';

const PORT = { name: 'http', protocol: 'TCP', port: 80 };

describe('readEndpointList()', () => {
  it('numbers the endpoints in kube-proxy order, with states and hints', () => {
    const slice = aSlice([
      anEndpoint(3, { state: 'serving-terminating', zones: ['b'] }),
      anEndpoint(2, { state: 'terminating', on: 'b1' }),
      anEndpoint(1, { state: 'nil', zones: ['a', 'b'], nodes: ['a1'], on: 'a1' }),
      anEndpoint(4, { state: 'unready' }),
    ]);
    const list = readEndpointList([slice], PORT, { family: 'IPv4', allRules: [rulesOf(37)] });
    expect(list.endpoints.map(({ address }) => address)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']);
    expect(list.all).toEqual([0, 1, 2, 3]);
    expect([...list.states]).toEqual([READY, TERMINATING, TERMINATING | SERVING_TERMINATING, 0]);
    expect([list.zoneHints.numbers.names, [...list.zoneHints.start]]).toEqual([
      ['a', 'b'],
      [0, 2, 2, 3, 3],
    ]);
    expect(list.nodeHints().numbers.names).toEqual(['a1']);
    expect(list.nodeNames().numbers.names).toEqual(['a1', 'b1']);
    expect(list.takenByRules.size).toBe(0);
  });

  it('holds both rivals for an address, and says who takes which', () => {
    const slices = [
      aSlice([anEndpoint(1, { on: 'a1' }), anEndpoint(2)], { name: 'svc-1' }),
      aSlice([anEndpoint(1, { on: 'a2' })], { name: 'svc-2' }),
    ];
    const list = readEndpointList(slices, PORT, { family: 'IPv4', allRules: [rulesOf(35), rulesOf(36)] });
    expect(list.endpoints.map(({ address, slice }) => `${address} ${slice}`)).toEqual([
      '10.0.0.1 svc-1',
      '10.0.0.1 svc-2',
      '10.0.0.2 svc-1',
    ]);
    const before = list.takenByRules.get(rulesOf(35));
    expect([before?.everywhere, [...(before?.onNode ?? [])]]).toEqual([[0, 2], [['a2', [1, 2]]]]);
    const after = list.takenByRules.get(rulesOf(36));
    expect([after?.everywhere, [...(after?.onNode ?? [])]]).toEqual([[1, 2], []]);
  });

  it('holds an address once for each way in which kube-proxies write it', () => {
    const slice = aSlice([{ addresses: ['FD00::A'], conditions: {} }], { addressType: 'IPv6' });
    const list = readEndpointList([slice], PORT, { family: 'IPv6', allRules: [rulesOf(30), rulesOf(31), rulesOf(37)] });
    expect(list.endpoints.map(({ key }) => key)).toEqual(['[FD00::A]:8080', '[fd00::a]:8080']);
    expect(list.takenByRules.get(rulesOf(30))?.everywhere).toEqual([0]);
    expect(list.takenByRules.get(rulesOf(31))?.everywhere).toEqual([1]);
  });
});
