import type { Clock } from '#lib/demo/clock.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { LastChange, RowOf, ServiceRow } from '#lib/model/service-row.ts';
import type { Timeline, TimelineMoment } from '#lib/model/timeline.ts';
import { createAudience } from '#lib/server/hub/audience.ts';
import type { AutoscalerSource } from '#lib/server/hub/autoscaler-trail.ts';
import { type ClusterState, createClusterState } from '#lib/server/hub/cluster-state.ts';
import { deltaOf, encodeLine, encodeMessage } from '#lib/server/hub/frames.ts';
import { createGreeter, type GreetRequest } from '#lib/server/hub/greeter.ts';
import { DEFAULT_LIMITS, type HubLimits } from '#lib/server/hub/hub-limits.ts';
import { createHubTopics, topicOf } from '#lib/server/hub/hub-topics.ts';
import { createLineLog } from '#lib/server/hub/line-log.ts';
import { type TopicId, topicIdsOf } from '#lib/server/hub/look.ts';
import { createNodeTrail } from '#lib/server/hub/node-trail.ts';
import { createRowTable, type RowRules } from '#lib/server/hub/row-table.ts';
import type { PodSource } from '#lib/server/hub/service-topic.ts';
import { Subscriber, type Traffic } from '#lib/server/hub/subscriber.ts';
import { createTicker } from '#lib/server/hub/ticker.ts';
import { createTimelines } from '#lib/server/hub/timelines.ts';
import { type ByName, sortedValues } from '#lib/wire/changes.ts';
import type { TopicChanges, WireMessage } from '#lib/wire/message.ts';
import type { ClusterInfo, ClusterStatus } from '#lib/wire/watched-cluster.ts';

export interface HubOptions {
  readonly clock: Clock;
  readonly rowOf: RowOf;
  readonly podSource: PodSource;
  /** Absent: autoscalers are not read. */
  readonly autoscalerSource?: AutoscalerSource;
  readonly build: string;
  /** Names this hub and no other: letters of base 36. */
  readonly epoch: string;
  readonly info: ClusterInfo;
  readonly status: ClusterStatus;
  readonly limits?: Partial<HubLimits>;
  /** Told of each status, beside all who read. */
  readonly onStatus?: (status: ClusterStatus) => void;
}

export interface SubscribeRequest extends GreetRequest {
  /** Who reads; absent for whoever is on this machine, whose streams are counted together only. */
  readonly client?: string;
}

/** The one state of a process, and all who watch it. */
export interface Hub {
  /** What the watch fills. */
  readonly state: ClusterState;
  readonly info: ClusterInfo;
  readonly status: ClusterStatus;
  /** True once the first lists are complete: rows exist from then on. */
  readonly ready: boolean;
  readonly subscriberCount: number;
  readonly topicCount: number;
  readonly rowByKey: ByName<ServiceRow>;
  readonly traffic: Readonly<Traffic>;
  setInfo(info: ClusterInfo): void;
  setStatus(status: ClusterStatus): void;
  /** The rules by which rows are computed; the first call makes the hub ready. */
  setReady(rules: RowRules): void;
  /** Undefined when there are as many streams as there may be, in all or of this client. */
  subscribe(request: SubscribeRequest): Subscriber | undefined;
  /** One moment of the cluster; pods, and their autoscalers, of the Services that are looked at. */
  cluster(): Cluster | undefined;
  timelineOf(key: NamespacedName): Timeline;
  /** How often zone routing of a Service went on or off. */
  flipsOf(key: NamespacedName): number;
  lastChangeOf(key: NamespacedName): LastChange | undefined;
  /** How a Service stood at a moment since the start of watching. */
  momentAt(key: NamespacedName, at: EpochMillis): TimelineMoment | undefined;
  /** Says farewell and ends all streams. */
  close(): void;
}

