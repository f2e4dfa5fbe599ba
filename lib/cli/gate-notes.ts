import type { AnsweredService } from '#lib/cli/answer-query.ts';
import type { QueryOptions } from '#lib/cli/query-options.ts';
import { idleOverrides } from '#lib/kube-version/feature-gates.ts';
import { translate } from '#lib/messages/translate.ts';
import type { GateOverride } from '#lib/model/gates.ts';
import { formatVersion, type KubeVersion } from '#lib/model/version.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/** A sentence for each gate of `--feature-gates` that changes nothing in any program that it means. */
export function gateNotes([answered]: readonly AnsweredService[], { gates = [] }: QueryOptions): readonly string[] {
  if (answered === undefined) return [];
  const { context } = answered.answer.analysis.input;
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

function versionsOf({ program, node }: GateOverride, context: RuleContext): readonly KubeVersion[] {
  const proxies = [...context.proxyVersionByNode]
    .filter(([name]) => node === undefined || node === name)
    .map(([, version]) => version);
  if (program === 'kube-proxy') return proxies;
  return program === undefined ? [context.version, ...proxies] : [context.version];
}
