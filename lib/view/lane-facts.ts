import type { Analysis, PortAnalysis, ZoneFacts } from '#lib/diagnose/analysis.ts';
import type { Text } from '#lib/model/text.ts';
import { DEFAULT_CLIENTS } from '#lib/scenario/client-source.ts';
import { type BesideKey, besideLive } from '#lib/view/beside-live.ts';
import { crossingOf, type ZoneFlow } from '#lib/view/graph-flows.ts';

/** One moment of a Service, as a lane's header reads it. */
export interface LaneScene {
  readonly analysis: Analysis;
  readonly port: PortAnalysis | undefined;
  readonly flows: readonly ZoneFlow[];
}

interface LaneNumbers {
  readonly nodes: number;
  readonly clients: number;
  readonly endpoints?: number;
  readonly kept?: number;
  readonly notReady: number;
  readonly cordoned: number;
  readonly notCounted: number;
}

/**
 * What a zone's header tells: its nodes, its part of the clients (of CPU unless the URL says otherwise), its part of the
 * endpoints, how much of its traffic it keeps, and its nodes that stand out. Each with the live number while a what-if
 * changes it.
 */
export function laneFacts(zone: ZoneFacts, scene: LaneScene, live: LaneScene | undefined): readonly Text[] {
  const shown = numbersOf(zone, scene);
  const liveZone = live?.analysis.zones.find((candidate) => candidate.zone === zone.zone) ?? NO_NODES;
  const before = live && numbersOf({ ...liveZone, ...(zone.zone !== undefined && { zone: zone.zone }) }, live);
  const clients = (scene.analysis.input.clients ?? DEFAULT_CLIENTS) === DEFAULT_CLIENTS ? 'lane.cpu' : 'lane.clients';
  const counted = (key: BesideKey, name: 'notReady' | 'cordoned' | 'notCounted'): readonly Text[] =>
    shown[name] === 0 && (before?.[name] ?? 0) === 0 ? [] : [besideLive(key, { nodes: shown[name] }, before?.[name])];
  return [
    besideLive('lane.nodes', { nodes: shown.nodes }, before?.nodes),
    besideLive(clients, { share: shown.clients }, before?.clients),
    ...(shown.endpoints === undefined
      ? []
      : [besideLive('lane.endpoints', { share: shown.endpoints }, before?.endpoints)]),
    ...(shown.kept === undefined ? [] : [besideLive('lane.kept', { share: shown.kept }, before?.kept)]),
    ...counted('lane.not-ready', 'notReady'),
    ...counted('lane.cordoned', 'cordoned'),
    ...counted('lane.not-counted', 'notCounted'),
  ];
}

const NO_NODES: ZoneFacts = { nodes: 0, notReady: 0, cordoned: 0, notCounted: 0, cpuShare: 0 };

function numbersOf(zone: ZoneFacts, { port, flows }: LaneScene): LaneNumbers {
  const { nodes, cpuShare: clients, notReady, cordoned, notCounted } = zone;
  const sent = flows.filter(({ from, share }) => from === zone.zone && share > 0);
  const all = sent.reduce((sum, { share }) => sum + share, 0);
  const kept = sent.reduce((sum, flow) => sum + flow.share - crossingOf(flow), 0);
  const endpoints = endpointShare(zone, port);
  return {
    nodes,
    clients,
    ...(endpoints === undefined ? {} : { endpoints }),
    ...(all === 0 || zone.zone === undefined ? {} : { kept: clean(kept / all) }),
    notReady,
    cordoned,
    notCounted,
  };
}

function endpointShare({ zone }: ZoneFacts, port: PortAnalysis | undefined): number | undefined {
  const ready = port?.endpoints.filter(({ readiness }) => readiness === 'ready') ?? [];
  if (ready.length === 0) return undefined;
  return ready.filter((endpoint) => endpoint.zone === zone).length / ready.length;
}

/** Sums of thirds are not quite 1: what is off by less than a billionth is meant to be whole. */
export function clean(share: number): number {
  return Math.round(share * 1e9) / 1e9;
}
