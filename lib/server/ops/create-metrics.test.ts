import { describe, expect, it } from 'vitest';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createWatchMeter } from '#lib/server/kube/watch-meter.ts';
import { createMetrics } from '#lib/server/ops/create-metrics.ts';
import { runningWith } from '#lib/server/running.test-support.ts';
import { aNode, aRow } from '#lib/wire/objects.test-support.ts';

const VERDICT = {
  state: 'zone-routed',
  reason: 'zone-hints',
  reasonValues: {},
  nodesInEffect: 4,
  nodesInAll: 4,
} as const;

function routed(key: string, fields: Partial<ServiceRow> = {}): ServiceRow {
  return aRow(key, {
    mode: 'Auto',
    verdict: { ...VERDICT, inZoneShare: 0.75, idleEndpoints: 2, largestLoad: 1.5 },
    endpointsByZone: { a: 3 },
    ...fields,
  });
}

async function scrape(rows: readonly ServiceRow[], services = 500): Promise<readonly string[]> {
  const state = createClusterState(() => undefined);
  state.nodes.replace(
    ['a', 'b'].map((zone) => aNode(`node-${zone}`, { labels: { 'topology.kubernetes.io/zone': zone } })),
  );
  const meter = createWatchMeter();
  meter.heard('nodes', 1_700_000_000_500);
  meter.readAll('nodes', 'start');
  meter.readAll('nodes', 'gone');
  meter.reopened('services', 'ended');
  meter.reopened('services', 'ended');
  const running = runningWith(
    {
      state,
      rowByKey: new Map(rows.map((row) => [row.key, row])),
      subscriberCount: 3,
      traffic: { sentBytes: 1_024, evictions: 1 },
      status: { phase: 'live', since: 0, done: 2, address: '', missing: [], skipped: 4 } as never,
    },
    { lagMillis: () => 250, meter },
  );
  const { text, contentType } = await createMetrics({ running: () => running, services })();
  expect(contentType).toContain('text/plain');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('createMetrics()', () => {
  it('tells how the watch and the stream stand', async () => {
    const lines = await scrape([]);
    for (const line of [
      'zonescope_watch_phase{phase="live"} 1',
      'zonescope_watch_phase{phase="stale"} 0',
      'zonescope_objects{kind="nodes"} 2',
      'zonescope_objects_skipped_total 4',
      'zonescope_watch_heard_timestamp_seconds{resource="nodes"} 1700000000.5',
      'zonescope_watch_lists_total{resource="nodes",cause="start"} 1',
      'zonescope_watch_lists_total{resource="nodes",cause="gone"} 1',
      'zonescope_watch_reconnects_total{resource="services",cause="ended"} 2',
      'zonescope_subscribers 3',
      'zonescope_sent_bytes_total 1024',
      'zonescope_evictions_total 1',
      'zonescope_event_loop_lag_worst_seconds 0.25',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('gives each opted-in Service its verdict, its shares and its zones, empty ones too', async () => {
    const lines = await scrape([routed('shop/web', { flips: 2 })]);
    const own = lines.filter((line) => line.startsWith('zonescope_service_'));
    expect(own.sort()).toEqual(
      [
        'zonescope_service_flips_total{namespace="shop",service="web"} 2',
        'zonescope_service_idle_endpoints{namespace="shop",service="web"} 2',
        'zonescope_service_in_zone_ratio{namespace="shop",service="web"} 0.75',
        'zonescope_service_largest_load_ratio{namespace="shop",service="web"} 1.5',
        'zonescope_service_verdict{namespace="shop",service="web",verdict="zone-routed"} 1',
        'zonescope_service_zone_endpoints{namespace="shop",service="web",zone="a"} 3',
        'zonescope_service_zone_endpoints{namespace="shop",service="web",zone="b"} 0',
      ].sort(),
    );
  });

  it('has no series for a Service that does not ask for zone routing', async () => {
    const lines = await scrape([routed('shop/web', { mode: 'off' })]);
    expect(lines.filter((line) => line.includes('shop'))).toEqual([]);
    expect(lines).toContain('zonescope_services_opted_in 0');
  });

  it('bounds the Services with series of their own, chooses them by name, and says how many are left out', async () => {
    const lines = await scrape([routed('shop/c'), routed('shop/a'), routed('shop/b')], 2);
    const services = new Set(lines.flatMap((line) => /service="([^"]+)"/.exec(line)?.[1] ?? []));
    expect([...services].sort()).toEqual(['a', 'b']);
    expect(lines).toContain('zonescope_services_opted_in 3');
    expect(lines).toContain('zonescope_services_left_out 1');
  });

  it('says nothing of a share that nobody could compute', async () => {
    const blackhole = { ...VERDICT, state: 'blackhole', idleEndpoints: 0 } as const;
    const lines = await scrape([routed('shop/web', { verdict: blackhole })]);
    expect(lines.filter((line) => /ratio/.test(line) && line.includes('shop'))).toEqual([]);
  });

  it('answers before anything runs', async () => {
    const { text } = await createMetrics({ running: () => undefined, services: 1 })();
    expect(text).toContain('zonescope_watch_phase{phase="connecting"} 1');
  });
});
