import { namespacedName } from '#lib/model/names.ts';
import { mixText } from '#lib/view/mix-text.ts';
import { portValue, selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { text } from '#lib/view/text-keys.ts';
import { unknownNodes } from '#lib/view/unknown-nodes.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { HeadlineView, Predicted } from '#lib/view/view-types.ts';

/** What stands above the graph: the Service, what sets its mode, and in how far it is in effect. */
export function headlineView(answer: ServiceAnswer, url: UrlState): HeadlineView {
  const { analysis, live } = answer;
  const { service } = analysis.input;
  const selected = selectedPort(analysis, url);
  const verdict = selected?.verdict ?? analysis.verdict;
  const liveVerdict = live && (selectedPort(live, url)?.verdict ?? live.verdict);
  const unknown = unknownNodes(verdict);
  const families = [...new Set(analysis.ports.map(({ family }) => family))];
  const portsOfFamily = analysis.ports.filter(({ family }) => family === (selected?.family ?? families[0]));
  return {
    key: namespacedName(service),
    clusterIPs: service.clusterIPs.length > 0 ? service.clusterIPs : [service.clusterIP].filter((ip) => ip !== ''),
    ports: portsOfFamily.map((candidate) => ({
      value: portValue(candidate.port),
      label: [candidate.port.name, `${candidate.port.port}/${candidate.port.protocol}`].join(' ').trim(),
      selected: candidate === selected,
    })),
    families: families.map((family) => ({ value: family, selected: family === selected?.family })),
    verdict: verdict.state,
    ...(liveVerdict === undefined || liveVerdict.state === verdict.state ? {} : { liveVerdict: liveVerdict.state }),
    mode: text(`mode.${analysis.mode}`),
    ...(live === undefined || live.mode === analysis.mode ? {} : { liveMode: text(`mode.${live.mode}`) }),
    ...(analysis.modeSource === undefined ? {} : { modeSource: analysis.modeSource }),
    nodesInEffect: predicted(verdict.nodesInEffect, liveVerdict?.nodesInEffect),
    nodesInAll: predicted(verdict.nodesInAll, liveVerdict?.nodesInAll),
    ofNodes: text(unknown > 0 ? 'headline.of-nodes-unknown' : 'headline.of-nodes', {
      nodes: verdict.nodesInAll,
      ...(unknown > 0 && { unknown }),
    }),
    inZone: text(unknown > 0 ? 'headline.in-zone-if-kube-proxy' : 'headline.in-zone'),
    ...(verdict.inZoneShare === undefined
      ? {}
      : { inZoneShare: predicted(verdict.inZoneShare, liveVerdict?.inZoneShare) }),
    clientMix: mixText(analysis.input.clients),
  };
}

/** The value, with the live one beside it where the two differ. */
export function predicted<T>(value: T, live: T | undefined): Predicted<T> {
  return live === undefined || live === value ? { value } : { value, live };
}
