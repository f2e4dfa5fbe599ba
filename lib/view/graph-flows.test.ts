import { describe, expect, it } from 'vitest';
import { ask } from '#lib/view/answer.test-support.ts';
import { crossesZones } from '#lib/view/crosses-zones.ts';
import { laneId, MOST_LINES, zoneToZone } from '#lib/view/graph-flows.ts';
import { graphView } from '#lib/view/graph-view.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import { scene } from '#lib/view/scene.test-support.ts';
import { selectedPort } from '#lib/view/selected-port.ts';

function flowsOf(options: Parameters<typeof ask>[0]) {
  const { analysis } = ask(options).answer;
  const port = selectedPort(analysis, {});
  return port === undefined ? [] : zoneToZone(port, 'cluster');
}

describe('zoneToZone', () => {
  it('keeps each zone to itself where hints are followed', () => {
    expect(flowsOf({})).toEqual([
      { from: 'a', to: 'a', share: 0.5, onNode: 0 },
      { from: 'b', to: 'b', share: 0.5, onNode: 0 },
    ]);
  });

  it('sends half across where one endpoint serves all', () => {
    expect(flowsOf({ pods: ['hfbmj'] })).toEqual([
      { from: 'a', to: 'a', share: 0.5, onNode: 0 },
      { from: 'b', to: 'a', share: 0.5, onNode: 0 },
    ]);
  });

  it('has no zones to name where there are none, and tells what stays on each of the four nodes', () => {
    expect(flowsOf({ labelled: false })).toEqual([{ share: 1, onNode: 0.25 }]);
  });
});

describe('graphFlows', () => {
  it('draws a line for each backend up to a number, and bundles beyond it', () => {
    const drawn = (nodes: number, endpoints: number) =>
      graphView(scene({ nodesByZone: { a: nodes }, endpoints }), DEFAULT_URL_STATE, { width: 796, height: 600 });
    const lines = drawn(20, 20);
    expect(lines.flows).toHaveLength(MOST_LINES);
    expect(lines.flows.some(({ bundled }) => bundled)).toBe(false);
    expect(drawn(21, 20).flows.map(({ id, bundled }) => [id, bundled])).toEqual([['bundle:a>a', true]]);
  });

  it('dashes what leaves its zone, in the colour of the zone that it comes from', () => {
    const { answer, url } = ask({ pods: ['hfbmj'] });
    const { flows } = graphView(answer, url, { width: 796, height: 600 });
    expect(flows.map(({ from, crosses, colorIndex }) => [from, crosses, colorIndex])).toEqual([
      ['kind-control-plane', false, 0],
      ['kind-worker', false, 0],
      ['kind-worker2', true, 1],
      ['kind-worker3', true, 1],
    ]);
  });
});

describe('crossesZones and laneId', () => {
  it('take "no zone" for a lane of its own', () => {
    expect([
      crossesZones('a', 'a'),
      crossesZones('a', 'b'),
      crossesZones(undefined, 'a'),
      crossesZones(undefined, undefined),
    ]).toEqual([false, true, true, false]);
    expect(laneId(undefined)).not.toBe(laneId('no zone'));
  });
});
