import { expect, it } from 'vitest';
import { besideLive } from '#lib/view/beside-live.ts';

it('says a number alone where nothing is predicted, or nothing differs', () => {
  expect(besideLive('lane.nodes', { nodes: 2 }, undefined)).toEqual({ key: 'lane.nodes', values: { nodes: 2 } });
  expect(besideLive('lane.kept', { share: 0.1 + 0.2 }, 0.3).key).toBe('lane.kept');
});

it('says the live number in the same words where the two differ', () => {
  expect(besideLive('lane.kept', { share: 0.5 }, 1)).toEqual({
    key: 'lane.kept-live',
    values: { share: 0.5, live: 1 },
  });
});
