import type { Analysis, ClientClass, PortAnalysis } from '#lib/diagnose/analysis.ts';
import type { KubernetesWords, WhyInput } from '#lib/diagnose/explanation.ts';
import { hasHintsBy, isStandingReason } from '#lib/diagnose/standing-decision.ts';
import { whyText } from '#lib/diagnose/why-keys.ts';
import { type ControllerEvent, hintEvent, hintsEnabledEvent } from '#lib/hints/hint-events.ts';
import { givesHints } from '#lib/hints/hint-reasons.ts';
import {
  asksNodeZoneFirst,
  emptyPortComment,
  type ProxyLogSubject,
  proxyLogText,
} from '#lib/kube-version/proxy-log-texts.ts';
import type { Text } from '#lib/model/text.ts';
import type { KubeVersion } from '#lib/model/version.ts';

/**
 * What Kubernetes itself says about it, verbatim: the controller's Event on the Service, then what kube-proxy logs or
 * writes into its rules on a node that does not follow hints. Empty where it says nothing: the controller in versions
 * without Events and under trafficDistribution, kube-proxy of a Service that asked for nothing.
 */
export function kubernetesWords(input: WhyInput): readonly KubernetesWords[] {
  const event = controllerWords(input);
  const log = proxyWords(input);
  return [event, log].filter((words) => words !== undefined);
}

function controllerWords({ analysis, port, verdict }: WhyInput): KubernetesWords | undefined {
  const { controllerRules } = analysis.input.context;
  const standing = port && analysis.hintsByFamily.get(port.family)?.standing;
  if (!controllerRules.writesEvents || standing === undefined || port === undefined) return undefined;
  if (analysis.hinting.kind !== 'auto') return undefined;
  const { reason, values } = standing;
  if (isStandingReason(reason)) {
    if (reason !== 'endpoint-zone-outdated') return undefined;
    // Endpoints without a zone were written while their node had none, and then nobody had shares.
    return eventWords(hintEvent({ reason: 'node-without-zone', values }, port.family), whyText('note.event-of-before'));
  }
  if (givesHints(reason)) {
    // Hints that the rules give and the slices lack were not written yet, and so not announced.
    const isSaid = verdict.state !== 'off' || port.endpoints.some(({ zoneHints }) => zoneHints.length > 0);
    return isSaid && verdict.reason !== 'hints-missing'
      ? eventWords(hintsEnabledEvent(port.family), enabledNote(analysis))
      : undefined;
  }
  return eventWords(hintEvent({ reason, values }, port.family), noteOf(reason));
}

/** The controller remembers one flag for a Service: a family that fails clears it for the other one, too. */
function enabledNote({ hintsByFamily }: Analysis): Text {
  const isOtherWithout = [...hintsByFamily.values()].some(({ standing }) => !hasHintsBy(standing));
  return whyText(isOtherWithout ? 'note.event-once-per-flag' : 'note.event-once');
}

const NOTE_BY_REASON: Readonly<Record<string, Text>> = {
  'one-zone-only': whyText('note.misleads-one-zone'),
  'no-node-counted': whyText('note.misleads-no-node'),
};

function noteOf(reason: string): Text {
  return NOTE_BY_REASON[reason] ?? whyText('note.event-repeated');
}

function eventWords(event: ControllerEvent | undefined, note: Text): KubernetesWords | undefined {
  if (event === undefined) return undefined;
  return { source: whyText('words.event'), words: `${event.type}  ${event.reason}  ${event.message}`, note };
}

/** Of the largest class of nodes that does not follow hints, or dials nothing. */
function proxyWords({ analysis, port, verdict }: WhyInput): KubernetesWords | undefined {
  const hasHints = port?.endpoints.some(({ zoneHints }) => zoneHints.length > 0) ?? false;
  if (port === undefined || (analysis.hinting.kind === 'none' && !hasHints && verdict.state !== 'blackhole')) {
    return undefined;
  }
  const silent = largest(port, ({ scope }) => (verdict.state === 'blackhole' ? scope === 'none' : scope === 'all'));
  if (silent === undefined) return undefined;
  const node = exampleOf(port, silent);
  const version = analysis.input.context.proxyVersionByNode.get(node);
  if (version === undefined) return undefined;
  return verdict.state === 'blackhole'
    ? ruleWords({ analysis, port, verdict }, node, version)
    : logWords(silent, node, version);
}

function logWords(silent: ClientClass, node: string, version: KubeVersion): KubernetesWords | undefined {
  const subject = logSubject(silent, version);
  const log = subject && proxyLogText(version, subject);
  if (log === undefined) return undefined;
  const { words, verbosity } = log;
  const source = verbosity === 0 ? whyText('words.log-always', { node }) : whyText('words.log', { node, verbosity });
  return { source, words };
}

function logSubject(
  { reason, reasonValues, zone = '' }: ClientClass,
  version: KubeVersion,
): ProxyLogSubject | undefined {
  switch (reason) {
    case 'node-without-zone':
      return { about: 'node-without-zone' };
    case 'no-hints':
    case 'endpoint-without-zone-hint':
    case 'unready-endpoint-without-zone-hint':
      return zone === '' && asksNodeZoneFirst(version)
        ? { about: 'node-without-zone' }
        : { about: 'endpoint-without-zone-hint' };
    case 'no-endpoint-hinted-to-zone':
      return { about: 'no-hint-for-zone', zone };
    case 'annotation-not-enabling':
      return {
        about: 'annotation-value',
        key: String(reasonValues['key'] ?? ''),
        value: String(reasonValues['value'] ?? ''),
      };
    default:
      return undefined;
  }
}

function ruleWords(
  { analysis, port, verdict }: WhyInput,
  node: string,
  version: KubeVersion,
): KubernetesWords | undefined {
  const comment = emptyPortComment(version, verdict.reason === 'internal-policy-local-without-endpoint');
  if (comment === undefined || port === undefined) return undefined;
  const { namespace, name } = analysis.input.service;
  const portName = port.port.name === '' ? '' : `:${port.port.name}`;
  return { source: whyText('words.rule-comment', { node }), words: `${namespace}/${name}${portName} ${comment}` };
}

function largest(port: PortAnalysis, isMeant: (one: ClientClass) => boolean): ClientClass | undefined {
  return port.classes
    .filter((one) => one.nodes > 0 && isMeant(one))
    .reduce<ClientClass | undefined>(
      (most, one) => (most === undefined || one.nodes > most.nodes ? one : most),
      undefined,
    );
}

function exampleOf(port: PortAnalysis, wanted: ClientClass): string {
  for (const [name, index] of port.classByNode) if (port.classes[index] === wanted) return name;
  return '';
}
