import { fromModelObject } from '#lib/from-model/from-model-object.ts';
import { formatMoment } from '#lib/model/moment.ts';
import { formatVersion } from '#lib/model/version.ts';
import { formatChanges } from '#lib/scenario/change-grammar.ts';
import { formatGateOverrides } from '#lib/scenario/gate-grammar.ts';
import type { Snapshot } from '#lib/snapshot/snapshot.ts';
import type { ClusterFileHeader } from '#lib/to-model/cluster-file.ts';

/**
 * A snapshot as a file: a Kubernetes `List` with the `zonescope` header, one object to a line, piece by piece so that a
 * large cluster never stands in memory as one text. `zonescope ... -f`, `--snapshot` and the page read it.
 */
export function* writeSnapshot(snapshot: Snapshot): Generator<string, void, undefined> {
  const { nodes, services, slices, pods, autoscalers = [] } = snapshot.cluster;
  const head = JSON.stringify({ apiVersion: 'v1', kind: 'List', zonescope: headerOf(snapshot) });
  yield `${head.slice(0, -1)},"items":[`;
  let separator = '\n';
  for (const objects of [nodes, services, slices, pods, autoscalers]) {
    for (const object of objects) {
      yield separator + JSON.stringify(fromModelObject(object));
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

function headerOf({ cluster, whatIf, service, context, redacted }: Snapshot): ClusterFileHeader {
  return {
    kubernetesVersion: formatVersion(cluster.version),
    time: formatMoment(cluster.now),
    ...(cluster.gateOverrides.length > 0 && { gates: formatGateOverrides(cluster.gateOverrides) }),
    ...(whatIf.length > 0 && { whatIf: formatChanges(whatIf) }),
    ...(service !== undefined && { service }),
    ...(context !== '' && { context }),
    ...(cluster.missing !== undefined && { missing: [...cluster.missing] }),
    ...(redacted && { redacted }),
  };
}

/** `zonescope-kind-kind-2026-03-01T12-00-00Z.json`: what a context's name may hold is not what a file's name may. */
export function snapshotFileName({ context, cluster }: Snapshot): string {
  const about = context.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80) || 'cluster';
  const time = new Date(cluster.now)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return `zonescope-${about}-${time}.json`;
}
