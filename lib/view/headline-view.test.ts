import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { headlineView, predicted } from '#lib/view/headline-view.ts';

describe('headlineView', () => {
  it('tells the Service, what sets its mode, and in how far it is in effect', () => {
    const { answer, url } = ask();
    expect(headlineView(answer, url)).toEqual({
      key: 'kube-system/kube-dns',
      clusterIPs: ['10.96.0.10'],
      ports: [
        { value: 'dns', label: 'dns 53/UDP', selected: true },
        { value: 'dns-tcp', label: 'dns-tcp 53/TCP', selected: false },
        { value: 'metrics', label: 'metrics 9153/TCP', selected: false },
      ],
      families: [{ value: 'IPv4', selected: true }],
      verdict: 'zone-routed',
      mode: { key: 'mode.Auto', values: {} },
      modeSource: 'service.kubernetes.io/topology-aware-hints: auto',
      nodesInEffect: { value: 4 },
      nodesInAll: { value: 4 },
      ofNodes: { key: 'headline.of-nodes', values: { nodes: 4 } },
      inZone: { key: 'headline.in-zone', values: {} },
      inZoneShare: { value: 1 },
      clientMix: { key: 'mix.cpu', values: {} },
    });
  });

  it('selects a port by name or by number', () => {
    for (const port of ['metrics', '9153']) {
      const { answer, url } = ask({}, { port });
      expect(headlineView(answer, url).ports.find(({ selected }) => selected)?.value).toBe('metrics');
    }
  });

  it('shows the live value beside a predicted one that differs', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'replicas', replicas: 1 }] });
    const { nodesInEffect, inZoneShare } = headlineView(answer, url);
    expect({ nodesInEffect, inZoneShare }).toEqual({
      nodesInEffect: { value: 0, live: 4 },
      inZoneShare: { value: 0.5, live: 1 },
    });
  });

  it('says on how many nodes it is unknown, and that the share rests on kube-proxy', () => {
    const { answer, url } = ask({}, { dataPlanes: [{ node: 'kind-worker', kind: 'unknown' }] });
    expect(headlineView(answer, url)).toMatchObject({
      verdict: 'partly',
      nodesInEffect: { value: 3 },
      ofNodes: { key: 'headline.of-nodes-unknown', values: { nodes: 4, unknown: 1 } },
      inZone: { key: 'headline.in-zone-if-kube-proxy' },
    });
  });

  it('promises no share where no node has a zone', () => {
    const { answer, url } = ask({ labelled: false, annotated: false });
    expect(headlineView(answer, url).inZoneShare).toBeUndefined();
  });
});

describe('predicted', () => {
  it('has no live value where nothing changed', () => {
    expect(predicted(1, 1)).toEqual({ value: 1 });
    expect(predicted(0, 1)).toEqual({ value: 0, live: 1 });
  });
});
