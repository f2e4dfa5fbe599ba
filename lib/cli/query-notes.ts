import type { QueryOptions } from '#lib/cli/query-options.ts';
import type { ReadCluster } from '#lib/cli/read-cluster.ts';
import type { RefusedChange } from '#lib/diagnose/sweep.ts';
import { idleOverrides } from '#lib/kube-version/feature-gates.ts';
import { translate } from '#lib/messages/translate.ts';
import { missingIn } from '#lib/model/cluster.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { namespacedName } from '#lib/model/names.ts';
import type { Service } from '#lib/model/service.ts';
import { formatVersion, type KubeVersion, parseVersion } from '#lib/model/version.ts';
import { type RuleContext, ruleContextOf } from '#lib/scenario/rule-context.ts';

/** A sentence for each gate of `--feature-gates` that changes nothing in any program that it means. */
export function gateNotes(read: ReadCluster, { gates = [] }: QueryOptions): readonly string[] {
  if (gates.length === 0) return [];
  const context = contextOf(read);
  return gates.flatMap((override) => {
    const [first, ...others] = versionsOf(override, context).map((version) => ({
      version,
      idle: idleOverrides(version, [override])[0],
    }));
    if (first?.idle === undefined || others.some(({ idle }) => idle === undefined)) return [];
    const values = { gate: override.gate, version: formatVersion(first.version) };
    return [translate({ key: `gate.idle.${first.idle.why}`, values }, 'en')];
  });
}

/** The rules that the what-if leaves in force: of its versions the last. */
function contextOf({ cluster, whatIf }: ReadCluster): RuleContext {
  const change = whatIf.findLast(({ kind }) => kind === 'kubernetes');
  const overrideVersion = change?.kind === 'kubernetes' ? parseVersion(change.version) : undefined;
  return ruleContextOf({ ...cluster, ...(overrideVersion !== undefined && { overrideVersion }) });
}

function versionsOf({ program, node }: GateOverride, context: RuleContext): readonly KubeVersion[] {
  const proxies = [...context.proxyVersionByNode]
    .filter(([name]) => node === undefined || node === name)
    .map(([, version]) => version);
  if (program === 'kube-proxy') return proxies;
  return program === undefined ? [context.version, ...proxies] : [context.version];
}

/** That some Services are not among the answers, and which kinds it would take. */
export function leftOutNotes({ cluster }: ReadCluster, leftOut: readonly Service[]): readonly string[] {
  const [first] = leftOut;
  if (first === undefined) return [];
  const services = leftOut.length === 1 ? '1 Service' : `${leftOut.length} Services`;
  const needs = `${kindsIn(missingIn(cluster, first.namespace))} that ${namespacedName(first)} needs`;
  return [`Left out: ${services}, since what was read does not hold the ${needs}.`];
}

/** "nodes and endpointslices" of the rights that read them. */
export function kindsIn(rights: readonly string[]): string {
  return rights.map((right) => right.replace(/^list /, '').replace(' -n ', ' of namespace ')).join(' and ');
}

/** What fits some Services and not others, such as replicas, is no reason to answer nothing; but it is said. */
export function refusedNotes(refused: readonly RefusedChange[]): readonly string[] {
  return refused.map(
    ({ text, services }) =>
      `${translate({ key: 'sweep-refused', values: { services } }, 'en')} ${translate(text, 'en')}`,
  );
}
