import { type FakeClock, fakeClock } from '#lib/demo/fake-clock.test-support.ts';
import type { RowOf } from '#lib/model/service-row.ts';
import { createHub, type Hub, type SubscribeRequest } from '#lib/server/hub/hub.ts';
import type { HubLimits } from '#lib/server/hub/hub-limits.ts';
import { hubOptions } from '#lib/server/hub/hub-options.test-support.ts';
import { nextOf } from '#lib/server/hub/next-of.test-support.ts';
import type { PodRequest, PodSink } from '#lib/server/hub/service-topic.ts';
import type { Subscriber } from '#lib/server/hub/subscriber.ts';
import { decodeMessage } from '#lib/wire/frame.ts';
import type { Delta, MessageKind, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import { aNode, anEndpoint, aRow, aService, aSlice } from '#lib/wire/objects.test-support.ts';
import { reduce } from '#lib/wire/reduce.ts';
import { EMPTY_WIRE_STATE, type WireState } from '#lib/wire/wire-state.ts';

const VERSION = { major: 1, minor: 30, patch: 0 };
export const RULES = { version: VERSION, gateOverrides: [], missing: [] };

/** A row that tells what it was computed from. */
const rowOf: RowOf = (service, slices, { nodes }) => {
  const endpoints = slices.flatMap((slice) => slice.endpoints);
  return aRow(`${service.namespace}/${service.name}`, {
    endpointsByZone: { a: endpoints.length },
    verdict: {
      state: endpoints.length === 0 ? 'blackhole' : 'off',
      reason: 'r',
      reasonValues: {},
      nodesInEffect: 0,
      nodesInAll: nodes.length,
      idleEndpoints: 0,
    },
  });
};

/** A hub on a clock of its own, with what it was asked to do. */
interface Rig {
  readonly hub: Hub;
  readonly clock: FakeClock;
  readonly computed: string[];
  readonly podWatches: { readonly request: PodRequest; readonly sink: PodSink; open: boolean }[];
}

/** A hub with two nodes and two Services, one of them with endpoints; `ready` is whether its first lists are in. */
export function rig(limits: Partial<HubLimits> = {}, ready = true): Rig {
  const clock = fakeClock(1_000_000);
  const computed: string[] = [];
  const podWatches: Rig['podWatches'] = [];
  const hub = createHub(
    hubOptions({
      clock,
      limits,
      rowOf: (service, slices, context) => {
        computed.push(service.name);
        return rowOf(service, slices, context);
      },
      podSource: {
        watch(request, sink) {
          const watch = { request, sink, open: true };
          podWatches.push(watch);
          return () => {
            watch.open = false;
          };
        },
      },
    }),
  );
  hub.state.nodes.replace([aNode('n1'), aNode('n2')]);
  hub.state.services.replace([aService('web'), aService('other')]);
  hub.state.slices.replace([aSlice('web-1', [anEndpoint(1), anEndpoint(2)])]);
  if (ready) {
    hub.setReady(RULES);
    clock.advance(1_000);
  }
  computed.length = 0;
  return { hub, clock, computed, podWatches };
}

/** A reader over the same reducer that the page uses. */
class Reader {
  state: WireState = EMPTY_WIRE_STATE;
  readonly messages: WireMessage[] = [];
  readonly frames: string[] = [];
  ended = false;
  readonly subscriber: Subscriber;

  constructor(subscriber: Subscriber) {
    this.subscriber = subscriber;
  }

  /** Reads until nothing more is there. */
  async drain(): Promise<this> {
    while (await this.readOne()) if (this.ended) break;
    return this;
  }

  /** Reads one frame; false when there is none. */
  async readOne(): Promise<boolean> {
    const next = await poll(this.subscriber);
    if (next === 'nothing') return false;
    if (next === undefined) this.ended = true;
    else this.take(new TextDecoder().decode(next));
    return true;
  }

  private take(frame: string): void {
    this.frames.push(frame);
    const event = /^event: (.*)$/m.exec(frame)?.[1] ?? '';
    const data = [...frame.matchAll(/^data: (.*)$/gm)].map(([, line]) => line).join('\n');
    const message = decodeMessage(event, data);
    if (message === undefined) throw new Error(`Cannot read frame ${frame.slice(0, 80)}`);
    this.messages.push(message);
    this.state = reduce(this.state, message);
  }

  kinds(): readonly MessageKind[] {
    return this.messages.map((message) => message.kind);
  }

  changes(): readonly TopicChanges[] {
    return this.deltas().flatMap(({ changes }) => changes);
  }

  deltas(): readonly Delta[] {
    return this.messages.filter((message) => message.kind === 'delta');
  }
}

const waitingBySubscriber = new WeakMap<Subscriber, Promise<Uint8Array | undefined>>();

/** A `pull` that finds nothing stays under way, as the stream's `pull` would wait for it, and is asked again later. */
export async function poll(subscriber: Subscriber): Promise<Uint8Array | undefined | 'nothing'> {
  const waiting = waitingBySubscriber.get(subscriber) ?? nextOf(subscriber);
  waitingBySubscriber.set(subscriber, waiting);
  const next = await Promise.race([
    waiting,
    new Promise<'nothing'>((resolve) => setImmediate(() => resolve('nothing'))),
  ]);
  if (next !== 'nothing') waitingBySubscriber.delete(subscriber);
  return next;
}

/** @throws Error where the hub is full. */
export function subscribe(hub: Hub, request: SubscribeRequest = {}): Reader {
  const subscriber = hub.subscribe(request);
  if (subscriber === undefined) throw new Error('Cannot subscribe: the hub is full');
  return new Reader(subscriber);
}
