import type { Clock } from '#lib/demo/clock.ts';
import type { Cluster } from '#lib/model/cluster.ts';
import type { NamespacedName } from '#lib/model/names.ts';
import type { Node } from '#lib/model/node.ts';
import type { EpochMillis } from '#lib/model/object-meta.ts';
import type { RowOf } from '#lib/model/service-row.ts';
import type { Timeline, TimelineMoment } from '#lib/model/timeline.ts';
import { type ClusterState, createClusterState } from '#lib/server/hub/cluster-state.ts';
import { createFrameLog } from '#lib/server/hub/frame-log.ts';
import { DEFAULT_LIMITS, type HubLimits } from '#lib/server/hub/hub-limits.ts';
import { createRowTable, type RowRules } from '#lib/server/hub/row-table.ts';
import type { PodSource, ServiceNow } from '#lib/server/hub/service-topic.ts';
import { createSubscriber, type Subscriber } from '#lib/server/hub/subscriber.ts';
import { createTicker } from '#lib/server/hub/ticker.ts';
import { createTimelines } from '#lib/server/hub/timelines.ts';
import { createTopicRegistry } from '#lib/server/hub/topic-registry.ts';
import { type ByName, changesOf, sortedValues } from '#lib/wire/changes.ts';
import { encodeFrame } from '#lib/wire/frame.ts';
import { type Delta, WIRE_VERSION, type WireMessage } from '#lib/wire/message.ts';
import type { ResumePoint } from '#lib/wire/resume-point.ts';
import { type SnapshotContent, snapshotParts } from '#lib/wire/snapshot-parts.ts';
import type { ClusterInfo, ClusterStatus } from '#lib/wire/wire-state.ts';

export interface HubOptions {
  readonly clock: Clock;
  readonly rowOf: RowOf;
  readonly podSource: PodSource;
  readonly build: string;
  /** Names this hub and no other: letters of base 36. */
  readonly epoch: string;
  readonly info: ClusterInfo;
  readonly status: ClusterStatus;
  readonly limits?: Partial<HubLimits>;
}

export interface SubscribeRequest {
  readonly key?: NamespacedName;
  /** Where the reader stands. */
  readonly last?: ResumePoint;
  /** The Service that the reader holds; its deltas alone are enough when it is `key`. */
  readonly held?: NamespacedName;
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
  setInfo(info: ClusterInfo): void;
  setStatus(status: ClusterStatus): void;
  /** The rules by which rows are computed; the first call makes the hub ready. */
  setReady(rules: RowRules): void;
  /** Undefined when there are as many streams as there may be. */
  subscribe(request: SubscribeRequest): Subscriber | undefined;
  /** One moment of the cluster; pods of the Services that are looked at. */
  cluster(): Cluster | undefined;
  timelineOf(key: NamespacedName): Timeline;
  /** How often zone routing of a Service went on or off. */
  flipsOf(key: NamespacedName): number;
  /** How a Service stood at a moment since the start of watching. */
  momentAt(key: NamespacedName, at: EpochMillis): TimelineMoment | undefined;
  /** Says farewell and ends all streams. */
  close(): void;
}

