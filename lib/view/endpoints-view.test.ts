import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { endpointsView } from '#lib/view/endpoints-view.ts';

describe('endpointsView', () => {
  it('has every endpoint with its zone, hint, slice, share and who dials it', () => {
    const { answer, url } = ask();
    expect(
      endpointsView(answer, url).map(({ name, zone, hints, slice, share, dialledBy, load }) => [
        name.slice(-5),
        zone,
        hints,
        slice,
        share.value,
        dialledBy.value,
        load.value,
      ]),
    ).toEqual([
      ['hfbmj', 'a', ['a'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['pxphb', 'a', ['a'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['hswkq', 'b', ['b'], 'kube-dns-wt2f9', 0.25, 2, 1],
      ['rhk7r', 'b', ['b'], 'kube-dns-wt2f9', 0.25, 2, 1],
    ]);
  });

  it('keeps those that go, with their live share', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'replicas', replicas: 2 }] });
    const rows = endpointsView(answer, url);
    expect(rows.map(({ name, fate, share }) => [name.slice(-5), fate, share])).toEqual([
      ['hfbmj', 'stays', { value: 0.5, live: 0.25 }],
      ['pxphb', 'goes', { value: 0, live: 0.25 }],
      ['hswkq', 'stays', { value: 0.5, live: 0.25 }],
      ['rhk7r', 'goes', { value: 0, live: 0.25 }],
    ]);
  });

  it('says of each what stands now, where the what-if changes it', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'mode', mode: 'off' }] });
    const [row] = endpointsView(answer, url);
    expect(row).toMatchObject({ hints: [], liveHints: ['a'], dialledBy: { value: 4, live: 2 }, load: { value: 1 } });
    expect(row?.liveState).toBeUndefined();
    const down = ask({}, { whatIf: [{ kind: 'zone-down', zone: 'a', phase: 'notready' }] });
    expect(endpointsView(down.answer, down.url)[0]).toMatchObject({ state: 'not-ready', liveState: 'ready' });
  });
});
