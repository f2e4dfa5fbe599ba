import { describe, expect, it } from 'vitest';
import { formOf, layoutLanes } from '#lib/view/lane-layout.ts';

describe('layoutLanes', () => {
  it('takes cards up to 8, rows up to 40, and cells beyond', () => {
    expect([1, 8, 9, 40, 41].map(formOf)).toEqual(['card', 'card', 'row', 'row', 'cell']);
  });

  it('stands several endpoints of one node below each other, and none outside', () => {
    const endpoints = ['w', 'x', 'y', 'z'].map((id) => ({ id, row: 1 }));
    const [lane] = layoutLanes([{ id: 'a', nodeIds: ['n1', 'n2'], endpoints }], 796).lanes;
    const heights = [...(lane?.boxByEndpoint.values() ?? [])].map(({ y }) => y);
    expect(heights).toEqual([...heights].sort((left, right) => left - right));
    expect(new Set(heights).size).toBe(4);
    expect(heights[0]).toBe(lane?.boxByNode.get('n1')?.y);
  });

  it('leaves room for flows between nodes and endpoints at every width', () => {
    for (const width of [280, 390, 640, 796, 1920]) {
      const [lane] = layoutLanes([{ id: 'a', nodeIds: ['n'], endpoints: [{ id: 'e', row: 0 }] }], width).lanes;
      expect((lane?.endpointsLeft ?? 0) - (lane?.nodesRight ?? 0)).toBeGreaterThanOrEqual(72);
    }
  });

  it('makes a lane as high as what stands in it', () => {
    const lanes = layoutLanes(
      [
        { id: 'a', nodeIds: ['n1', 'n2', 'n3'], endpoints: [] },
        { id: 'b', nodeIds: ['n4'], endpoints: [] },
      ],
      796,
    ).lanes;
    expect((lanes[0]?.height ?? 0) - (lanes[1]?.height ?? 0)).toBe(160);
    expect(lanes[1]?.y).toBe((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0) + 16);
  });
});
