import type { Cluster } from '#lib/model/cluster.ts';
import { parseServiceKey } from '#lib/model/names.ts';
import { parseVersion } from '#lib/model/version.ts';
import { parseChanges } from '#lib/scenario/change-grammar.ts';
import { parseGateOverrides } from '#lib/scenario/gate-grammar.ts';
import {
  LIST_NODES,
  LIST_SLICES,
  maySee,
  maySeeNodes,
  type NamespacedKind,
  type Sight,
  type Viewer,
} from '#lib/server/auth/sight.ts';
import { readParameters } from '#lib/server/guard/read-parameters.ts';
import { sentenceResponse } from '#lib/server/guard/refuse.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import type { Hub } from '#lib/server/hub/hub.ts';
import type { Running } from '#lib/server/running.ts';
import { redactSnapshot } from '#lib/snapshot/redact-snapshot.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import { snapshotFileName, writeSnapshot } from '#lib/snapshot/write-snapshot.ts';

const PARAMETERS = ['service', 'what-if', 'minor', 'gates', 'redact'] as const;
/** Beyond so many they would take the memory that the watch needs. */
const MOST_PODS = 20_000;
const LIST_MILLIS = 15_000;
/** So much is gathered before it is sent on. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * `GET /api/snapshot?service=ns/name[&what-if=...&minor=...&gates=...&redact=true]`: the cluster of this moment as one
 * file, as far as the viewer may see it, and in its header what the reader looks at. `minor` and `gates` are the URL's: a file that is opened elsewhere answers by the rules that its reader saw.
 */
export async function handleSnapshot(request: Request, running: Running, { sight }: Viewer): Promise<Response> {
  const { hub } = running;
  const cluster = hub.cluster();
  if (cluster === undefined) return sentenceResponse(503, 'The cluster is being read for the first time.');
  const parameters = readParameters(request, PARAMETERS);
  if (parameters === undefined) return sentenceResponse(400, 'The query is not understood.');
  const { service, minor, redact } = parameters;
  const changes = parseChanges(parameters['what-if'] ?? '');
  const gates = parseGateOverrides(parameters.gates ?? '');
  const version = minor === undefined ? cluster.version : parseVersion(minor);
  const isWrong =
    (service !== undefined && parseServiceKey(service) === undefined) ||
    (redact !== undefined && redact !== 'true' && redact !== 'false') ||
    version === undefined ||
    changes.problems.length + gates.problems.length > 0;
  if (isWrong) return sentenceResponse(400, 'The query is not understood.');
  // Pods are listed for the Services that may be seen, of which not all need show theirs.
  const seen = clusterInSight(await withListed(clusterInSight(cluster, sight), running), sight);
  const snapshot: Snapshot = {
    cluster: {
      ...seen,
      ...missingOf(hub, cluster, sight),
      version,
      gateOverrides: [...seen.gateOverrides, ...gates.overrides],
    },
    whatIf: changes.changes,
    ...(service !== undefined && { service }),
    context: hub.info.contextName,
    redacted: false,
  };
  const written = redact === 'true' ? redactSnapshot(snapshot) : snapshot;
  return new Response(bodyOf(writeSnapshot(written)), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${snapshotFileName(written)}"`,
      'cache-control': 'no-store',
    },
  });
}

/**
 * With the pods of every Service and their autoscalers, so that whoever opens the file may look at any; where they cannot be
 * listed or are too many, with those of the Services that are looked at.
 */
async function withListed(cluster: Cluster, { listPods, listAutoscalers, log }: Running): Promise<Cluster> {
  const signal = AbortSignal.timeout(LIST_MILLIS);
  const listed = async <T>(what: string, list: () => Promise<T | undefined> | undefined): Promise<T | undefined> => {
    try {
      return await list();
    } catch (error) {
      log.warn({ said: error instanceof Error ? error.message : String(error) }, `Cannot list ${what} for a snapshot`);
      return undefined;
    }
  };
  const [pods = cluster.pods, autoscalers = cluster.autoscalers] = await Promise.all([
    listed('pods', () => listPods?.(cluster.services, { most: MOST_PODS, signal })),
    listed('autoscalers', () => listAutoscalers?.(signal)),
  ]);
  return { ...cluster, pods, ...(autoscalers !== undefined && { autoscalers }) };
}

/** What neither the watch nor the viewer may read: whoever opens the file must not take it for absent. */
function missingOf({ status, info }: Hub, { services }: Cluster, sight: Sight): Pick<Cluster, 'missing'> {
  const unwatched = status.missing.flatMap(({ resource }) =>
    resource === 'nodes' || resource === 'endpointslices' ? [`list ${resource}`] : [],
  );
  const namespaces = [...new Set(services.map(({ namespace }) => namespace))].sort();
  const unseen = namespaces.filter(
    (namespace) => maySee(sight, 'services', namespace) && !maySee(sight, 'slices', namespace),
  );
  const missing = new Set([
    ...(info.snapshot?.missing ?? []),
    ...unwatched,
    ...(maySeeNodes(sight) ? [] : [LIST_NODES]),
    ...unseen.map((namespace) => `${LIST_SLICES} -n ${namespace}`),
  ]);
  return missing.size === 0 ? {} : { missing: [...missing] };
}

/** What the viewer may see, and nothing beside it. */
function clusterInSight(cluster: Cluster, sight: Sight): Cluster {
  if (sight.kind === 'everything') return cluster;
  const { nodes, services, slices, pods, autoscalers, gateOverrides } = cluster;
  const inSight = <T extends { readonly namespace: string }>(kind: NamespacedKind, objects: readonly T[]) =>
    objects.filter(({ namespace }) => maySee(sight, kind, namespace));
  return {
    version: cluster.version,
    now: cluster.now,
    gateOverrides: maySeeNodes(sight) ? gateOverrides : gateOverrides.filter(({ node }) => node === undefined),
    nodes: maySeeNodes(sight) ? nodes : [],
    services: inSight('services', services),
    slices: inSight('slices', slices),
    pods: inSight('pods', pods),
    ...(autoscalers !== undefined && { autoscalers: inSight('autoscalers', inSight('pods', autoscalers)) }),
  };
}

/** Written as it is read, so that a large cluster neither fills the memory nor holds up everybody else. */
function bodyOf(pieces: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      let chunk = '';
      while (chunk.length < CHUNK_CHARACTERS) {
        const { value, done } = pieces.next();
        if (done === true) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
  });
}
