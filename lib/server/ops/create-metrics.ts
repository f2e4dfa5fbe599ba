import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { MetricsText } from '#lib/server/ops/ops-server.ts';
import { collectServices } from '#lib/server/ops/service-metrics.ts';
import { createWatchMetrics } from '#lib/server/ops/watch-metrics.ts';
import type { Running } from '#lib/server/running.ts';

export interface MetricsOptions {
  readonly running: () => Running | undefined;
  /** `--metrics-services`: of so many opted-in Services there are series of their own. */
  readonly services: number;
}

/**
 * The metrics of one process, read from what runs when they are asked for: nothing is counted twice, and nobody who does
 * not ask pays. Names and units follow Prometheus' conventions (seconds, bytes, `_total`).
 */
export function createMetrics({ running, services }: MetricsOptions): () => Promise<MetricsText> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'zonescope_' });
  collectStream(registry, running);
  collectServices({ registry, running, most: services });
  createWatchMetrics(registry, running);
  return async () => ({ contentType: registry.contentType, text: await registry.metrics() });
}

function collectStream(registry: Registry, running: () => Running | undefined): void {
  new Gauge({
    name: 'zonescope_event_loop_lag_worst_seconds',
    help: 'The longest time that the event loop was blocked, of the last five to ten seconds.',
    registers: [registry],
    collect() {
      this.set((running()?.lagMillis() ?? 0) / 1_000);
    },
  });
  new Gauge({
    name: 'zonescope_subscribers',
    help: 'Open streams: one for each page that is looked at.',
    registers: [registry],
    collect() {
      this.set(running()?.hub.subscriberCount ?? 0);
    },
  });
  new Counter({
    name: 'zonescope_sent_bytes_total',
    help: 'Bytes of the stream that pages have read.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(running()?.hub.traffic.sentBytes ?? 0);
    },
  });
  new Counter({
    name: 'zonescope_evictions_total',
    help: 'Pages that were cut off since they did not read, and begin anew.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(running()?.hub.traffic.evictions ?? 0);
    },
  });
}