export function createHub(options: HubOptions): Hub {
  const { clock, epoch } = options;
  const limits: HubLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const encoder = new TextEncoder();
  const ticker = createTicker(clock, limits.frameMillis, tick);
  const state = createClusterState(ticker.poke);
  const timelines = createTimelines(clock.now());
  const rows = createRowTable(state, options.rowOf, timelines);
  const log = createFrameLog(limits.logBytes);
  const subscribers = new Set<Subscriber>();
  const topics = createTopicRegistry({
    clock,
    limits,
    podSource: options.podSource,
    serviceNow,
    onChange: ticker.poke,
  });
  const { topicByKey } = topics;
  let info = options.info;
  let status = options.status;
  let rules: RowRules | undefined;
  let sentNodes: ByName<Node> = new Map();
  let sortedSentNodes: readonly Node[] | undefined;
  let sequence = 0;
  let closed = false;
  let cancelPing = schedulePing();

  function encode(message: WireMessage): Uint8Array {
    return encoder.encode(encodeFrame(message));
  }

  function broadcast(message: WireMessage): void {
    const bytes = encode(message);
    for (const subscriber of [...subscribers]) subscriber.push(bytes);
  }

  function schedulePing(): () => void {
    return clock.after(limits.pingMillis, () => {
      broadcast({ kind: 'ping', time: clock.now() });
      cancelPing = schedulePing();
    });
  }

  function tick(): void {
    if (rules === undefined || closed) return;
    const dirtyNodes = state.takeDirtyNodes();
    const dirtyServices = state.takeDirtyServices();
    const nodes = changesOf(dirtyNodes, sentNodes, state.nodes.objectByKey);
    if (nodes !== undefined) rememberSentNodes();
    const { rows: rowChanges, entryByKey } = rows.update({
      keys: dirtyServices,
      nodesChanged: nodes !== undefined,
      rules,
      now: clock.now(),
    });
    if (nodes !== undefined || rowChanges !== undefined) {
      send({ ...(nodes !== undefined && { nodes }), ...(rowChanges !== undefined && { rows: rowChanges }) });
    }
    for (const topic of topicByKey.values()) {
      const entry = entryByKey.get(topic.key);
      const changes = topic.changes(serviceNow(topic.key), entry === undefined ? [] : [entry]);
      if (changes !== undefined) send({ ...changes, key: topic.key });
    }
  }

  function rememberSentNodes(): void {
    sentNodes = new Map(state.nodes.objectByKey);
    sortedSentNodes = undefined;
  }

  /** One delta to all who watch its topic, encoded once; one that is too large becomes everybody's new snapshot. */
  function send(fields: Partial<Delta>): void {
    sequence += 1;
    const bytes = encode({ kind: 'delta', epoch, sequence, ...fields });
    const { key } = fields;
    if (bytes.length > limits.deltaBytes) {
      log.forget(sequence);
      for (const subscriber of subscribers) {
        if (key === undefined || subscriber.key === key) subscriber.restart(snapshot(subscriber.key, 'all'));
      }
      return;
    }
    log.append({ sequence, bytes, ...(key !== undefined && { key }) });
    for (const subscriber of [...subscribers]) {
      if (key === undefined || subscriber.key === key) subscriber.push(bytes);
    }
  }

  function serviceNow(key: NamespacedName): ServiceNow {
    return { service: state.services.objectByKey.get(key), slices: state.slicesOf(key) };
  }

  function leave(subscriber: Subscriber): void {
    subscribers.delete(subscriber);
    const { key } = subscriber;
    if (key === undefined || closed || [...subscribers].some((other) => other.key === key)) return;
    topics.linger(key);
  }

  /** Sorted once for all who ask before the next change: after a restart every page asks at the same time. */
  function sortedNodes(): readonly Node[] {
    sortedSentNodes ??= sortedValues(sentNodes);
    return sortedSentNodes;
  }

  /** Frames of a snapshot of what readers hold now; deltas after it wait in the reader's queue. */
  function snapshot(key: NamespacedName | undefined, scope: 'all' | 'service'): Iterator<Uint8Array> {
    const topic = key === undefined ? undefined : topicByKey.get(key);
    const sent = topic?.sent;
    const content: SnapshotContent = {
      head: {
        wire: WIRE_VERSION,
        build: options.build,
        scope,
        ...(sent !== undefined && {
          key: sent.key,
          podsState: sent.podsState,
          timeline: timelines.timelineOf(sent.key),
        }),
      },
      nodes: scope === 'all' ? sortedNodes() : [],
      rows: scope === 'all' ? [...rows.rowByKey.values()] : [],
      ...(sent?.service !== undefined && { service: sent.service }),
      slices: sent?.slices ?? [],
      pods: sent?.pods ?? [],
      point: { epoch, sequence },
    };
    return encoded(snapshotParts(content));
  }

  function* encoded(messages: Iterable<WireMessage>): Generator<Uint8Array, void, undefined> {
    for (const message of messages) yield encode(message);
  }

  /**
   * What a reader gets first: what is watched and how it stands, then what it lacks of the state. What that is, is
   * decided now; a snapshot is encoded part by part as it is read.
   */
  function greeting({ key, last, held }: SubscribeRequest): Iterator<Uint8Array> {
    const frames = [encode({ kind: 'info', info }), encode({ kind: 'status', status, time: clock.now() })];
    if (rules === undefined) return frames.values();
    const missed = missedFrames(last);
    if (missed === undefined || last === undefined) return joined(frames, snapshot(key, 'all'));
    const topic = key === undefined ? undefined : topicByKey.get(key);
    const holdsTopic = topic !== undefined && held === key && topic.recordedSince <= last.sequence;
    for (const frame of missed) {
      if (frame.key === undefined || (holdsTopic && frame.key === key)) frames.push(frame.bytes);
    }
    return topic === undefined || holdsTopic ? frames.values() : joined(frames, snapshot(key, 'service'));
  }

  function missedFrames(last: ResumePoint | undefined) {
    const known = last !== undefined && last.epoch === epoch && last.sequence <= sequence;
    return known ? log.after(last.sequence) : undefined;
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
    get subscriberCount() {
      return subscribers.size;
    },
    get topicCount() {
      return topicByKey.size;
    },
    setInfo(next) {
      info = next;
      broadcast({ kind: 'info', info });
    },
    setStatus(next) {
      status = next;
      broadcast({ kind: 'status', status, time: clock.now() });
    },
    setReady(next) {
      const first = rules === undefined;
      rules = next;
      if (!first) {
        ticker.poke();
        return;
      }
      // Nobody holds anything yet, so what has come in until now is not sent as a change but as a snapshot.
      rememberSentNodes();
      state.takeDirtyNodes();
      rows.update({ keys: state.takeDirtyServices(), nodesChanged: true, rules, now: clock.now() });
      for (const topic of topicByKey.values()) topic.changes(serviceNow(topic.key), []);
      for (const subscriber of subscribers) subscriber.restart(snapshot(subscriber.key, 'all'));
    },
    subscribe(request) {
      if (closed || subscribers.size >= limits.subscribers) return undefined;
      const { key } = request;
      const subscriber = createSubscriber({
        ...(key !== undefined && { key }),
        maxQueuedBytes: limits.queuedBytes,
        onEnd: () => leave(subscriber),
      });
      subscribers.add(subscriber);
      if (key !== undefined) topics.open(key, sequence);
      subscriber.restart(greeting(request));
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
        pods: [...topicByKey.values()].flatMap((topic) => [...topic.pods.values()]),
        now: clock.now(),
      };
    },
    timelineOf: timelines.timelineOf,
    flipsOf: timelines.flipsOf,
    momentAt: timelines.momentAt,
    close() {
      closed = true;
      ticker.stop();
      cancelPing();
      const bye = encode({ kind: 'bye' });
      for (const subscriber of [...subscribers]) subscriber.finish(bye);
      topics.stop();
    },
  };
}

function* joined<T>(first: Iterable<T>, then: Iterator<T>): Generator<T, void, undefined> {
  yield* first;
  for (let next = then.next(); next.done !== true; next = then.next()) yield next.value;
}
