import { describe, expect, test } from 'vitest';
import { clusterStatusOf, type ResourceProgress } from '#lib/server/kube/cluster-status.ts';
import type { Failure } from '#lib/server/kube/failure.ts';
import type { ClusterStatus } from '#lib/wire/watched-cluster.ts';

const BEFORE: ClusterStatus = { phase: 'live', since: 5, done: 0, address: 'https://1.2.3.4', missing: [], skipped: 0 };
const DOWN: Failure = { kind: 'unanswered', said: 'refuses the connection' };
const LIVE = { health: { kind: 'live' }, synced: true, done: 10, of: 10 } as const;

function nodes(progress: Partial<ResourceProgress>): ResourceProgress {
  return { resource: 'nodes', ...LIVE, ...progress };
}

function services(progress: Partial<ResourceProgress>): ResourceProgress {
  return { resource: 'services', ...LIVE, ...progress };
}

const CONNECTING = { health: { kind: 'connecting' }, synced: false, done: 0 } as const;
const FORBIDDEN = {
  health: { kind: 'failing', verb: 'list', failure: { kind: 'forbidden', said: 'answers 403' } },
  synced: false,
  done: 0,
} as const;
const FAILING = { health: { kind: 'failing', verb: 'watch', failure: DOWN } } as const;

const CASES: readonly {
  readonly name: string;
  readonly resources: readonly ResourceProgress[];
  readonly heartbeat?: Failure;
  readonly want: Partial<ClusterStatus>;
}[] = [
  {
    name: 'nobody has answered yet',
    resources: [
      { resource: 'nodes', ...CONNECTING },
      { resource: 'services', ...CONNECTING },
    ],
    want: { phase: 'connecting' },
  },
  {
    name: 'one list is under way',
    resources: [
      nodes({ health: { kind: 'listing', done: 500, of: 900 }, synced: false, done: 500, of: 900 }),
      services({}),
    ],
    want: { phase: 'syncing', done: 510, of: 910 },
  },
  { name: 'all is in', resources: [nodes({}), services({})], want: { phase: 'live', done: 20, of: 20 } },
  {
    name: 'a list that is read again holds nothing up',
    resources: [nodes({ health: { kind: 'listing', done: 1 } }), services({})],
    want: { phase: 'live' },
  },
  {
    name: 'a watch that was live fails',
    resources: [nodes(FAILING), services({})],
    want: { phase: 'stale', said: 'refuses the connection' },
  },
  {
    name: 'a first list fails',
    resources: [nodes({ ...FAILING, synced: false }), services({})],
    want: { phase: 'unreachable', said: 'refuses the connection' },
  },
  {
    name: 'only the heartbeat has found out',
    resources: [nodes({}), services({})],
    heartbeat: DOWN,
    want: { phase: 'stale', said: 'refuses the connection' },
  },
  {
    name: 'one kind may not be read, and the rest is live without it',
    resources: [{ resource: 'nodes', ...FORBIDDEN }, services({})],
    want: { phase: 'live', missing: [{ verb: 'list', resource: 'nodes' }], done: 10 },
  },
  {
    name: 'a kind that was read before is refused for the first time, as by an API server that has just started',
    resources: [nodes({ health: FORBIDDEN.health, forbiddenSince: 99 }), services({})],
    want: { phase: 'stale', said: 'answers 403', missing: [] },
  },
  {
    name: 'a kind that was read before stays refused',
    resources: [nodes({ health: FORBIDDEN.health, forbiddenSince: -8_000 }), services({})],
    want: { phase: 'live', missing: [{ verb: 'list', resource: 'nodes' }] },
  },
  {
    name: 'nothing may be read',
    resources: [
      { resource: 'nodes', ...FORBIDDEN },
      { resource: 'services', ...FORBIDDEN },
    ],
    want: {
      phase: 'live',
      missing: [
        { verb: 'list', resource: 'nodes' },
        { verb: 'list', resource: 'services' },
      ],
    },
  },
];

describe('clusterStatusOf', () => {
  for (const { name, resources, heartbeat, want } of CASES) {
    test(`${name}: ${want.phase}`, () => {
      const status = clusterStatusOf({
        before: BEFORE,
        now: 100,
        resources,
        skipped: 0,
        healed: 0,
        ...(heartbeat && { heartbeatFailure: heartbeat }),
      });
      expect(status).toMatchObject(want);
      expect('said' in status).toBe('said' in want);
    });
  }

  test('since tells when the phase began, not when it was last looked at', () => {
    const first = clusterStatusOf({ before: BEFORE, now: 100, resources: [nodes(FAILING)], skipped: 0, healed: 0 });
    const second = clusterStatusOf({ before: first, now: 200, resources: [nodes(FAILING)], skipped: 3, healed: 2 });
    expect([first.since, second.since, second.skipped, second.healed]).toEqual([100, 100, 3, 2]);
    expect(first).not.toHaveProperty('healed');
  });
});