export function createHub(options: HubOptions): Hub {
  const { clock, epoch } = options;
  const limits: HubLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const ticker = createTicker(clock, limits.frameMillis, tick);
  const state = createClusterState(ticker.poke);
  const timelines = createTimelines(clock.now());
  const rows = createRowTable(state, options.rowOf, timelines);
  const nodeTrail = createNodeTrail(state);
  const log = createLineLog(limits.logBytes);
  const audience = createAudience();
  const { podSource, autoscalerSource } = options;
  const topics = createHubTopics({ clock, limits, state, podSource, autoscalerSource, onChange: ticker.poke });
  const greeter = createGreeter({ ...options, nodes: nodeTrail, rows, timelines, topics, log });
  const traffic: Traffic = { sentBytes: 0, evictions: 0 };
  let info = options.info;
  let status = options.status;
  let rules: RowRules | undefined;
  let sequence = 0;
  let closed = false;
  let cancelPing = schedulePing();

  function broadcast(message: WireMessage): void {
    const bytes = encodeMessage(message);
    for (const subscriber of audience.all()) subscriber.push(bytes);
  }

  function schedulePing(): () => void {
    return clock.after(limits.pingMillis, () => {
      broadcast({ kind: 'ping', time: clock.now() });
      cancelPing = schedulePing();
    });
  }

  function tick(): void {
    if (rules === undefined || closed) return;
    const dirtyServices = state.takeDirtyServices();
    const nodes = nodeTrail.changes();
    const until = clock.monotonic() + limits.rowMillis;
    const computed = rows.update({
      // Of nodes that changed every row may be another one; those that somebody looks at come first.
      keys: nodes === undefined ? dirtyServices : new Set([...dirtyServices, ...topics.services()]),
      nodesChanged: nodes !== undefined,
      rules,
      now: clock.now(),
      hasTime: () => clock.monotonic() < until,
    });
    if (computed.isBehind) ticker.poke();
    const ofCluster = {
      ...(nodes !== undefined && { nodes }),
      ...(computed.rows !== undefined && { rows: computed.rows }),
    };
    send([
      ...(Object.keys(ofCluster).length === 0 ? [] : [ofCluster]),
      ...topics.changes(dirtyServices, computed.entryByKey),
    ]);
  }

  /**
   * One delta to each reader, of what changed in what it looks at. A topic's line is encoded once, and a delta once for
   * all who look at the same; a line that is too large becomes a new snapshot for those whom it concerns.
   */
  function send(changes: readonly TopicChanges[]): void {
    if (changes.length === 0) return;
    sequence += 1;
    const lineByTopic = new Map<TopicId | undefined, Uint8Array | 'too-large'>();
    for (const change of changes) {
      const bytes = encodeLine(change);
      const topic = topicOf(change);
      const isTooLarge = bytes.length > limits.deltaBytes;
      lineByTopic.set(topic, isTooLarge ? 'too-large' : bytes);
      if (isTooLarge) log.forget(sequence);
      else log.append({ sequence, bytes, ...(topic !== undefined && { topic }) });
    }
    for (const { look, readers } of audience.groups()) {
      const lines = [undefined, ...topicIdsOf(look)].flatMap((topic) => lineByTopic.get(topic) ?? []);
      if (lines.length === 0) continue;
      const small = lines.filter((line) => line !== 'too-large');
      if (small.length < lines.length) {
        for (const reader of readers) reader.restart(greeter.snapshot(look, 'all', sequence));
        continue;
      }
      const frame = deltaOf({ epoch, sequence }, small);
      for (const reader of [...readers]) reader.push(frame);
    }
  }

  function leave(subscriber: Subscriber): void {
    audience.remove(subscriber);
    if (!closed) topics.leave(subscriber.look, audience);
  }

  return {
    state,
    get info() {
      return info;
    },
    get status() {
      return status;
    },
    get ready() {
      return rules !== undefined;
    },
    rowByKey: rows.rowByKey,
    traffic,
    get subscriberCount() {
      return audience.size;
    },
    get topicCount() {
      return topics.size;
    },
    setInfo(next) {
      info = next;
      broadcast({ kind: 'info', info });
    },
    setStatus(next) {
      status = next;
      options.onStatus?.(status);
      broadcast({ kind: 'status', status, time: clock.now() });
    },
    setReady(next) {
      const first = rules === undefined;
      rules = next;
      if (!first) return ticker.poke();
      // Nobody holds anything yet, so what has come in until now is not sent as a change but as a snapshot.
      nodeTrail.changes();
      rows.update({ keys: state.takeDirtyServices(), nodesChanged: true, rules, now: clock.now() });
      for (const _ of topics.changes({ has: () => true }, new Map()));
      for (const subscriber of audience.all()) subscriber.restart(greeter.snapshot(subscriber.look, 'all', sequence));
    },
    subscribe(request) {
      const { key, clients, client } = request;
      const look = { ...(key !== undefined && { key }), ...(clients !== undefined && { clients }) };
      if (closed || audience.isFull(limits, client)) return undefined;
      const subscriber = new Subscriber({
        look,
        ...(client !== undefined && { client }),
        maxQueuedBytes: limits.queuedBytes,
        traffic,
        onEnd: leave,
      });
      audience.add(subscriber);
      topics.open(look, sequence);
      const first = [
        encodeMessage({ kind: 'info', info }),
        encodeMessage({ kind: 'status', status, time: clock.now() }),
      ];
      subscriber.restart(rules === undefined ? first.values() : greeter.greet(request, first, sequence));
      return subscriber;
    },
    cluster() {
      if (rules === undefined) return undefined;
      return {
        version: rules.version,
        gateOverrides: rules.gateOverrides,
        nodes: sortedValues(state.nodes.objectByKey),
        services: sortedValues(state.services.objectByKey),
        slices: sortedValues(state.slices.objectByKey),
        pods: topics.pods(),
        ...(autoscalerSource !== undefined && { autoscalers: topics.autoscalers() }),
        ...(info.snapshot?.missing !== undefined && { missing: info.snapshot.missing }),
        now: clock.now(),
      };
    },
    timelineOf: timelines.timelineOf,
    flipsOf: timelines.flipsOf,
    lastChangeOf: timelines.lastChangeOf,
    momentAt: timelines.momentAt,
    close() {
      closed = true;
      ticker.stop();
      cancelPing();
      const bye = encodeMessage({ kind: 'bye' });
      for (const subscriber of audience.all()) subscriber.finish(bye);
      topics.stop();
    },
  };
}
