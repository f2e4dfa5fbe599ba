import { describe, expect, it } from 'vitest';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { nodeView } from '#lib/view/node-view.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';

describe('nodeView', () => {
  const { answer, url } = ask({}, { node: 'kind-worker2', port: 'dns-tcp' });
  const view = nodeView(answer, url);

  it('lists the backends of every port, ports in the order of kube-proxy', () => {
    expect(view?.ports.map(({ title, portName, selected }) => [title, portName, selected])).toEqual([
      ['UDP 10.96.0.10:53', 'dns', false],
      ['TCP 10.96.0.10:53', 'dns-tcp', true],
      ['TCP 10.96.0.10:9153', 'metrics', false],
    ]);
    expect(view?.ports[2]?.backends.map(({ address, share, crosses }) => [address, share, crosses])).toEqual([
      ['10.244.1.2:9153', 0.5, false],
      ['10.244.2.2:9153', 0.5, false],
    ]);
  });

  it('says why the node dials nothing of a Service that kube-proxy does not serve', () => {
    const snapshot = snapshotOf();
    const labels = { 'service.kubernetes.io/service-proxy-name': 'mesh' };
    const mesh = answerService({ ...snapshot, service: { ...snapshot.service, labels } }, url);
    const ofMesh = nodeView(mesh, url);
    expect(ofMesh?.ports).toEqual([]);
    expect(ofMesh?.facts[0]).toEqual({ key: 'service-proxy-name' });
    expect(view?.facts[0]?.key).toBe('node.dials');
  });

  it('lists backends in the numeric order of their addresses, as the ipvs block does', () => {
    const addresses = ['10.244.10.3', '10.244.9.12', '10.244.9.2', '10.244.100.1'];
    const snapshot = snapshotOf();
    const slices = snapshot.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }, index) => ({
        ...endpoint,
        addresses: [addresses[index] ?? ''],
      })),
    }));
    const page = nodeView(answerService({ ...snapshot, slices }, url), url);
    const listed = page?.ports[1]?.backends.map(({ address }) => address);
    expect(listed).toEqual(['10.244.9.2:53', '10.244.9.12:53', '10.244.10.3:53', '10.244.100.1:53']);
    const text = printProxyText(
      { analyses: [answerService({ ...snapshot, slices }, url).analysis], node: 'kind-worker2' },
      'ipvs',
    );
    const printed = [...(text?.split('TCP')[1] ?? '').matchAll(/-> (\S+)/g)].map((match) => match[1]);
    expect(printed).toEqual(listed);
  });

  it('tells the chain of decisions', () => {
    expect(view?.ports[1]?.steps.map(({ text }) => text.key)).toEqual([
      'step.endpoints',
      'step.all-hinted',
      'step.for-zone',
      'same-zone',
      'step.so',
    ]);
    expect(view?.ports[1]?.steps[2]?.text.values).toEqual({ endpoints: 2, zone: 'b' });
  });

  it('offers the modes that the version of its kube-proxy has, and says which is known', () => {
    expect(view?.print).toEqual({
      proxiers: ['ipvs', 'iptables'],
      warnsOfIpvs: false,
      isOther: false,
      hasNodePorts: false,
    });
    const newer = ask({}, { node: 'kind-worker2', minor: '1.37', dataPlanes: [{ kind: 'nftables' }] });
    expect(nodeView(newer.answer, newer.url)?.print).toEqual({
      proxiers: ['ipvs', 'iptables', 'nftables'],
      known: 'nftables',
      warnsOfIpvs: true,
      isOther: false,
      hasNodePorts: false,
    });
  });

  it('says what routes there, how that was found, and who said so', () => {
    expect(view?.dataPlane).toMatchObject({ kind: 'kube-proxy', text: { key: 'data-plane.no-sign' }, isSet: false });
    const said = ask({}, { node: 'kind-worker2', dataPlanes: [{ node: 'kind-worker2', kind: 'cilium' }] });
    expect(nodeView(said.answer, said.url)).toMatchObject({
      dataPlane: { kind: 'cilium', text: { key: 'data-plane.set' }, isSet: true },
      print: { isOther: true },
    });
  });

  it('says what it would dial if its zone lost its endpoints', () => {
    expect(view?.ifZoneLost).toEqual({ key: 'node.if-zone-lost-all', values: { zone: 'b', endpoints: 2 } });
  });

  it('shows a crossing backend, and the reason, at one replica', () => {
    const one = ask({ pods: ['hfbmj'] }, { node: 'kind-worker2' });
    const [port] = nodeView(one.answer, one.url)?.ports ?? [];
    expect(port?.backends).toMatchObject([{ address: '10.244.3.2:53', zone: 'a', share: 1, crosses: true }]);
    expect(port?.steps.map(({ text }) => text.key)).toContain('no-hints');
  });

  it('keeps the live backends beside the predicted ones', () => {
    const asked = ask({}, { node: 'kind-worker2', whatIf: [{ kind: 'replicas', replicas: 2 }] });
    const predicted = nodeView(asked.answer, asked.url);
    expect(predicted?.ports[0]?.backends.map(({ address }) => address)).toEqual(['10.244.1.2:53']);
    expect(predicted?.live?.backends.map(({ address }) => address)).toEqual(['10.244.1.2:53', '10.244.2.2:53']);
  });

  it('counts and explains what traffic from outside meets, where the URL asks for that', () => {
    const snapshot = snapshotOf({ version: 'v1.36.0' });
    const ports = snapshot.service.ports.map((port, index) => ({ ...port, nodePort: 30_000 + index }));
    const service = { ...snapshot.service, type: 'NodePort', externalTrafficPolicy: 'Local', ports } as const;
    const from = (origin: 'cluster' | 'outside') => {
      const state = { ...url, from: origin, whatIf: [{ kind: 'mode', mode: 'PreferSameZone' }] } as const;
      return nodeView(answerService({ ...snapshot, service }, state), state);
    };
    expect(from('cluster')?.facts[0]).toEqual({ key: 'node.dials', values: { dials: 2, endpoints: 4 } });
    expect(from('outside')?.facts[0]).toEqual({ key: 'node.dials', values: { dials: 1, endpoints: 4 } });
    const outside = from('outside')?.ports[1];
    expect(outside?.outside?.map(({ address }) => address)).toEqual(['10.244.1.2:53']);
    expect(outside?.outsideSteps?.at(-1)?.text).toEqual({ key: 'step.so', values: { dialled: 1 } });
    expect(from('outside')?.ifZoneLost).toBeUndefined();
  });

  it('is nothing for a node that is not there', () => {
    const nobody = ask({}, { node: 'nobody' });
    expect(nodeView(nobody.answer, nobody.url)).toBeUndefined();
  });
});
