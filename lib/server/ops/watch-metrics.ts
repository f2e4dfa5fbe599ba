import { Counter, Gauge, type Registry } from 'prom-client';
import type { Running } from '#lib/server/running.ts';
import type { WatchPhase } from '#lib/wire/watched-cluster.ts';

const PHASES: readonly WatchPhase[] = ['connecting', 'unreachable', 'syncing', 'live', 'stale'];

/** How far what is shown can be trusted: the phase of the watch, what it holds, and what went wrong with it. */
export function createWatchMetrics(registry: Registry, running: () => Running | undefined): void {
  const registers = [registry];
  new Gauge({
    name: 'zonescope_watch_phase',
    help: `1 for the phase that the watch is in: ${PHASES.join(', ')}.`,
    labelNames: ['phase'],
    registers,
    collect() {
      const now = running()?.hub.status.phase ?? 'connecting';
      for (const phase of PHASES) this.set({ phase }, phase === now ? 1 : 0);
    },
  });
  new Gauge({
    name: 'zonescope_objects',
    help: 'Objects held, by kind.',
    labelNames: ['kind'],
    registers,
    collect() {
      const state = running()?.hub.state;
      this.set({ kind: 'nodes' }, state?.nodes.objectByKey.size ?? 0);
      this.set({ kind: 'services' }, state?.services.objectByKey.size ?? 0);
      this.set({ kind: 'endpointslices' }, state?.slices.objectByKey.size ?? 0);
    },
  });
  new Gauge({
    name: 'zonescope_watch_heard_timestamp_seconds',
    help: 'When an event or a bookmark last came in, by kind; the API server sends a bookmark each minute.',
    labelNames: ['resource'],
    registers,
    collect() {
      this.reset();
      for (const [resource, at] of running()?.meter.heardAtByResource ?? []) this.set({ resource }, at / 1_000);
    },
  });
  new Counter({
    name: 'zonescope_watch_lists_total',
    help: 'How often everything of a kind was read, by cause; the first time is "start", every other one a relist.',
    labelNames: ['resource', 'cause'],
    registers,
    collect() {
      this.reset();
      for (const { count, ...labels } of running()?.meter.reads() ?? []) this.inc({ ...labels }, count);
    },
  });
  new Counter({
    name: 'zonescope_watch_reconnects_total',
    help: 'How often a watch was opened anew where the one before had ended, by cause; "ended" is the usual one.',
    labelNames: ['resource', 'cause'],
    registers,
    collect() {
      this.reset();
      for (const { count, ...labels } of running()?.meter.reopenings() ?? []) this.inc({ ...labels }, count);
    },
  });
  new Counter({
    name: 'zonescope_watch_healed_objects_total',
    help: 'Objects that an audit found to differ from what the API server holds, although no event had told of it.',
    registers,
    collect() {
      this.reset();
      this.inc(running()?.hub.status.healed ?? 0);
    },
  });
  new Counter({
    name: 'zonescope_objects_skipped_total',
    help: 'Watch objects that were left out: without metadata, or of another kind.',
    registers,
    collect() {
      this.reset();
      this.inc(running()?.hub.status.skipped ?? 0);
    },
  });
}
