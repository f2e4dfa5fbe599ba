import { describe, expect, it } from 'vitest';
import type { Draft } from '#lib/scenario/draft.ts';
import { resync } from '#lib/scenario/resync.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const draft: Draft = { ...tutorial(), outcome: { goes: [], comes: [] }, assumptions: [], refused: [] };

describe('resync', () => {
  it('keeps the slice, its name and its hints where nothing changed', () => {
    expect(resync(draft, draft.context)).toEqual({ slices: draft.slices, countsTie: false });
  });

  it('takes an endpoint out with its pod, in the slice that is there', () => {
    const [slice, ...more] = resync({ ...draft, pods: draft.pods.slice(1) }, draft.context).slices;
    expect(more).toEqual([]);
    expect(slice?.name).toBe(draft.slices[0]?.name);
    expect(slice?.endpoints).toHaveLength(3);
  });

  it('leaves the slices of a Service without selector alone', () => {
    const { selector: _, ...service } = draft.service;
    expect(resync({ ...draft, service, pods: [] }, draft.context).slices).toEqual(draft.slices);
    const byHand = draft.slices.map((slice) => ({ ...slice, managedBy: '' }));
    expect(resync({ ...draft, service, slices: byHand, pods: [] }, draft.context).slices).toEqual(byHand);
  });

  it('keeps what somebody else wrote beside its own', () => {
    const custom = draft.slices.map((slice) => ({ ...slice, name: 'a-custom', managedBy: 'mesh' }));
    const synced = resync({ ...draft, slices: [...draft.slices, ...custom], pods: draft.pods.slice(1) }, draft.context);
    expect(synced.slices.map(({ name, endpoints }) => [name, endpoints.length])).toEqual([
      ['a-custom', 4],
      ['kube-dns-wt2f9', 3],
    ]);
  });
});
