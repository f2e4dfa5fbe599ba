import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { compareDump } from '#lib/view/compare-dump.ts';
import { type DumpView, dumpView } from '#lib/view/dump-view.ts';
import { printProxyText } from '#lib/view/proxy-print.ts';

const NODE = 'kind-worker';
const { analysis } = ask().answer;

function printed(node: string = NODE, of = analysis): string {
  return printProxyText({ analyses: [of], node }, 'iptables') ?? '';
}

function viewOf(text: string, hasAllServices = true): DumpView {
  const comparison = compareDump({ analyses: [analysis], node: NODE, text, hasAllServices });
  if (typeof comparison === 'string') throw new Error(comparison);
  return dumpView(comparison, NODE);
}

describe('dumpView()', () => {
  it('says that all is equal, and how it was read', () => {
    const view = viewOf(printed());
    expect(view).toMatchObject({ isEqual: true, differing: [], likely: [], unknownLines: [] });
    expect(view.heading).toEqual({ key: 'dump.equal', values: { ports: 3, differing: 0, node: NODE } });
    expect(view.notes).toEqual([{ key: 'dump.read', values: { command: 'iptables-save', found: 3 } }]);
  });

  const CASES = [
    { name: 'the rules of another zone', text: () => printed('kind-worker2'), cause: 'dump-cause.another-zone' },
    {
      name: 'a data plane that ignores hints',
      text: () => printed(NODE, ask({}, { dataPlanes: [{ kind: 'cilium' }] }).answer.analysis),
      cause: 'dump-cause.hints-ignored',
    },
    {
      name: 'a text that ends in the middle',
      text: () => printed().slice(0, -400),
      cause: 'dump-cause.text-truncated',
    },
    {
      name: 'a text of another cluster',
      text: () => printed().replaceAll('10.96.', '10.97.'),
      cause: 'dump-cause.no-rule-for-any-service',
    },
    {
      name: 'rules for endpoints that are no more',
      text: () => printed().replaceAll('10.244.3.2:', '10.244.9.9:'),
      cause: 'dump-cause.endpoints-of-no-slice',
    },
    {
      name: 'rules that somebody changed',
      text: () => printed().replaceAll('--probability 0.5', '--probability 0.25'),
      cause: 'dump-cause.unexplained',
    },
  ];
  for (const { name, text, cause } of CASES) {
    it(`names the likely cause: ${name}`, () => {
      const view = viewOf(text());
      expect(view.isEqual).toBe(false);
      expect(view.heading.key).toBe('dump.differs');
      expect(view.likely.map(({ key }) => key)).toContain(cause);
    });
  }

  it('names what is missing and what is extra, address by address', () => {
    const view = viewOf(printed().replaceAll('10.244.3.2:9153', '10.244.9.9:9153'));
    expect(view.differing).toMatchObject([
      {
        title: 'TCP 10.96.0.10:9153',
        service: 'kube-system/kube-dns',
        status: 'missing',
        missing: ['10.244.3.2:9153'],
        extra: ['10.244.9.9:9153'],
      },
    ]);
    expect(view.equal).toHaveLength(2);
  });

  it('says that there are no weights, and what else was found to route on the node', () => {
    const text = 'UDP  10.96.0.10:53  0 0 0 0 0\n  -> 10.244.3.2:53 0 0 0 0 0\n';
    expect(viewOf(text).notes).toContainEqual({ key: 'dump.no-weights', values: {} });
    const said = ask({}, { dataPlanes: [{ kind: 'unknown' }] }).answer.analysis;
    const comparison = compareDump({ analyses: [said], node: NODE, text: printed(), hasAllServices: true });
    if (typeof comparison === 'string') throw new Error(comparison);
    expect(dumpView(comparison, NODE)).toMatchObject({ isEqual: true });
    expect(dumpView(comparison, NODE).notes).toContainEqual({ key: 'data-plane.set', values: { kind: 'unknown' } });
  });

  it('says what of the text was not understood', () => {
    const view = viewOf(`root@kind-worker:~# iptables-save\n${printed()}`);
    expect(view.isEqual).toBe(true);
    expect(view.notes).toContainEqual({ key: 'dump.unknown-lines', values: { count: 1 } });
    expect(view.unknownLines).toEqual(['root@kind-worker:~# iptables-save']);
  });
});

describe('compareDump()', () => {
  it('refuses what is no rules, and a node that is not there', () => {
    const question = { analyses: [analysis], node: NODE, hasAllServices: true };
    expect(compareDump({ ...question, text: 'hello\n' })).toBe('not-rules');
    expect(compareDump({ ...question, node: 'nobody', text: printed() })).toBe('no-such-node');
  });

  it('names the command whose output it wants in place of another', () => {
    const question = { analyses: [analysis], node: NODE, hasAllServices: true };
    const json = '{"nftables": [{"metainfo": {"version": "1.0.6"}}]}';
    expect(compareDump({ ...question, text: json })).toBe('nft-json');
    expect(compareDump({ ...question, text: 'Chain KUBE-SERVICES (2 references)\n' })).toBe('iptables-list');
    const ofIptables = 'table ip nat {\n\tchain KUBE-SERVICES {\n\t}\n}\n';
    expect(compareDump({ ...question, text: ofIptables })).toBe('iptables-by-nft');
    const named = 'UDP  10.96.0.10:domain rr\nTCP  10.96.0.10:9153 rr\n';
    expect(compareDump({ ...question, text: named })).toBe('ipvs-names');
    expect(compareDump({ ...question, text: printed().replaceAll(/^/gm, '> ') })).toBe('no-rule-read');
  });

  it('finds rules that are behind the slices', () => {
    const before = ask({ annotated: false }).answer.analysis;
    const comparison = compareDump({
      analyses: [analysis],
      node: NODE,
      text: printed(NODE, before),
      earlierSlices: [before.input.slices],
      hasAllServices: true,
    });
    if (typeof comparison === 'string') throw new Error(comparison);
    expect(dumpView(comparison, NODE).likely[0]).toEqual({
      key: 'dump-cause.earlier-slices',
      values: { generation: 1 },
    });
  });
});
