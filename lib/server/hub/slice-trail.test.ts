import { expect, test } from 'vitest';
import { createSliceTrail } from '#lib/server/hub/slice-trail.ts';
import { anEndpoint, aSlice } from '#lib/wire/objects.test-support.ts';

test('tells what came, changed and went since the last call, and nothing the second time', () => {
  const kept = aSlice('web-1', [anEndpoint(1)]);
  const trail = createSliceTrail([kept, aSlice('web-2', [])]);
  const now = [kept, aSlice('web-3', [anEndpoint(3)])];
  expect(trail.changes(now)).toEqual({ set: [now[1]], gone: ['web-2'] });
  expect(trail.sent).toEqual(now);
  expect(trail.changes(now)).toBeUndefined();
});
