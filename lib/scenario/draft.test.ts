import { describe, expect, it } from 'vitest';
import { assume, type Draft, refuse } from '#lib/scenario/draft.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';

const draft: Draft = { ...tutorial(), outcome: { goes: [], comes: [] }, assumptions: [], refused: [] };

describe('assume', () => {
  it('says each assumption once, and other values of it again', () => {
    const said = [{ zone: 'a' }, { zone: 'b' }, { zone: 'a' }].reduce(
      (after, values) => assume(after, 'k', values),
      draft,
    );
    expect(said.assumptions).toEqual([
      { key: 'k', values: { zone: 'a' } },
      { key: 'k', values: { zone: 'b' } },
    ]);
    expect(draft.assumptions).toEqual([]);
  });
});

describe('refuse', () => {
  it('adds the reason and leaves the rest', () => {
    expect(refuse(draft, 'k', { node: 'x' })).toEqual({ ...draft, refused: [{ key: 'k', values: { node: 'x' } }] });
  });
});
