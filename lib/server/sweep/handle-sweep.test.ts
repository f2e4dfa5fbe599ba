import { afterEach, describe, expect, test } from 'vitest';
import { rowOf } from '#lib/diagnose/service-row.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { tutorial } from '#lib/scenario/tutorial.test-support.ts';
import { shopSight } from '#lib/server/auth/sight.test-support.ts';
import type { Sight } from '#lib/server/auth/sight.ts';
import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { createHub, type Hub } from '#lib/server/hub/hub.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import { handleSweep } from '#lib/server/sweep/handle-sweep.ts';
import type { MissingPermission } from '#lib/wire/watched-cluster.ts';

const VERSION = { major: 1, minor: 31, patch: 14 };

let hub: Hub | undefined;
afterEach(() => hub?.close());

interface Options {
  readonly ready?: boolean;
  readonly services?: number;
  readonly missing?: readonly MissingPermission[];
}

/** kube-dns of the tutorial, under as many names as wanted. */
function hubWith({ ready = true, services = 1, missing = [] }: Options = {}): Hub {
  const input = tutorial({ version: 'v1.31.14', gates: [] });
  const { status } = hubOptions();
  const made = createHub(hubOptions({ rowOf, status: { ...status, missing } }));
  hub = made;
  const names = Array.from({ length: services }, (_, index) => (index === 0 ? 'kube-dns' : `dns-${index}`));
  made.state.nodes.replace(input.nodes);
  made.state.services.replace(names.map((name) => ({ ...input.service, name })));
  made.state.slices.replace(
    names.flatMap((name) => input.slices.map((slice) => ({ ...slice, name: `${name}-x`, serviceName: name }))),
  );
  if (ready) made.setReady({ version: VERSION, gateOverrides: [], missing: missing.map(({ resource }) => resource) });
  return made;
}

function ask(of: Hub, query: string, init: RequestInit = {}): Promise<Response> {
  const url = `http://localhost:3000/api/sweep${query}`;
  const route = guardedRoute(handleSweep, { running: () => runningWith(of) });
  return route(new Request(url, { ...init, headers: { host: 'localhost:3000', ...init.headers } }));
}

async function rowsOf(response: Response): Promise<readonly ServiceRow[]> {
  expect(response.status).toBe(200);
  return (await response.json()).rows;
}

describe('GET /api/sweep', () => {
  test('answers the rows of a what-if, without pods', async () => {
    const rows = await rowsOf(await ask(hubWith(), '?what-if=mode:off'));
    expect(rows.map(({ key, mode }) => [key, mode])).toEqual([['kube-system/kube-dns', 'off']]);
  });

  test('makes changes of a Service to the one that is named', async () => {
    const rows = await rowsOf(await ask(hubWith({ services: 3 }), '?what-if=mode:off&service=kube-system/dns-1'));
    expect(rows.filter(({ mode }) => mode === 'off').map(({ key }) => key)).toEqual(['kube-system/dns-1']);
  });

  test('answers again from what it kept until the cluster changes', async () => {
    const of = hubWith();
    const first = await (await ask(of, '?minor=1.36')).text();
    expect(await (await ask(of, '?minor=1.36')).text()).toBe(first);
    const [slice] = tutorial({ version: 'v1.31.14', gates: [] }).slices;
    if (slice === undefined) throw new Error('no slice');
    of.state.slices.replace([{ ...slice, name: 'kube-dns-x', endpoints: slice.endpoints.slice(0, 2) }]);
    const [row] = await rowsOf(await ask(of, '?minor=1.36'));
    expect(Object.values(row?.endpointsByZone ?? {}).reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  const wrong = [
    { name: 'a change that is none', query: '?what-if=replicas:many' },
    { name: 'a gate that is none', query: '?gates=x' },
    { name: 'a mix that is none', query: '?mix=moon' },
    { name: 'a data plane that is none', query: '?data-plane=n1' },
    { name: 'a version that is none', query: '?minor=one' },
    { name: 'a Service without namespace', query: '?service=web' },
    { name: 'a parameter twice', query: '?mix=cpu&mix=nodes' },
    { name: 'more changes than it makes', query: `?what-if=${Array(21).fill('cordon:n1').join(',')}` },
  ];
  for (const { name, query } of wrong) {
    test(`refuses ${name} in one sentence that repeats nothing of it`, async () => {
      const response = await ask(hubWith(), query);
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(/^[^\n]*\.\n$/);
    });
  }

  test('answers nothing before the first lists are in, and nothing to another site', async () => {
    expect((await ask(hubWith({ ready: false }), '')).status).toBe(503);
    expect((await ask(hubWith(), '', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  test('says that rights are missing rather than make up rows', async () => {
    const missing = [{ verb: 'list', resource: 'nodes' }] as const;
    expect((await ask(hubWith({ missing }), '?minor=1.36')).status).toBe(403);
  });

  test('rests on watched pods only for whoever may see those of every namespace', async () => {
    const input = tutorial({ version: 'v1.31.14', gates: [] });
    const { nodes, service, slices, pods, now } = input;
    const cluster = { nodes, services: [service], slices, pods, version: VERSION, gateOverrides: [], now };
    const { info, status } = hubOptions();
    const state = { revision: 1 } as Hub['state'];
    const stub: Partial<Hub> = {
      ready: true,
      info,
      status,
      state,
      cluster: () => cluster,
      flipsOf: () => 0,
      lastChangeOf: () => undefined,
    };
    const running = runningWith(stub);
    const standInsFor = async (sight: Sight) => {
      const request = new Request('http://localhost/api/sweep?what-if=replicas:1');
      return (await (await handleSweep(request, running, { name: 'jane', sight })).json()).standIns;
    };
    const namespaces = new Set(['kube-system']);
    const seen = { services: namespaces, slices: namespaces };
    expect(await standInsFor({ kind: 'everything' })).toBe(0);
    expect(await standInsFor(shopSight({ ...seen, pods: 'all' }))).toBe(0);
    expect(await standInsFor(shopSight({ ...seen, pods: new Set() }))).toBe(1);
  });

  test('lets the event loop run, and works at one sweep at a time', async () => {
    const of = hubWith({ services: 400 });
    let turns = 0;
    let running = true;
    const turn = () => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    const queries = ['?what-if=mode:off', '?what-if=mode:Local', '?what-if=zone-down:a@notready'];
    const answers = await Promise.all(queries.map((query) => ask(of, query)));
    running = false;
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(turns).toBeGreaterThan(3);
  });

  test('turns a client away that asks for more than two at a time, and all where too many wait', async () => {
    const of = hubWith({ services: 50 });
    const headers = { 'x-zonescope-client': '10.0.0.1' };
    const own = await Promise.all([1, 2, 3].map((step) => ask(of, `?what-if=replicas:${step}`, { headers })));
    expect(own.map(({ status }) => status)).toEqual([200, 200, 503]);
    const all = await Promise.all(Array.from({ length: 18 }, (_, step) => ask(of, `?what-if=replicas:${step}`)));
    expect(all.filter(({ status }) => status === 503)).toHaveLength(2);
  });

  test('stops working for whoever has gone', async () => {
    const of = hubWith({ services: 400 });
    const controller = new AbortController();
    const answer = ask(of, '?what-if=mode:off', { signal: controller.signal });
    controller.abort();
    expect((await answer).status).toBe(503);
    expect((await ask(of, '?what-if=mode:off')).status).toBe(200);
  });
});
