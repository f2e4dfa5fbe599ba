import { describe, expect, it } from 'vitest';
import { formOf, layoutLanes } from '#lib/view/lane-layout.ts';

describe('layoutLanes', () => {
  it('takes cards up to 8, rows up to 40, and cells beyond', () => {
    expect([1, 8, 9, 40, 41].map((count) => formOf(count))).toEqual(['card', 'card', 'row', 'row', 'cell']);
  });

  it('stands several endpoints of one node below each other, and none outside', () => {
    const endpoints = ['w', 'x', 'y', 'z'].map((id) => ({ id, row: 1 }));
    const [lane] = layoutLanes([{ id: 'a', nodeIds: ['n1', 'n2'], endpoints }], { width: 796 }).lanes;
    const heights = [...(lane?.boxByEndpoint.values() ?? [])].map(({ y }) => y);
    expect(heights).toEqual([...heights].sort((left, right) => left - right));
    expect(new Set(heights).size).toBe(4);
    expect(heights[0]).toBe(lane?.boxByNode.get('n1')?.y);
  });

  it('gives a new endpoint the row of its node where that is free, else the first free one', () => {
    const endpoints = [
      { id: 'old', row: 1 },
      { id: 'new-1', row: 1, isNew: true },
      { id: 'new-2', row: 2, isNew: true },
    ];
    const [lane] = layoutLanes([{ id: 'a', nodeIds: ['n1', 'n2', 'n3'], endpoints }], { width: 796 }).lanes;
    const rowOf = (id: string) => lane?.boxByEndpoint.get(id)?.y;
    expect(['old', 'new-1', 'new-2'].map(rowOf)).toEqual(['n2', 'n1', 'n3'].map((id) => lane?.boxByNode.get(id)?.y));
  });

  it('draws endpoints as cells beside nodes that are cells, unless they are few', () => {
    const formBeside = (nodes: number, count: number) => {
      const names = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${index}`);
      const endpoints = names('e', count).map((id) => ({ id, row: 0 }));
      return layoutLanes([{ id: 'a', nodeIds: names('n', nodes), endpoints }], { width: 796 }).lanes[0]?.endpointForm;
    };
    expect([formBeside(41, 8), formBeside(41, 9), formBeside(40, 9)]).toEqual(['card', 'cell', 'row']);
  });

  it('takes rows where cards would stand outside the frame for the most part, and not for what a what-if adds', () => {
    const lanes = (endpoints: number, added = 0) =>
      ['a', 'b', 'c'].map((id) => ({
        id,
        nodeIds: [`${id}-1`, `${id}-2`],
        endpoints: Array.from({ length: endpoints + added }, (_, index) => ({
          id: `${id}-${index}`,
          row: 0,
          isNew: index >= endpoints,
        })),
      }));
    const formIn = (height: number | undefined, contents: ReturnType<typeof lanes>) =>
      layoutLanes(contents, { width: 796, ...(height !== undefined && { height }) }).lanes[0]?.endpointForm;
    expect([formIn(600, lanes(2)), formIn(480, lanes(2)), formIn(1_000, lanes(4))]).toEqual(['card', 'row', 'card']);
    expect(formIn(600, lanes(2, 2))).toBe('card');
    expect(formIn(undefined, lanes(8))).toBe('card');
    const heightIn = (height: number) => layoutLanes(lanes(4), { width: 796, height }).height;
    expect(heightIn(480)).toBeLessThan(heightIn(1_000) / 2);
  });

  it('takes cells where even rows would stand outside the frame many times over, but for few endpoints', () => {
    const lanes = (nodes: number) =>
      ['a', 'b', 'c'].map((id) => ({
        id,
        nodeIds: Array.from({ length: nodes }, (_, index) => `${id}-${index}`),
        endpoints: [{ id: `${id}-pod`, row: 0 }],
      }));
    const formsIn = (height: number, nodes: number) => {
      const [lane] = layoutLanes(lanes(nodes), { width: 796, height }).lanes;
      return [lane?.nodeForm, lane?.endpointForm];
    };
    expect(formsIn(480, 12)).toEqual(['row', 'row']);
    expect(formsIn(480, 34)).toEqual(['cell', 'row']);
    expect(formsIn(2_400, 34)).toEqual(['row', 'card']);
  });

  it('leaves room for flows between nodes and endpoints at every width', () => {
    for (const width of [280, 390, 640, 796, 1920]) {
      const [lane] = layoutLanes([{ id: 'a', nodeIds: ['n'], endpoints: [{ id: 'e', row: 0 }] }], { width }).lanes;
      expect((lane?.endpointsLeft ?? 0) - (lane?.nodesRight ?? 0)).toBeGreaterThanOrEqual(72);
    }
  });

  it('makes a lane as high as what stands in it', () => {
    const lanes = layoutLanes(
      [
        { id: 'a', nodeIds: ['n1', 'n2', 'n3'], endpoints: [] },
        { id: 'b', nodeIds: ['n4'], endpoints: [] },
      ],
      { width: 796 },
    ).lanes;
    expect((lanes[0]?.height ?? 0) - (lanes[1]?.height ?? 0)).toBe(160);
    expect(lanes[1]?.y).toBe((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0) + 16);
  });

  it('takes smaller cells for more nodes than the frame would show, but not where endpoints need the room anyway', () => {
    const lanes = (nodes: number, endpoints = 0) =>
      ['a', 'b', 'c'].map((id) => ({
        id,
        nodeIds: Array.from({ length: nodes }, (_, index) => `${id}-${index}`),
        endpoints: Array.from({ length: endpoints }, (_, index) => ({ id: `${id}-e${index}`, row: 0 })),
      }));
    const cellIn = (contents: ReturnType<typeof lanes>) =>
      [...(layoutLanes(contents, { width: 796, height: 480 }).lanes[0]?.boxByNode.values() ?? [])][0]?.width;
    expect([cellIn(lanes(50)), cellIn(lanes(400)), cellIn(lanes(1_700))]).toEqual([10, 6, 3]);
    expect(layoutLanes(lanes(1_700), { width: 796, height: 480 }).height).toBeLessThan(1.3 * 480);
    expect(cellIn(lanes(50, 600))).toBe(10);
  });
});
