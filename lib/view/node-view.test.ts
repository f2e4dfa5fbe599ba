import { describe, expect, it } from 'vitest';
import { ask, snapshotOf } from '#lib/view/answer.test-support.ts';
import { answerService } from '#lib/view/answer-service.ts';
import { nodeView } from '#lib/view/node-view.ts';

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
    const printed = [...(page?.ipvs.split('TCP')[1] ?? '').matchAll(/-> (\S+)/g)].map((match) => match[1]);
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

  it('prints what ipvsadm prints there', () => {
    expect(view?.ipvs.split('\n').slice(3, 6)).toEqual([
      'TCP  10.96.0.10:53 rr',
      '  -> 10.244.1.2:53                Masq    1      0          0         ',
      '  -> 10.244.2.2:53                Masq    1      0          0         ',
    ]);
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

  it('is nothing for a node that is not there', () => {
    const nobody = ask({}, { node: 'nobody' });
    expect(nodeView(nobody.answer, nobody.url)).toBeUndefined();
  });
});
