import type { Analysis } from '#lib/diagnose/analysis.ts';
import { type GateName, gatesInForce } from '#lib/kube-version/feature-gates.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';
import type { RuleContext } from '#lib/scenario/rule-context.ts';
import { offendersOf } from '#lib/view/offenders-of.ts';
import { serviceCommand } from '#lib/view/service-command.ts';
import { text } from '#lib/view/text-keys.ts';
import type { WhyView } from '#lib/view/view-types.ts';

/** The smallest change that would make zone routing take effect, with the commands that make it; absent where none is known. */
export function fixFor(analysis: Analysis, verdict: Verdict): WhyView['fix'] {
  const { service, context } = analysis.input;
  const annotate = (change: string) => serviceCommand('annotate', service, change);
  const key = autoAnnotation(context.controllerRules);
  switch (verdict.reason) {
    case 'not-opted-in': {
      const programs = programsWithout(OPT_IN_GATE, context);
      if (programs.length === 0) return { text: text('fix.annotate', { key }), commands: [annotate(`${key}=Auto`)] };
      const values = { gate: OPT_IN_GATE, programs: programs.join(', '), key };
      return { text: text('fix.gate-and-annotate', values), commands: [annotate(`${key}=Auto`)] };
    }
    case 'annotation-missing':
      return { text: text('fix.annotate', { key }), commands: [annotate(`${key}=Auto`)] };
    case 'annotation-value-not-enabling':
    case 'annotation-not-enabling': {
      const wrong = String(verdict.reasonValues['key'] ?? key);
      return { text: text('fix.annotation-value', { key: wrong }), commands: [annotate(`${wrong}=Auto --overwrite`)] };
    }
    case 'annotation-shadowed': {
      const shadowing = String(verdict.reasonValues['key'] ?? '');
      return { text: text('fix.remove-annotation', { key: shadowing }), commands: [annotate(`${shadowing}-`)] };
    }
    case 'annotation-key-not-read':
      return { text: text('fix.older-key', { key }), commands: [annotate(`${key}=auto`)] };
    case 'hints-gate-off':
    case 'traffic-distribution-gate-off':
    case 'gate-off':
      return { text: text('fix.gate', { gate: String(verdict.reasonValues['gate'] ?? '') }), commands: [] };
    case 'node-without-zone': {
      const offenders = offendersOf(analysis, verdict);
      const commands = offenders.map(({ name }) => `kubectl label node ${name} ${ZONE_LABEL}=ZONE`);
      return { text: text('fix.label-nodes', { nodes: offenders.length }), commands };
    }
    case 'fewer-endpoints-than-zones':
    case 'overload-threshold':
      return { text: text('fix.replicas'), commands: [] };
    case 'internal-policy-local-without-endpoint':
      return {
        text: text('fix.policy-local'),
        commands: [serviceCommand('patch', service, `-p '{"spec":{"internalTrafficPolicy":"Cluster"}}'`)],
      };
    case 'hints-missing':
    case 'endpoint-without-zone':
      return { text: text('fix.resync'), commands: [deleteSlices(service)] };
    default:
      return undefined;
  }
}

/** The controller writes them anew at once, with the zones and hints of now. */
function deleteSlices({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `kubectl -n ${namespace} delete endpointslice -l kubernetes.io/service-name=${name}`;
}

/** What the annotation needs in every program. */
const OPT_IN_GATE: GateName = 'TopologyAwareHints';

/** The programs that are known to run without this gate; hints that were seen prove it of all but kube-proxy. */
function programsWithout(gate: GateName, context: RuleContext): readonly string[] {
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
