import type { Analysis } from '#lib/diagnose/analysis.ts';
import type { Verdict } from '#lib/model/verdict.ts';
import { ZONE_LABEL } from '#lib/model/well-known.ts';
import { autoAnnotation } from '#lib/scenario/change-mode.ts';
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
    case 'not-opted-in':
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
