import type { Analysis, PortAnalysis } from '#lib/diagnose/analysis.ts';
import { hintEvent, hintsEnabledEvent } from '#lib/hints/hint-events.ts';
import { givesHints } from '#lib/hints/hint-reasons.ts';
import type { WhyView } from '#lib/view/view-types.ts';

/**
 * What Kubernetes itself says about it, verbatim: the Event that the EndpointSlice controller writes on the Service.
 * Undefined where it says nothing: versions without Events, trafficDistribution, and whatever kube-proxy decides.
 */
export function kubernetesWords(analysis: Analysis, port: PortAnalysis | undefined): WhyView['kubernetesSays'] {
  const { controllerRules } = analysis.input.context;
  const comparison = port && analysis.hintsByFamily.get(port.family);
  if (!controllerRules.writesEvents || comparison === undefined || port === undefined) return undefined;
  if (analysis.hinting.kind !== 'auto') return undefined;
  const event = givesHints(comparison.decision.reason)
    ? hintsEnabledEvent(port.family)
    : hintEvent(comparison.decision, port.family);
  if (event === undefined) return undefined;
  return { source: 'endpoint-slice-controller', words: `${event.type}  ${event.reason}  ${event.message}` };
}
