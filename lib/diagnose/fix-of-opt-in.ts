import type { SmallestFix, WhyInput } from '#lib/diagnose/explanation.ts';
import { annotate, lookAgain } from '#lib/diagnose/fix-commands.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import { type GateName, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';

/**
 * Opting in by annotation. The change of the Service makes the controller look; where endpoints still have the zones of
 * before and this version does not compare them, it must be made to write them anew as well.
 */
export function annotateFix(input: WhyInput): SmallestFix {
  const { controllerRules } = input.analysis.input.context;
  const key = autoAnnotation(controllerRules);
  const rewrite = !controllerRules.comparesNodes && hasOutdatedZones(input) ? lookAgain(input) : [];
  return { text: whyText('fix.annotate', { key }), commands: [annotate(input, `${key}=Auto`), ...rewrite] };
}

function hasOutdatedZones({ analysis, port }: WhyInput): boolean {
  return (port?.endpoints ?? []).some(({ nodeName, zone }) => {
    const current = analysis.nodeByName.get(nodeName)?.zone;
    return current !== undefined && current !== zone;
  });
}

/** The programs that are known to run without this gate; hints that were seen prove it of all but kube-proxy. */
export function programsWithout(gate: GateName, context: RuleContext): readonly string[] {
  const { version, question, controllerGates, proxyVersionByNode } = context;
  const overrides = question.gateOverrides;
  const isSeen = controllerGates[gate] === true;
  const isOff = (program: 'api-server' | 'controller') =>
    !isSeen && gatesInForce({ version, program, overrides })[gate] === false;
  const isProxyOff = [...proxyVersionByNode].some(
    ([node, proxyVersion]) =>
      context.proxyRulesByNode.get(node)?.zoneHints === false &&
      gatesInForce({ version: proxyVersion, program: 'kube-proxy', node, overrides })[gate] === false,
  );
  return [
    ...(isOff('api-server') ? ['API server'] : []),
    ...(isOff('controller') ? ['controller manager'] : []),
    ...(isProxyOff ? ['kube-proxy'] : []),
  ];
}
