import { readyEndpoints, zonesWithoutHint } from '#lib/diagnose/cause-of-endpoints.ts';
import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { labelNodes, lookAgain, scale, spread } from '#lib/diagnose/fix-commands.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import { ENDPOINT_SLICE_CONTROLLER } from '#lib/endpoint-slice/empty-slice.ts';
import { allocations } from '#lib/hints/allocations.ts';
import { isScalable, type ScalableWorkload, workloadOf } from '#lib/replicas/workload.ts';

/** Beyond so many endpoints no shares of zones fail any more that are not absurd. */
const MOST_ENDPOINTS = 1000;
/** A patch names the endpoint by its place in the slice, so that few are worth spelling out. */
const MOST_PATCHES = 5;
const MOST_DESCRIBED = 5;

/** Fixes that stand in endpoints, their number or their slices. */
export const endpointFixes = {
  'fewer-endpoints-than-zones': moreReplicas,
  'overload-threshold': moreReplicas,
  'endpoint-without-zone': labelTheirNodes,
  'nothing-to-hint': labelTheirNodes,
  'endpoint-without-zone-hint': withoutHint,
  'unready-endpoint-without-zone-hint': withoutHint,
  'service-without-selector': (input: WhyInput) => (readyEndpoints(input).length === 0 ? undefined : hintSlices(input)),
  'no-endpoint-hinted-to-zone': runInZones,
  'same-zone-but-none-ready': podsReady,
  'no-ready-endpoint': podsReady,
  'terminating-fallback': podsReady,
} as const;

function moreReplicas(input: WhyInput): SmallestFix {
  const found = replicasWithHints(input, Number(input.verdict.reasonValues['endpoints'] ?? 0));
  if (found === undefined) return { text: whyText('fix.replicas'), commands: [] };
  const { endpoints, more, commands } = found;
  return { text: whyText('fix.replicas-to', { endpoints, more }), commands };
}

/** The next number of endpoints at which the zones can be shared out: that depends on the number alone. */
export function replicasWithHints(
  input: WhyInput,
  now: number,
): { readonly endpoints: number; readonly more: number; readonly commands: readonly string[] } | undefined {
  const { ratios } = input.analysis;
  const workload = scalableOf(input);
  for (let endpoints = now + 1; endpoints <= MOST_ENDPOINTS; endpoints++) {
    if (!allocations(endpoints, ratios).possible) continue;
    const more = endpoints - now;
    return { endpoints, more, commands: workload === undefined ? [] : [scale(workload, workload.replicas + more)] };
  }
  return undefined;
}

function scalableOf({ analysis }: WhyInput): ScalableWorkload | undefined {
  const workload = workloadOf(analysis.input.pods);
  return isScalable(workload) ? workload : undefined;
}

function labelTheirNodes(input: WhyInput): SmallestFix | undefined {
  const names = unlabelledNodes(input);
  if (names.length === 0) return undefined;
  return {
    text: whyText('fix.label-nodes', { nodes: names.length }),
    commands: [...labelNodes(names), ...lookAgain(input)],
  };
}

/** The nodes without a zone label that endpoints without a hint are on. */
export function unlabelledNodes(input: WhyInput): readonly string[] {
  const { nodeByName } = input.analysis;
  const names = (input.port?.endpoints ?? [])
    .filter(({ zoneHints }) => zoneHints.length === 0)
    .flatMap(({ nodeName }) => (nodeByName.get(nodeName)?.zone === undefined && nodeName !== '' ? [nodeName] : []));
  return [...new Set(names)].sort();
}

function withoutHint(input: WhyInput): SmallestFix | undefined {
  const byNode = labelTheirNodes(input);
  if (byNode !== undefined) return byNode;
  const isForeign = input.analysis.input.slices.some(({ managedBy }) => managedBy !== ENDPOINT_SLICE_CONTROLLER);
  return isForeign ? hintSlices(input) : { text: whyText('fix.sync'), commands: lookAgain(input) };
}

/** Slices of somebody else: their own zones as hints, endpoint by endpoint. */
function hintSlices({ analysis }: WhyInput): SmallestFix {
  const { slices, service } = analysis.input;
  const commands = slices
    .filter(({ managedBy }) => managedBy !== ENDPOINT_SLICE_CONTROLLER)
    .map(({ name, endpoints }) => {
      const operations = endpoints.flatMap(({ zone, hints }, index) => {
        if (zone === undefined || (hints?.forZones ?? []).length > 0) return [];
        return [{ op: 'add', path: `/endpoints/${index}/hints`, value: { forZones: [{ name: zone }] } }];
      });
      return { name, operations };
    })
    .filter(({ operations }) => operations.length > 0 && operations.length <= MOST_PATCHES)
    .map(
      ({ name, operations }) =>
        `kubectl -n ${service.namespace} patch endpointslice ${name} --type=json -p '${JSON.stringify(operations)}'`,
    );
  return { text: whyText('fix.hint-slices'), commands };
}

function runInZones(input: WhyInput): SmallestFix {
  const zones = zonesWithoutHint(input).map(({ zone }) => zone);
  const there = input.analysis.nodes.filter(({ zone }) => zone !== undefined && zones.includes(zone));
  if (there.every(({ ready }) => !ready)) {
    // Where no node is Ready, no pod can run: nothing about the workload would help.
    const commands = there.slice(0, MOST_DESCRIBED).map(({ name }) => `kubectl describe node ${name}`);
    return { text: whyText('fix.bring-zones-back', { zones: zones.join(', '), nodes: there.length }), commands };
  }
  const all = input.analysis.zones.filter(({ zone, nodes }) => zone !== undefined && nodes > 0).length;
  const workload = scalableOf(input);
  const labels = input.analysis.input.service.selector ?? {};
  const commands =
    workload === undefined
      ? []
      : [...(workload.replicas < all ? [scale(workload, all)] : []), ...spreads(workload, labels)];
  return { text: whyText('fix.run-in-zones', { zones: zones.join(', ') }), commands };
}

/** A bare ReplicaSet does not make its pods anew. */
function spreads(workload: ScalableWorkload, labels: Readonly<Record<string, string>>): readonly string[] {
  return workload.kind === 'Deployment' || workload.kind === 'StatefulSet' ? [spread(workload, labels)] : [];
}

function podsReady({ analysis, port }: WhyInput): SmallestFix {
  const { namespace } = analysis.input.service;
  const pods = (port?.endpoints ?? []).filter(({ readiness }) => readiness !== 'ready').slice(0, MOST_PATCHES);
  const commands = pods.map(({ name }) => `kubectl -n ${namespace} describe pod ${name}`);
  return { text: whyText('fix.pods-ready', { pods: pods.length }), commands };
}
