import type { ServiceRow } from '#lib/model/service-row.ts';
import { maySeeNamespace, maySeePods, maySeeService, namespaceOf, type Sight } from '#lib/server/auth/sight.ts';
import type { Changes, Delta, SnapshotPart, TopicChanges, WireMessage } from '#lib/wire/message.ts';

type Restricted = Extract<Sight, { readonly kind: 'namespaces' }>;

/**
 * A message as someone may see it who may not see everything. Fields are taken over one by one, so that one which is added
 * to a message later is held back until somebody has thought about it.
 */
export function filterMessage(message: WireMessage, sight: Restricted): WireMessage {
  switch (message.kind) {
    case 'snapshot':
      return filterPart(message, sight);
    case 'delta':
      return filterDelta(message, sight);
    case 'info':
    case 'status':
    case 'ping':
    case 'full':
    case 'denied':
    case 'bye':
      return message;
  }
}

/** Where such a reader stands is no place for one with other rights: whoever resumes there gets a new snapshot. */
function epochOf(epoch: string, sight: Restricted): string {
  return epoch + sight.id;
}

function filterPart(part: SnapshotPart, sight: Restricted): SnapshotPart {
  const { kind, head, nodes, rows, service, slices, endpoints, pods, clientSlices, clientEndpoints, done, of } = part;
  const { sequence, epoch } = part;
  const inSight = <T extends { readonly namespace: string }>(objects: readonly T[]): readonly T[] =>
    objects.filter(({ namespace }) => maySeeNamespace(sight, namespace));
  const podsHidden = head?.key !== undefined && !maySeePods(sight, namespaceOf(head.key));
  return {
    kind,
    ...(head !== undefined && { head: podsHidden ? { ...head, podsState: 'forbidden' as const } : head }),
    ...(nodes !== undefined && { nodes }),
    ...(rows !== undefined && { rows: rows.filter(({ key }) => maySeeService(sight, key)) }),
    ...(service !== undefined && maySeeNamespace(sight, service.namespace) && { service }),
    ...(slices !== undefined && { slices: inSight(slices) }),
    // They go on a slice that came before, of a Service that a reader could only ask for with the right to it.
    ...(endpoints !== undefined && { endpoints }),
    ...(pods !== undefined && { pods: pods.filter(({ namespace }) => maySeePods(sight, namespace)) }),
    ...(clientSlices !== undefined && { clientSlices: inSight(clientSlices) }),
    ...(clientEndpoints !== undefined && { clientEndpoints }),
    done,
    of,
    ...(sequence !== undefined && { sequence }),
    ...(epoch !== undefined && { epoch: epochOf(epoch, sight) }),
  };
}

function filterDelta({ kind, epoch, sequence, changes }: Delta, sight: Restricted): Delta {
  return {
    kind,
    epoch: epochOf(epoch, sight),
    sequence,
    changes: changes.flatMap((topic) => filterTopic(topic, sight) ?? []),
  };
}

function filterTopic(topic: TopicChanges, sight: Restricted): TopicChanges | undefined {
  const { key, clients, nodes, rows, services, slices, pods, podsState, timeline } = topic;
  const about = key ?? clients;
  if (about === undefined) {
    return { ...(nodes !== undefined && { nodes }), ...(rows !== undefined && { rows: filterRows(rows, sight) }) };
  }
  if (!maySeeService(sight, about)) return undefined;
  const podsSeen = maySeePods(sight, namespaceOf(about));
  return {
    ...(key !== undefined && { key }),
    ...(clients !== undefined && { clients }),
    ...(services !== undefined && { services }),
    ...(slices !== undefined && { slices }),
    ...(podsSeen && pods !== undefined && { pods }),
    ...(podsState !== undefined && { podsState: podsSeen ? podsState : 'forbidden' }),
    ...(timeline !== undefined && { timeline }),
  };
}

function filterRows({ set, patch, gone }: Changes<ServiceRow>, sight: Restricted): Changes<ServiceRow> {
  return {
    ...(set !== undefined && { set: set.filter(({ key }) => maySeeService(sight, key)) }),
    ...(patch !== undefined && { patch: patch.filter(([key]) => maySeeService(sight, key)) }),
    ...(gone !== undefined && { gone: gone.filter((key) => maySeeService(sight, key)) }),
  };
}
