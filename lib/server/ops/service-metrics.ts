import { Counter, Gauge, type Registry } from 'prom-client';
import { zoneLabelOf } from '#lib/model/node.ts';
import type { ServiceRow } from '#lib/model/service-row.ts';
import { VERDICT_STATES } from '#lib/model/verdict.ts';
import type { Running } from '#lib/server/running.ts';

export interface ServiceMetricsOptions {
  readonly registry: Registry;
  readonly running: () => Running | undefined;
  /** Services with series of their own, at most. */
  readonly most: number;
}

interface ServiceLabels {
  readonly namespace: string;
  readonly service: string;
}

/**
 * The verdict of each opted-in Service, in series of its own. Which Services those are is decided by name where there
 * are more than may be, so that a series does not come and go with somebody else's trouble.
 */
export function collectServices({ registry, running, most }: ServiceMetricsOptions): void {
  const labelNames = ['namespace', 'service'] as const;
  const registers = [registry];
  const rows = (): readonly ServiceRow[] => optedIn(running()).slice(0, most);

  new Gauge({
    name: 'zonescope_services_opted_in',
    help: 'Services that ask for zone routing.',
    registers,
    collect() {
      this.set(optedIn(running()).length);
    },
  });
  new Gauge({
    name: 'zonescope_services_left_out',
    help: 'Opted-in Services beyond --metrics-services, which have no series of their own.',
    registers,
    collect() {
      this.set(Math.max(0, optedIn(running()).length - most));
    },
  });
  new Gauge({
    name: 'zonescope_service_verdict',
    help: `1 for the verdict of the Service, the worst over its ports and families: ${VERDICT_STATES.join(', ')}.`,
    labelNames: [...labelNames, 'verdict'],
    registers,
    collect() {
      this.reset();
      for (const row of rows()) this.set({ ...labelsOf(row), verdict: row.verdict.state }, 1);
    },
  });
  new Gauge({
    name: 'zonescope_service_in_zone_ratio',
    help: 'Share of the traffic that stays in its zone, computed from hints by the CPU of the nodes, not measured.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const row of rows()) {
        if (row.verdict.inZoneShare !== undefined) this.set(labelsOf(row), row.verdict.inZoneShare);
      }
    },
  });
  new Gauge({
    name: 'zonescope_service_idle_endpoints',
    help: 'Ready endpoints that no node dials.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const row of rows()) this.set(labelsOf(row), row.verdict.idleEndpoints);
    },
  });
  new Gauge({
    name: 'zonescope_service_largest_load_ratio',
    help: 'The load of the busiest endpoint as a multiple of the fair share.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const row of rows()) {
        if (row.verdict.largestLoad !== undefined) this.set(labelsOf(row), row.verdict.largestLoad);
      }
    },
  });
  new Gauge({
    name: 'zonescope_service_zone_endpoints',
    help: 'Endpoints that kube-proxy may dial, by zone; a zone that has nodes and no endpoint has 0.',
    labelNames: [...labelNames, 'zone'],
    registers,
    collect() {
      this.reset();
      const zones = zonesOf(running());
      for (const row of rows()) {
        for (const zone of new Set([...zones, ...Object.keys(row.endpointsByZone)])) {
          this.set({ ...labelsOf(row), zone }, row.endpointsByZone[zone] ?? 0);
        }
      }
    },
  });
  new Counter({
    name: 'zonescope_service_flips_total',
    help: 'How often zone routing went on or off since the watch began.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const row of rows()) this.inc(labelsOf(row), row.flips ?? 0);
    },
  });
}

function optedIn(running: Running | undefined): readonly ServiceRow[] {
  const rows = [...(running?.hub.rowByKey.values() ?? [])].filter(({ mode }) => mode !== 'off');
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function labelsOf({ key }: ServiceRow): ServiceLabels {
  const slash = key.indexOf('/');
  return { namespace: key.slice(0, slash), service: key.slice(slash + 1) };
}

function zonesOf(running: Running | undefined): ReadonlySet<string> {
  const nodes = running?.hub.state.nodes.objectByKey.values() ?? [];
  return new Set([...nodes].flatMap((node) => zoneLabelOf(node) ?? []));
}
