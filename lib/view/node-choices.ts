import { badgesOf, classOf, inZoneShareOf } from '#lib/view/graph-marks.ts';
import type { NodeChoice } from '#lib/view/node-types.ts';
import { backendsOf, selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/** All nodes, by zone and name, each with how many endpoints it dials: what a node is chosen from. */
export function nodeChoices(answer: ServiceAnswer, url: UrlState): readonly NodeChoice[] {
  const { analysis } = answer;
  const port = selectedPort(analysis, url);
  const ofEndpoints = port?.endpoints.filter(({ readiness }) => readiness === 'ready').length ?? 0;
  const place = new Map(analysis.zones.map(({ zone }, index) => [zone, index]));
  return analysis.nodes
    .toSorted((left, right) => (place.get(left.zone) ?? 0) - (place.get(right.zone) ?? 0))
    .map((node) => {
      const clientClass = classOf(node.name, port);
      const backends = clientClass === undefined ? [] : backendsOf(clientClass, url.from);
      return {
        name: node.name,
        ...(node.zone === undefined ? {} : { zone: node.zone }),
        dials: backends.length,
        ofEndpoints,
        ...(backends.length === 0 || node.zone === undefined
          ? {}
          : { inZoneShare: inZoneShareOf(node, backends, port) }),
        badges: badgesOf(node),
      };
    });
}
