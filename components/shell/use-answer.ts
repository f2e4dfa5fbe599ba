'use client';

import { useMemo } from 'react';
import { useLive } from '#components/shell/use-live.ts';
import type { Past } from '#components/shell/use-past.ts';
import type { LiveState } from '#lib/live/live-state.ts';
import type { TimelineMoment } from '#lib/model/timeline.ts';
import { answerService } from '#lib/view/answer-service.ts';
import type { ServiceAnswer, ServiceSnapshot } from '#lib/view/service-answer.ts';
import type { UrlState } from '#lib/view/url-state.ts';

const selectedOf = (state: LiveState) => state.cluster.selected;
const nodesOf = (state: LiveState) => state.cluster.nodeByName;
const clientsOf = (state: LiveState) => state.cluster.clients;
const infoOf = (state: LiveState) => state.cluster.info;

/**
 * What the stream brought of the selected Service, or how that stood at a moment of its past: without pods, which are not
 * kept. Undefined until there is one.
 */
export function useSnapshot({ mix }: Pick<UrlState, 'mix'>, now: number, past: Past): ServiceSnapshot | undefined {
  const selected = useLive(selectedOf);
  const nodeByName = useLive(nodesOf);
  const clients = useLive(clientsOf);
  const info = useLive(infoOf);
  const nodes = useMemo(() => [...nodeByName.values()], [nodeByName]);
  // The stream may still carry the clients of the mix before.
  const clientSlices = mix.kind === 'service' && clients?.key === mix.key ? clients.slices : undefined;
  return useMemo(() => {
    if (past.kind !== 'none') return past.kind === 'there' ? pastSnapshot(past.moment) : undefined;
    if (!selected?.service || info?.version === undefined || now === 0) return undefined;
    return {
      version: info.version,
      gateOverrides: info.gateOverrides,
      nodes,
      service: selected.service,
      slices: selected.slices,
      pods: selected.pods,
      ...(selected.autoscaling !== undefined && { autoscaling: selected.autoscaling }),
      ...(clientSlices !== undefined && { clientSlices }),
      now,
    };
  }, [selected, clientSlices, nodes, info, now, past]);
}

/** The rules' answer for a snapshot; undefined until there is one. */
export function useAnswer(snapshot: ServiceSnapshot | undefined, url: UrlState): ServiceAnswer | undefined {
  const { minor, gates, dataPlanes, whatIf, mix } = url;
  return useMemo(
    () =>
      snapshot && answerService(snapshot, { gates, dataPlanes, whatIf, mix, ...(minor !== undefined && { minor }) }),
    [snapshot, minor, gates, dataPlanes, whatIf, mix],
  );
}

function pastSnapshot({ time, until, input }: TimelineMoment): ServiceSnapshot | undefined {
  return input && { ...input, pods: [], now: until ?? time };
}
