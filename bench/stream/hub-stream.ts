import { systemClock } from '#lib/demo/clock.ts';
import { rowOf } from '#lib/diagnose/service-row.ts';
import { UNASKED_VIEWER } from '#lib/server/auth/sight.ts';
import { createHub } from '#lib/server/hub/hub.ts';
import { createWatchMeter } from '#lib/server/kube/watch-meter.ts';
import { createLog } from '#lib/server/log/log.ts';
import { handleStream } from '#lib/server/stream/handle-stream.ts';
import { toEndpointSlice } from '#lib/to-model/endpoint-slice.ts';
import type { Json } from '#lib/to-model/json.ts';
import { toNode } from '#lib/to-model/node.ts';
import { toService } from '#lib/to-model/service.ts';
import { type ChangeList, listedCluster } from './change-list.ts';

export interface HubStream {
  readonly handle: (request: Request) => Response;
  send(event: Json): void;
}

/** Our own: the hub as it is booted, from the object of a watch event on, and the handler of its route. */
export function createHubStream({ first }: ChangeList): HubStream {
  const hub = createHub({
    clock: systemClock,
    rowOf,
    podSource: { watch: () => () => undefined },
    build: 'bench',
    epoch: 'bench',
    info: {
      source: 'kubeconfig',
      contextName: 'bench',
      user: 'bench',
      server: 'http://127.0.0.1',
      insecure: false,
      versionText: 'v1.34.2',
      versionOverridden: false,
      gateOverrides: [],
    },
    status: { phase: 'live', since: 0, done: 0, address: 'http://127.0.0.1', missing: [], skipped: 0 },
  });
  const { nodes, service } = listedCluster();
  hub.state.nodes.replace(nodes.flatMap((node) => toNode(node) ?? []));
  hub.state.services.replace([service].flatMap((object) => toService(object) ?? []));
  hub.state.slices.replace(first.flatMap((slice) => toEndpointSlice(slice) ?? []));
  hub.setReady({ version: { major: 1, minor: 34, patch: 2 }, gateOverrides: [], missing: [] });
  const running = {
    hub,
    log: createLog({ level: 'error' }),
    meter: createWatchMeter(),
    allowedHosts: [],
    build: 'bench',
    lagMillis: () => 0,
    close: async () => hub.close(),
  };
  return {
    handle: (request) => handleStream(request, running, UNASKED_VIEWER),
    send(event) {
      const slice = toEndpointSlice(event);
      if (slice !== undefined) hub.state.slices.upsert(slice);
    },
  };
}
