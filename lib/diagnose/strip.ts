import type { Analysis } from '#lib/diagnose/analysis.ts';
import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { hintsByCounts } from '#lib/diagnose/hints-by-counts.ts';
import { inZoneShare, type Placement, zoneClients } from '#lib/diagnose/zone-clients.ts';
import { isNodeReady } from '#lib/model/node.ts';
import { scalingOf } from '#lib/replicas/scaled-pods.ts';
import { isScalable, workloadOf } from '#lib/replicas/workload.ts';
import { scalingInput } from '#lib/scenario/scaling-input.ts';

/** What one replica count would bring, by counts per zone alone. */
export interface StripCount {
  readonly replicas: number;
  readonly hints: boolean;
  readonly inZoneShare?: number;
}

const LEAST_STRIP = 16;
const MOST_STRIP = 1000;

/**
 * For each replica count from 1 to twice those of now or an autoscaler's most (16 to 1,000): would there be hints, and how much would stay in
 * its zone. From the order in which pods go and the places where new ones land, and then from counts per zone alone:
 * hints of an earlier moment that would be kept are not looked at. Empty where no slider can move the Service's pods.
 */
export function stripOf(analysis: Analysis): readonly StripCount[] {
  const known = stripByAnalysis.get(analysis);
  if (known !== undefined) return known;
  const strip = computeStrip(analysis);
  stripByAnalysis.set(analysis, strip);
  return strip;
}

/** Every movement of the slider asks for the strip of the same live analysis. */
const stripByAnalysis = new WeakMap<Analysis, readonly StripCount[]>();

function computeStrip(analysis: Analysis): readonly StripCount[] {
  const { pods, nodes, autoscaling } = analysis.input;
  const workload = workloadOf(pods);
  if (!isScalable(workload) || analysis.skipped !== undefined) return [];
  const scaledTo = autoscaling?.autoscalers.map(({ maxReplicas }) => maxReplicas) ?? [];
  const most = Math.min(MOST_STRIP, Math.max(LEAST_STRIP, 2 * workload.replicas, ...scaledTo));
  const { going, coming } = scalingOf(scalingInput(analysis.input, workload), most);
  const zoneOf = (nodeName: string) => analysis.nodeByName.get(nodeName)?.zone ?? '';
  const readyNodes = new Set(nodes.filter(isNodeReady).map(({ name }) => name));
  const countByZone = new Map<string, number>();
  let onOwnNode = 0;
  const add = (zone: string, count: number) => countByZone.set(zone, (countByZone.get(zone) ?? 0) + count);
  const weightOf = (nodeName: string) => analysis.nodeByName.get(nodeName)?.weight ?? 0;
  const run = (nodeName: string) => {
    add(zoneOf(nodeName), 1);
    if (zoneOf(nodeName) === '') onOwnNode += weightOf(nodeName);
  };
  const forecast = forecaster(analysis);
  // A zonal shift keeps the endpoints of a zone out, though its pods run.
  const isKeptOut = (nodeName: string) => analysis.input.shiftedZones?.has(zoneOf(nodeName)) === true;
  const cells: StripCount[] = [];
  // Pods stay in the reverse of the order in which they go: one more replica is one more of them.
  const staying = going().toReversed();
  const zoneByUid = outdatedZones(analysis);
  for (const [index, pod] of staying.entries()) {
    if (pod.ready?.status === 'True' && !isKeptOut(pod.nodeName)) run(pod.nodeName);
    // Where no pod goes, no slice is written anew: endpoints keep the zones that they have.
    if (index === staying.length - 1) {
      for (const { uid, ready, nodeName } of staying) {
        const zone = zoneByUid.get(uid);
        if (zone === undefined || ready?.status !== 'True') continue;
        add(zoneOf(nodeName), -1);
        add(zone, 1);
        if (zoneOf(nodeName) !== '') onOwnNode += weightOf(nodeName);
      }
      for (const [zone, count] of countByZone) if (count === 0) countByZone.delete(zone);
    }
    cells.push({ replicas: index + 1, ...forecast({ countByZone, onOwnNode }) });
  }
  for (const step of coming()) {
    if (step.node !== undefined && readyNodes.has(step.node)) run(step.node);
    cells.push({ replicas: cells.length + 1, ...forecast({ countByZone, onOwnNode }) });
  }
  return cells.slice(0, most);
}

/**
 * The zone that an endpoint has ('' is none), by its pod's uid, where its node has another one by now and the controller
 * does not compare them at a sync.
 */
function outdatedZones({ input, nodeByName }: Analysis): ReadonlyMap<string, string> {
  const zoneByUid = new Map<string, string>();
  if (input.context.controllerRules.comparesNodes) return zoneByUid;
  for (const { endpoints } of input.slices) {
    for (const { nodeName = '', zone = '', targetRef } of endpoints) {
      const node = nodeByName.get(nodeName);
      if (node === undefined || targetRef?.uid === undefined || (node.zone ?? '') === zone) continue;
      zoneByUid.set(targetRef.uid, zone);
    }
  }
  return zoneByUid;
}

type Forecast = Omit<StripCount, 'replicas'>;

function forecaster(analysis: Analysis): (placement: Placement) => Forecast {
  const { ratios } = clusterFactsOf(analysis.input.context);
  const { controllerRules: rules } = analysis.input.context;
  const { hinting } = analysis;
  const clients = zoneClients({ ...analysis, service: analysis.input.service, context: analysis.input.context });
  const isLocal = analysis.input.service.internalTrafficPolicy === 'Local';
  const hasZones = analysis.nodes.some(({ zone }) => zone !== undefined);
  return (placement) => {
    if (isLocal) return { hints: false };
    const hintsByZone = hintsByCounts(placement.countByZone, { hinting, ratios, rules });
    const share = hasZones ? inZoneShare(clients, placement, hintsByZone) : undefined;
    return { hints: hintsByZone !== undefined, ...(share === undefined ? {} : { inZoneShare: share }) };
  };
}
