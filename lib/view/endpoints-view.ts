import { predicted } from '#lib/view/headline-view.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import { shownEndpoints } from '#lib/view/shown-endpoints.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { EndpointRowView } from '#lib/view/view-types.ts';

/** The table beside the graph: every fact of every endpoint mark, by zone and name. */
export function endpointsView(answer: ServiceAnswer, url: UrlState): readonly EndpointRowView[] {
  return shownEndpoints(answer, url)
    .map((endpoint) => ({
      id: endpoint.id,
      name: endpoint.name,
      address: endpoint.address,
      nodeName: endpoint.nodeName,
      ...(endpoint.zone === undefined ? {} : { zone: endpoint.zone }),
      state: endpoint.state,
      fate: endpoint.fate,
      hints: [...endpoint.zoneHints, ...endpoint.nodeHints],
      share: predicted(endpoint.share, endpoint.liveShare),
      load: endpoint.load,
      dialledBy: endpoint.dialledBy,
      slice: endpoint.slice,
    }))
    .toSorted((left, right) => compare(zoneRank(left.zone), zoneRank(right.zone)));
}

/** "No zone" after all zones. */
function zoneRank(zone: string | undefined): string {
  return zone === undefined ? '1' : `0${zone}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
