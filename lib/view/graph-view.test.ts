import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/diagnose/analyse.ts';
import { predict } from '#lib/scenario/predict.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import type { Box, GraphView } from '#lib/view/graph-types.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { scene } from '#lib/view/scene.test-support.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const WIDE = { width: 796, height: 668 };

function answerOf(given = tutorial()): ServiceAnswer {
  return { analysis: analyse(given), assumptions: [], refused: [] };
}

function draw(answer: ServiceAnswer, url: Partial<UrlState> = {}, width = WIDE.width): GraphView {
  return graphView(answer, { ...DEFAULT_URL_STATE, ...url }, { ...WIDE, width });
}

function overlaps(left: Box, right: Box): boolean {
  const apartX = left.x + left.width <= right.x || right.x + right.width <= left.x;
  const apartY = left.y + left.height <= right.y || right.y + right.height <= left.y;
  return !apartX && !apartY;
}

function numbersOf(path: string): readonly number[] {
  return [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
}

/** All y of a path's points: "M x y H x" or "M x y C x y x y x y". */
function heightsOf(path: string): readonly number[] {
  return path.includes('H') ? numbersOf(path).slice(1, 2) : numbersOf(path).filter((_, index) => index % 2 === 1);
}

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
const anyScene = fc.record({
  nodesByZone: fc.record({ a: fc.nat(60), b: fc.nat(12), c: fc.nat(6), '': fc.nat(4) }),
  endpoints: fc.nat(70),
});
const anyWidth = fc.constantFrom(390, 640, 796, 1400);

describe('graphView, for any cluster', () => {
  it('lets no two marks overlap, and keeps all of them in their lane and in the frame', () => {
    fc.assert(
      fc.property(anyScene, anyWidth, (options, width) => {
        const view = draw(scene(options), {}, width);
        const laneById = new Map(view.lanes.map((lane) => [lane.colorIndex, lane]));
        const marks = [...view.nodes, ...view.endpoints];
        for (const [index, mark] of marks.entries()) {
          expect(marks.slice(index + 1).some((other) => overlaps(mark, other))).toBe(false);
          const lane = laneById.get(mark.colorIndex);
          expect(lane).toBeDefined();
          if (lane === undefined) continue;
          expect(mark.y).toBeGreaterThan(lane.y);
          expect(mark.y + mark.height).toBeLessThanOrEqual(lane.y + lane.height);
          expect(mark.x).toBeGreaterThanOrEqual(lane.x);
          expect(mark.x + mark.width).toBeLessThanOrEqual(lane.x + lane.width);
        }
        for (const [index, lane] of view.lanes.entries()) {
          expect(view.lanes.slice(index + 1).some((other) => overlaps(lane, other))).toBe(false);
          expect(lane.x + lane.width).toBeLessThanOrEqual(view.width);
          expect(lane.y + lane.height).toBeLessThanOrEqual(view.height);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a flow that stays in its zone within its lane, and marks every other as crossing', () => {
    fc.assert(
      fc.property(anyScene, anyWidth, (options, width) => {
        const view = draw(scene(options), { node: 'node-a-0000' }, width);
        const laneOf = new Map([
          ...view.lanes.map((lane) => [lane.id, lane] as const),
          ...[...view.nodes, ...view.endpoints].map(
            (mark) => [mark.id, view.lanes.find(({ colorIndex }) => colorIndex === mark.colorIndex)] as const,
          ),
        ]);
        for (const flow of view.flows) {
          const from = laneOf.get(flow.from);
          expect(flow.crosses).toBe(from?.id !== laneOf.get(flow.to)?.id);
          if (flow.crosses || from === undefined) continue;
          for (const y of heightsOf(flow.path)) {
            expect(y - flow.width / 2).toBeGreaterThanOrEqual(from.y);
            expect(y + flow.width / 2).toBeLessThanOrEqual(from.y + from.height);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('bundles to at most zones squared, and draws only the pinned node by itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 41, max: 80 }), fc.nat(70), (a, endpoints) => {
        const answer = scene({ nodesByZone: { a, b: 9, c: 3 }, endpoints });
        expect(draw(answer).flows.length).toBeLessThanOrEqual(9);
        const pinned = draw(answer, { node: 'node-b-0002' }).flows.filter(({ bundled }) => !bundled);
        expect(pinned.every(({ from }) => from === 'node-b-0002')).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('gives shares that add up to the whole traffic', () => {
    fc.assert(
      fc.property(anyScene, (options) => {
        const view = draw(scene(options));
        if (view.flows.length === 0) return;
        const sum = view.endpoints.reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(1, 6);
      }),
      { numRuns: 30 },
    );
  });
});

describe('graphView, on the tutorial', () => {
  it('draws zone a above zone b, with each zone in its own lane', () => {
    const view = draw(answerOf());
    expect(view.lanes.map(({ zone, colorIndex }) => [zone, colorIndex])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(view.flows).toHaveLength(8);
    expect(view.flows.some(({ crosses }) => crosses)).toBe(false);
    expect(view.crossZoneShare).toBe(0);
    expect(view.nodes.every(({ form }) => form === 'card')).toBe(true);
    expect(view.lanes[0]?.facts).toEqual([
      { key: 'lane.nodes', values: { nodes: 2 } },
      { key: 'lane.cpu', values: { share: 0.5 } },
      { key: 'lane.endpoints', values: { share: 0.5 } },
      { key: 'lane.kept', values: { share: 1 } },
    ]);
  });

  it('stands every endpoint beside its node', () => {
    const view = draw(answerOf());
    for (const endpoint of view.endpoints) {
      expect(endpoint.y).toBe(view.nodes.find(({ name }) => name === endpoint.nodeName)?.y);
    }
  });

  it('shows one lane without zones at the start, and promises no share', () => {
    const view = draw(answerOf(tutorial({ labelled: false, annotated: false })));
    expect(view.lanes.map(({ id, title }) => [id, title.key])).toEqual([['no zone', 'lane.no-zone']]);
    expect(view.flows).toHaveLength(16);
    expect(view.crossZoneShare).toBeUndefined();
  });

  it('dims all but the pinned node and its own backends, and writes its shares', () => {
    const view = draw(answerOf(), { node: 'kind-worker2' });
    expect(view.nodes.filter(({ dimmed }) => !dimmed).map(({ name }) => name)).toEqual(['kind-worker2']);
    expect(
      view.endpoints
        .filter(({ dimmed }) => !dimmed)
        .map(({ name }) => name.slice(-5))
        .sort(),
    ).toEqual(['hswkq', 'rhk7r']);
    const labelled = view.flows.filter(({ label }) => label !== undefined);
    expect(labelled.map(({ from, share, dimmed }) => [from, share, dimmed])).toEqual([
      ['kind-worker2', 0.5, false],
      ['kind-worker2', 0.5, false],
    ]);
  });

  it('lets the node pointed at take precedence over the pinned one', () => {
    const url = { ...DEFAULT_URL_STATE, node: 'kind-worker2' };
    const view = graphView(answerOf(), url, { ...WIDE, pointedNode: 'kind-worker' });
    expect(view.nodes.filter(({ dimmed }) => !dimmed).map(({ name }) => name)).toEqual(['kind-worker']);
    expect(view.nodes.filter(({ pinned }) => pinned).map(({ name }) => name)).toEqual(['kind-worker2']);
  });

  it('moves nothing when hints go, a node is pinned or an endpoint turns unready', () => {
    const before = draw(answerOf());
    const unready = tutorial();
    const slices = unready.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map(({ hints: _, ...endpoint }, index) => ({
        ...endpoint,
        conditions: { ready: index !== 0 },
      })),
    }));
    const after = draw(answerOf({ ...unready, slices }), { node: 'kind-worker' });
    expect(after.nodes.map(boxOf)).toEqual(before.nodes.map(boxOf));
    expect(after.endpoints.map(boxOf)).toEqual(before.endpoints.map(boxOf));
    expect(after.lanes.map(boxOf)).toEqual(before.lanes.map(boxOf));
  });

  it('moves no other endpoint when two of them go for good', () => {
    const before = draw(answerOf());
    const after = draw(answerOf(tutorial({ pods: ['hfbmj', 'hswkq'] })));
    for (const endpoint of after.endpoints) {
      expect(boxOf(endpoint)).toEqual(boxOf(before.endpoints.find(({ id }) => id === endpoint.id) ?? endpoint));
    }
    expect(after.lanes.map(boxOf)).toEqual(before.lanes.map(boxOf));
  });

  it('keeps what a what-if takes away in its place, dimmed', () => {
    const given = tutorial();
    const prediction = predict(given, [{ kind: 'replicas', replicas: 2 }]);
    const answer = { ...answerOf(prediction.input), live: analyse(given), outcome: prediction.outcome };
    const view = draw(answer);
    expect(view.endpoints.map(boxOf)).toEqual(draw(answerOf(given)).endpoints.map(boxOf));
    const goes = view.endpoints.filter(({ fate }) => fate === 'goes');
    expect(goes.map(({ name, dimmed, share }) => [name.slice(-5), dimmed, share])).toEqual([
      ['pxphb', true, 0],
      ['rhk7r', true, 0],
    ]);
  });

  it('shows what a what-if brings, without an address that nobody knows', () => {
    const given = tutorial({ pods: ['hfbmj', 'hswkq'] });
    const prediction = predict(given, [{ kind: 'replicas', replicas: 4 }]);
    const view = draw({ ...answerOf(prediction.input), live: analyse(given), outcome: prediction.outcome });
    const comes = view.endpoints.filter(({ fate }) => fate === 'comes');
    expect(comes.map(({ address, nodeName }) => [address, nodeName])).toEqual([
      ['', 'kind-control-plane'],
      ['', 'kind-worker3'],
    ]);
  });

  it('moves no endpoint that is there when a what-if brings others', () => {
    const given = tutorial();
    const before = draw(answerOf(given));
    const prediction = predict(given, [{ kind: 'replicas', replicas: 9 }]);
    const after = draw({ ...answerOf(prediction.input), live: analyse(given), outcome: prediction.outcome });
    const stays = after.endpoints.filter(({ fate, colorIndex }) => fate === 'stays' && colorIndex === 0);
    expect(stays).toHaveLength(2);
    for (const endpoint of stays) {
      expect(boxOf(endpoint)).toEqual(boxOf(before.endpoints.find(({ id }) => id === endpoint.id) ?? endpoint));
    }
  });

  it('says in its titles when the traffic comes from outside, and what kube-proxy goes by then', () => {
    const given = tutorial({ version: 'v1.36.0' });
    const ports = given.service.ports.map((port, index) => ({ ...port, nodePort: 30_000 + index }));
    const service = { ...given.service, type: 'NodePort', externalTrafficPolicy: 'Local', ports } as const;
    const answer = answerOf(predict({ ...given, service }, [{ kind: 'mode', mode: 'PreferSameZone' }]).input);
    const keysOf = ({ columns }: GraphView) => [columns.clients.key, columns.filter.key];
    expect(keysOf(draw(answer))).toEqual(['column.clients', 'column.filter-zone']);
    expect(keysOf(draw(answer, { from: 'outside' }))).toEqual(['column.clients-outside', 'column.filter-local']);
    expect(keysOf(draw(answerOf(given), { from: 'outside' }))).toEqual(['column.clients', 'column.filter-all']);
  });

  it('counts as crossing what the headline does not count as staying, with nodes that have no zone', () => {
    const answer = scene({ nodesByZone: { a: 2, b: 1, c: 1, '': 2 }, endpoints: 9 });
    const { inZoneShare = 0 } = answer.analysis.verdict;
    expect(inZoneShare).toBeGreaterThan(0);
    expect(draw(answer).crossZoneShare).toBeCloseTo(1 - inZoneShare, 6);
  });

  it('calls no way to a pod on the node itself a crossing, though the endpoint has the zone of before', () => {
    const given = tutorial({ version: 'v1.36.0', annotated: false });
    const slices = given.slices.map((slice) => ({
      ...slice,
      endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, zone: 'of-before' })),
    }));
    const answer = answerOf({ ...given, slices });
    const view = draw(answer);
    const nodeById = new Map(answer.analysis.ports[0]?.endpoints.map(({ id, nodeName }) => [id, nodeName]));
    const staying = view.flows.filter(({ crosses }) => !crosses);
    expect(staying.map(({ from, to }) => [from, nodeById.get(to)])).toEqual(staying.map(({ from }) => [from, from]));
    expect(staying).toHaveLength(4);
    expect(view.crossZoneShare).toBeCloseTo(1 - (answer.analysis.verdict.inZoneShare ?? 0), 6);
    expect(view.crossZoneShare).toBeCloseTo(0.75, 6);
  });

  it('tells of a headless Service why there is nothing to draw', () => {
    const given = tutorial();
    const view = draw(answerOf({ ...given, service: { ...given.service, clusterIP: 'None' } }));
    expect(view.empty?.key).toBe('graph.no-ports');
    expect(view.flows).toEqual([]);
  });
});

describe('graphView, on a large cluster', () => {
  const large = scene({ nodesByZone: { a: 168, b: 132, c: 111, '': 1 }, endpoints: 60 });

  it('draws 412 nodes as cells, and their flows as at most zones squared bundles', () => {
    const view = draw(large);
    expect(view.nodes).toHaveLength(412);
    expect(view.lanes.map(({ id }) => id)).toEqual(['zone:a', 'zone:b', 'zone:c', 'no zone']);
    expect(view.flows.length).toBeLessThanOrEqual(16);
    expect(view.flows.every(({ bundled }) => bundled)).toBe(true);
    const total = view.flows.reduce((sum, { share }) => sum + share, 0);
    expect(total).toBeCloseTo(1, 6);
  });

  it('is drawn the same forty times', () => {
    const first = JSON.stringify(draw(large));
    for (let run = 0; run < 40; run++) expect(JSON.stringify(draw(large))).toBe(first);
  });
});
