import { rowChangesInSight, rowsInSight } from '#lib/server/auth/row-in-sight.ts';
import {
  maySee,
  maySeeService,
  maySeeVerdict,
  type NamespacedKind,
  namespaceOf,
  type RestrictedSight,
} from '#lib/server/auth/sight.ts';
import type { Delta, SnapshotHead, SnapshotPart, TopicChanges, WireMessage } from '#lib/wire/message.ts';
import type { ClusterInfo, ClusterStatus, MissingPermission } from '#lib/wire/watched-cluster.ts';

/**
 * The messages of one stream as someone may see them who may not see everything. Fields are taken over one by one, so that
 * one which is added to a message later is held back until somebody has thought about it.
 */
export function createMessageFilter(sight: RestrictedSight): (message: WireMessage) => WireMessage {
  const filterPart = createPartFilter(sight);
  return (message) => {
    switch (message.kind) {
      case 'snapshot':
        return filterPart(message);
      case 'delta':
        return filterDelta(message, sight);
      case 'info':
        return { kind: 'info', info: infoInSight(message.info, sight) };
      case 'status':
        return { kind: 'status', time: message.time, status: statusInSight(message.status, sight) };
      case 'ping':
      case 'full':
      case 'denied':
      case 'bye':
        return message;
    }
  };
}

/** Where such a reader stands is no place for one with other rights: whoever resumes there gets a new snapshot. */
function epochOf(epoch: string, sight: RestrictedSight): string {
  return epoch + sight.id;
}

/** Gates may be set for a node, by its name. */
function infoInSight(info: ClusterInfo, { nodes, services }: RestrictedSight): ClusterInfo {
  return {
    ...info,
    gateOverrides: nodes ? info.gateOverrides : info.gateOverrides.filter(({ node }) => node === undefined),
    ...(services !== 'all' && { namespacesInSight: [...services].sort() }),
  };
}

/** How much there is to read, and how much of it was odd, counts objects that are not to be seen. */
function statusInSight(status: ClusterStatus, sight: RestrictedSight): ClusterStatus {
  const { phase, since, address, said, missing } = status;
  return {
    phase,
    since,
    address,
    ...(said !== undefined && { said }),
    missing: [...missing, ...missingIn(sight).filter((right) => !missing.some(isSameRight(right)))],
    skipped: 0,
  };
}

/** What is missing everywhere; a Service's row tells what is in its namespace. */
function missingIn({ nodes, slices }: RestrictedSight): readonly MissingPermission[] {
  return [
    ...(nodes ? [] : [{ verb: 'list', resource: 'nodes' } as const]),
    ...(slices !== 'all' && slices.size === 0 ? [{ verb: 'list', resource: 'endpointslices' } as const] : []),
  ];
}

function isSameRight(right: MissingPermission): (other: MissingPermission) => boolean {
  return (other) => other.verb === right.verb && other.resource === right.resource;
}

/**
 * Parts come in their order. Endpoints name a slice of an earlier part and no namespace, so what the first part was asked
 * for tells whether they may be seen; and only what may be seen is counted.
 */
function createPartFilter(sight: RestrictedSight): (part: SnapshotPart) => SnapshotPart {
  let head: SnapshotHead | undefined;
  let done = 0;
  const inSight = <T extends { readonly namespace: string }>(kind: NamespacedKind, objects: readonly T[]) =>
    objects.filter(({ namespace }) => maySee(sight, kind, namespace));
  const slicesSeen = (key: string | undefined) => key !== undefined && maySee(sight, 'slices', namespaceOf(key));

  return (part) => {
    if (part.head !== undefined) {
      head = part.head;
      done = 0;
    }
    const { nodes, rows, service, slices, endpoints, pods, autoscalers, clientSlices, clientEndpoints } = part;
    const { sequence, epoch } = part;
    const lists = {
      ...(nodes !== undefined && { nodes: sight.nodes ? nodes : [] }),
      ...(rows !== undefined && { rows: rowsInSight(rows, sight) }),
      ...(slices !== undefined && { slices: inSight('slices', slices) }),
      ...(pods !== undefined && { pods: inSight('pods', pods) }),
      ...(autoscalers !== undefined && { autoscalers: inSight('autoscalers', inSight('pods', autoscalers)) }),
      ...(clientSlices !== undefined && { clientSlices: inSight('slices', clientSlices) }),
    };
    done += Object.values(lists).reduce((sum, { length }) => sum + length, 0);
    return {
      kind: 'snapshot',
      ...(part.head !== undefined && { head: headInSight(part.head, sight) }),
      ...lists,
      ...(service !== undefined && maySee(sight, 'services', service.namespace) && { service }),
      ...(endpoints !== undefined && slicesSeen(head?.key) && { endpoints }),
      ...(clientEndpoints !== undefined && slicesSeen(head?.clients) && { clientEndpoints }),
      done,
      ...(sequence !== undefined && { sequence }),
      ...(epoch !== undefined && { epoch: epochOf(epoch, sight) }),
    };
  };
}

function headInSight(head: SnapshotHead, sight: RestrictedSight): SnapshotHead {
  const { wire, build, scope, key, clients, podsState, autoscalersState, timeline } = head;
  const namespace = namespaceOf(key ?? '');
  const podsSeen = maySee(sight, 'pods', namespace);
  const autoscalersSeen = podsSeen && maySee(sight, 'autoscalers', namespace);
  return {
    wire,
    build,
    scope,
    ...(key !== undefined && { key }),
    ...(clients !== undefined && { clients }),
    ...(podsState !== undefined && { podsState: podsSeen ? podsState : 'forbidden' }),
    ...(autoscalersState !== undefined && { autoscalersState: autoscalersSeen ? autoscalersState : 'forbidden' }),
    ...(timeline !== undefined && {
      timeline: maySeeVerdict(sight, key ?? '') ? timeline : { since: timeline.since, entries: [] },
    }),
  };
}

function filterDelta({ kind, epoch, sequence, changes }: Delta, sight: RestrictedSight): Delta {
  return {
    kind,
    epoch: epochOf(epoch, sight),
    sequence,
    changes: changes.flatMap((topic) => filterTopic(topic, sight) ?? []),
  };
}

function filterTopic(topic: TopicChanges, sight: RestrictedSight): TopicChanges | undefined {
  const { key, clients, nodes, rows, services, slices, pods, podsState, timeline } = topic;
  const { autoscalers, autoscalersState } = topic;
  const about = key ?? clients;
  if (about === undefined) {
    return {
      ...(sight.nodes && nodes !== undefined && { nodes }),
      ...(rows !== undefined && { rows: rowChangesInSight(rows, sight) }),
    };
  }
  if (!maySeeService(sight, about)) return undefined;
  const namespace = namespaceOf(about);
  const podsSeen = maySee(sight, 'pods', namespace);
  const autoscalersSeen = podsSeen && maySee(sight, 'autoscalers', namespace);
  return {
    ...(key !== undefined && { key }),
    ...(clients !== undefined && { clients }),
    ...(services !== undefined && { services }),
    ...(slices !== undefined && maySee(sight, 'slices', namespace) && { slices }),
    ...(podsSeen && pods !== undefined && { pods }),
    ...(podsState !== undefined && { podsState: podsSeen ? podsState : 'forbidden' }),
    ...(autoscalersSeen && autoscalers !== undefined && { autoscalers }),
    ...(autoscalersState !== undefined && { autoscalersState: autoscalersSeen ? autoscalersState : 'forbidden' }),
    ...(timeline !== undefined && maySeeVerdict(sight, about) && { timeline }),
  };
}
