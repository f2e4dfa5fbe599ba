import { describe, expect, it } from 'vitest';
import type { TutorialOptions } from '#lib/scenario/tutorial.test-support.ts';
import { ask } from '#lib/view/answer.test-support.ts';
import { nodesView } from '#lib/view/nodes-view.ts';

function nodes(options: TutorialOptions = {}) {
  const { answer, url } = ask(options);
  return nodesView(answer, url);
}

describe('nodesView', () => {
  it('sets each zone share of CPU beside its share of endpoints and of hints', () => {
    const half = { value: 0.5 };
    const zone = { nodes: 2, counted: 2, cpuMilli: 8000, cpuShare: half, endpoints: 2, endpointShare: half, hints: 2 };
    expect(nodes().zones).toEqual([
      { ...zone, zone: 'a', hintShare: half },
      { ...zone, zone: 'b', hintShare: half },
    ]);
  });

  it('leaves out what the controller leaves out: the control-plane node, and so half of the CPU of its zone', () => {
    const view = nodes({ version: 'v1.37.2' });
    expect(view.zones.map(({ zone, counted, cpuShare }) => [zone, counted, cpuShare?.value])).toEqual([
      ['a', 1, 1 / 3],
      ['b', 2, 2 / 3],
    ]);
    expect(view.rows.map(({ name, counted, why }) => [name, counted, why.key])).toEqual([
      ['kind-control-plane', false, 'nodes.not-counted.control-plane'],
      ['kind-worker', true, 'nodes.counted'],
      ['kind-worker2', true, 'nodes.counted'],
      ['kind-worker3', true, 'nodes.counted'],
    ]);
    expect(view.counted).toBe(3);
    expect(view.zones.map(({ hintShare }) => hintShare)).toEqual([undefined, undefined]);
  });

  it('sets the share of now beside a predicted one', () => {
    const { answer, url } = ask({}, { whatIf: [{ kind: 'cpu', node: 'kind-worker', cpu: '12' }] });
    expect(nodesView(answer, url).zones.map(({ cpuShare }) => cpuShare)).toEqual([
      { value: 2 / 3, live: 0.5 },
      { value: 1 / 3, live: 0.5 },
    ]);
  });

  it('says why no zone has a share, with every offending node under one finding', () => {
    const view = nodes({ labelled: false });
    expect(view.noShares?.key).toBe('node-without-zone');
    expect(view.zones).toMatchObject([
      { nodes: 4, counted: 0, cpuMilli: 0, endpoints: 4, endpointShare: { value: 1 } },
    ]);
    expect(view.findings.map(({ rule, objects, commands }) => [rule, objects.length, commands.length])).toEqual([
      ['node-without-zone', 4, 4],
    ]);
  });
});
