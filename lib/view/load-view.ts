import type { PortAnalysis } from '#lib/diagnose/analysis.ts';
import { type CrossingCost, crossingCost } from '#lib/diagnose/crossing-cost.ts';
import { type ZoneLoad, type ZoneLoads, zoneLoads } from '#lib/diagnose/zone-loads.ts';
import type { Text } from '#lib/model/text.ts';
import { predicted } from '#lib/view/headline-view.ts';
import { loadText } from '#lib/view/load-keys.ts';
import { mixText } from '#lib/view/mix-text.ts';
import { selectedPort } from '#lib/view/selected-port.ts';
import type { ServiceAnswer } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';
import type { Predicted } from '#lib/view/view-types.ts';

export interface ZoneLoadView extends Omit<ZoneLoad, 'load'> {
  readonly load?: Predicted<number>;
  /** Its endpoints take more than Kubernetes' own overload threshold lets them. */
  readonly overloaded: boolean;
}

/** What the client mix does to the endpoints: by zone, and as cost. */
export interface LoadView {
  readonly mix: Text;
  readonly zones: readonly ZoneLoadView[];
  readonly crossing?: Predicted<number>;
  /** What stands out: endpoints that nobody reaches, zones that overload. */
  readonly findings: readonly Text[];
  /** Present where the URL tells both bytes and price. */
  readonly cost?: { readonly text: Text; readonly total: Predicted<number> };
}

/** An endpoint may take this much of the fair share before it counts as overloaded, as in the controller's Auto. */
export const OVERLOAD_LOAD = 1.2;

/** Who sends how much where, for the Service port that is chosen. */
export function loadView(answer: ServiceAnswer, url: UrlState): LoadView {
  const { analysis, live } = answer;
  const port = selectedPort(analysis, url);
  const shown = loadsOf(port, analysis.zones);
  const before = live === undefined ? undefined : loadsOf(selectedPort(live, url), live.zones);
  const zones = shown.zones.map((zone) => zoneView(zone, before));
  const cost = costOf(shown, before, url);
  const idle = port?.verdict.idleEndpoints ?? 0;
  return {
    mix: mixText(analysis.input.clients),
    zones,
    ...(shown.crossing === undefined ? {} : { crossing: predicted(shown.crossing, before?.crossing) }),
    findings: [
      ...(idle === 0 ? [] : [loadText('load.idle', { endpoints: idle })]),
      ...zones.flatMap(({ zone, load, overloaded }) =>
        overloaded ? [loadText('load.overloaded-zone', { zone: zone ?? '-', load: round(load?.value ?? 0) })] : [],
      ),
    ],
    ...(cost === undefined ? {} : { cost }),
  };
}

function loadsOf(port: PortAnalysis | undefined, zones: Parameters<typeof zoneLoads>[1]): ZoneLoads {
  return port === undefined ? { zones: [] } : zoneLoads(port, zones);
}

function zoneView({ load, ...zone }: ZoneLoad, before: ZoneLoads | undefined): ZoneLoadView {
  const liveLoad = before?.zones.find((other) => other.zone === zone.zone)?.load;
  return {
    ...zone,
    ...(load === undefined ? {} : { load: predicted(load, liveLoad) }),
    overloaded: load !== undefined && load > OVERLOAD_LOAD + 1e-6,
  };
}

function costOf(shown: ZoneLoads, before: ZoneLoads | undefined, { bytes, price }: UrlState): LoadView['cost'] {
  if (bytes === undefined || price === undefined || shown.crossing === undefined) return undefined;
  const cost: CrossingCost = crossingCost(shown.crossing, bytes, price);
  const live = before?.crossing === undefined ? undefined : crossingCost(before.crossing, bytes, price).total;
  return {
    text: loadText('load.cost', { gib: round(cost.crossingGiB), leaving: price.leaving, entering: price.entering }),
    total: predicted(round(cost.total), live === undefined ? undefined : round(live)),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
