import { afterEach, expect, test } from 'vitest';
import type { TimelineAnswer } from '#lib/model/timeline.ts';
import { UNASKED_VIEWER } from '#lib/server/auth/sight.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import type { Running } from '#lib/server/running.ts';
import { handleTimeline } from '#lib/server/stream/handle-timeline.ts';
import { aNode, anEndpoint, aService, aSlice } from '#lib/wire/objects.test-support.ts';

const ask = (request: Request, made: Running) => handleTimeline(request, made, UNASKED_VIEWER);

let hub: Hub;

function running(isReady = true): Running {
  hub = createHub(hubOptions());
  hub.state.nodes.replace([aNode('n1')]);
  hub.state.services.replace([aService('web')]);
  hub.state.slices.replace([aSlice('web-1', [anEndpoint(1)])]);
  if (isReady) hub.setReady({ version: { major: 1, minor: 30, patch: 0 }, gateOverrides: [], missing: [] });
  return runningWith(hub);
}

afterEach(() => hub.close());

function get(query: string): Request {
  return new Request(`http://localhost/api/timeline${query}`, { headers: { host: 'localhost:3000' } });
}

test('a past moment comes with the nodes, the Service and the slices as they were', async () => {
  const made = running();
  await expect.poll(() => hub.timelineOf('default/web').entries.length).toBe(1);
  const first = new Date().toISOString();
  // What comes in the same millisecond would be at that moment, too.
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(first));
  hub.state.slices.replace([aSlice('web-1', [anEndpoint(1), anEndpoint(2)])]);
  await expect.poll(() => hub.timelineOf('default/web').entries.length).toBe(2);
  const response = ask(get(`?service=default/web&at=${first}`), made);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const answer: TimelineAnswer = await response.json();
  expect(answer.flips).toBe(0);
  expect(answer.entries.map(({ endpoints }) => endpoints)).toEqual([1, 2]);
  expect(answer.moment?.until).toBe(answer.entries[1]?.time);
  expect(answer.moment?.input).toMatchObject({
    nodes: [{ name: 'n1' }],
    service: { name: 'web' },
    version: { major: 1, minor: 30, patch: 0 },
  });
  expect(answer.moment?.input?.slices[0]?.endpoints).toHaveLength(1);
});

test.each([
  ['?service=default/web', 200],
  ['?service=default/none', 404],
  ['?service=web', 400],
  ['', 400],
  ['?service=default/web&at=yesterday', 400],
])('%s is answered %i', async (query, status) => {
  const made = running();
  await expect.poll(() => hub.timelineOf('default/web').entries.length).toBe(1);
  expect(ask(get(query), made).status).toBe(status);
});

test('before the first lists are in the answer is 503', () => {
  expect(ask(get('?service=default/web'), running(false)).status).toBe(503);
});
