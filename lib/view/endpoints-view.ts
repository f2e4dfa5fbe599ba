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
      ...(endpoint.live === undefined || endpoint.live.state === endpoint.state
        ? {}
        : { liveState: endpoint.live.state }),
      fate: endpoint.fate,
      hints: [...endpoint.zoneHints, ...endpoint.nodeHints],
      ...(isSameList(endpoint.live?.hints, [...endpoint.zoneHints, ...endpoint.nodeHints])
        ? {}
        : { liveHints: endpoint.live?.hints ?? [] }),
      share: predicted(endpoint.share, endpoint.live?.share),
      load: predicted(endpoint.load, endpoint.live?.load),
      dialledBy: predicted(endpoint.dialledBy, endpoint.live?.dialledBy),
      slice: endpoint.slice,
    }))
    .toSorted((left, right) => compare(zoneRank(left.zone), zoneRank(right.zone)));
}

/** Also where nothing is predicted. */
function isSameList(live: readonly string[] | undefined, shown: readonly string[]): boolean {
  return live === undefined || live.join() === shown.join();
}

/** "No zone" after all zones. */
function zoneRank(zone: string | undefined): string {
  return zone === undefined ? '1' : `0${zone}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
