import { clusterFactsOf } from '#lib/diagnose/cluster-facts.ts';
import { carryHints, rowUnder } from '#lib/diagnose/service-row.ts';
import type { ClientMix } from '#lib/model/client-mix.ts';
import { missingIn } from '#lib/model/cluster.ts';
import type { DataPlaneOverride } from '#lib/model/data-plane.ts';
import type { EndpointSlice } from '#lib/model/endpoint-slice.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { type NamespacedName, namespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { Pod } from '#lib/model/pod.ts';
import type { Change } from '#lib/model/scenario.ts';
import type { Service } from '#lib/model/service.ts';
import { rowWithout, type ServiceRow } from '#lib/model/service-row.ts';
import type { Text } from '#lib/model/text.ts';
import { NOT_IN_FILE } from '#lib/model/verdict.ts';
import { type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { type ClientSource, clientSourceOf } from '#lib/scenario/client-source.ts';
import { predict } from '#lib/scenario/predict.ts';
import { type RuleContext, ruleContextOf } from '#lib/scenario/rule-context.ts';
import { withPods } from '#lib/scenario/stand-in-pods.ts';

/** A cluster as a sweep walks through it. */
export interface SweepCluster {
  readonly version: KubeVersion;
  readonly gateOverrides: readonly GateOverride[];
  /** Sorted by name. */
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  /** Those of one Service, of both families, sorted by name. */
  readonly slicesOf: (key: NamespacedName) => readonly EndpointSlice[];
  /** Those that a Service selects; empty where they are not known. */
  readonly podsOf: (service: Service) => readonly Pod[];
  /** As `Cluster.missing` says it: what has not been read is not taken for absent. */
  readonly missing?: readonly string[];
  readonly now: EpochMillis;
}

/** What one viewer supposes: the same as the URL's parameters. */
export interface SweepScenario {
  readonly whatIf: readonly Change[];
  readonly gates: readonly GateOverride[];
  readonly dataPlanes: readonly DataPlaneOverride[];
  readonly mix: ClientMix;
  readonly minor?: string;
  /** The Service that changes of a Service's mode or pods are meant for; absent: for all. */
  readonly service?: NamespacedName;
}

export interface SweepAnswer {
  /** In the order of the Services. */
  readonly rows: readonly ServiceRow[];
  /** Changes that cannot be made; the rows are predicted without them. */
  readonly refused: readonly RefusedChange[];
  /** For how many Services each endpoint had to stand for a pod, since theirs are not known and a change concerns pods. */
  readonly standIns: number;
}

export interface RefusedChange {
  readonly text: Text;
  /** For how many of the Services that it was meant for. */
  readonly services: number;
}

/** Changes that concern one Service's own objects, and not the cluster. */
const OF_A_SERVICE: ReadonlySet<Change['kind']> = new Set(['mode', 'replicas', 'rollout']);

/**
 * The rows of all Services as one viewer supposes the cluster: other rules, other clients, and a what-if after each
 * Service's next sync. Where a Service's pods are not known each of its endpoints stands for one. One step for each
 * Service, so that a server can look up in between.
 */
export function* sweep(cluster: SweepCluster, scenario: SweepScenario): Generator<void, SweepAnswer> {
  const rules = sweepRules(cluster, scenario);
  const rows: ServiceRow[] = [];
  const refusedByWords = new Map<string, RefusedChange>();
  let standIns = 0;
  for (const service of cluster.services) {
    const key = namespacedName(service);
    const slices = cluster.slicesOf(key);
    const missing = missingIn(cluster, service.namespace);
    if (missing.length > 0) {
      const scene = { context: rules.plain, facts: clusterFactsOf(rules.plain, rules.clients) };
      rows.push(rowWithout(rowUnder(service, slices, scene), missing, NOT_IN_FILE));
      yield;
      continue;
    }
    const isMeant = scenario.service === undefined || scenario.service === key;
    const changes = isMeant ? scenario.whatIf : rules.ofCluster;
    const context = carryHints(slices) ? rules.hinted : rules.plain;
    if (changes.length === 0) {
      rows.push(rowUnder(service, slices, { context, facts: clusterFactsOf(context, rules.clients) }));
    } else {
      const base = { nodes: cluster.nodes, service, slices, context, clients: rules.clients, now: cluster.now };
      const given = withPods({ ...base, pods: cluster.podsOf(service) });
      if (given.standsIn && changes.some(({ kind }) => kind !== 'mode')) standIns += 1;
      const { input, refused } = predict(given.input, changes);
      const facts = clusterFactsOf(input.context, rules.clients);
      rows.push(rowUnder(input.service, input.slices, { context: input.context, facts }));
      for (const text of refused) {
        const words = `${text.key} ${JSON.stringify(text.values)}`;
        refusedByWords.set(words, { text, services: (refusedByWords.get(words)?.services ?? 0) + 1 });
      }
    }
    yield;
  }
  return { rows, refused: [...refusedByWords.values()], standIns };
}

interface SweepRules {
  readonly plain: RuleContext;
  /** Of Services whose slices carry hints, which prove the gate of the programs that wrote them. */
  readonly hinted: RuleContext;
  readonly clients: ClientSource;
  readonly ofCluster: readonly Change[];
}

function sweepRules(cluster: SweepCluster, { whatIf, gates, dataPlanes, mix, minor }: SweepScenario): SweepRules {
  const { nodes, version } = cluster;
  const overrideVersion = minor === undefined ? undefined : parseVersion(minor);
  const gateOverrides = [...cluster.gateOverrides, ...gates];
  const question = { nodes, version, gateOverrides, dataPlanes, ...(overrideVersion && { overrideVersion }) };
  const plain = ruleContextOf(question);
  const hinted = overrideVersion === undefined ? ruleContextOf({ ...question, hintsSeen: true }) : plain;
  return {
    plain,
    hinted: hinted.controllerRules === plain.controllerRules ? plain : hinted,
    clients: clientSourceOf(mix, mix.kind === 'service' ? cluster.slicesOf(mix.key) : undefined),
    ofCluster: whatIf.filter(({ kind }) => !OF_A_SERVICE.has(kind)),
  };
}
