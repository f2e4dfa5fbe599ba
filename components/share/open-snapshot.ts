import { showInstead } from '#components/shell/use-live.ts';
import { urlStore } from '#components/shell/use-url.ts';
import { createFixedStore } from '#lib/live/fixed-store.ts';
import { DEFAULT_URL_STATE } from '#lib/view/parse-url-state.ts';
import type { UrlState } from '#lib/view/url-state.ts';

/**
 * Shows a file in the place of the stream, at the Service and with the what-if of its reader. What reads files comes with
 * the first one.
 *
 * @throws Error in one sentence with the file, the object and the field.
 */
export async function openSnapshot(file: File): Promise<void> {
  const [{ textOfFile }, { readSnapshot }, { snapshotState }, bytes] = await Promise.all([
    import('#lib/model/file-text.ts'),
    import('#lib/snapshot/read-snapshot.ts'),
    import('#lib/snapshot/snapshot-state.ts'),
    file.arrayBuffer(),
  ]);
  const now = Date.now();
  const snapshot = readSnapshot(textOfFile(new Uint8Array(bytes), file.name), file.name, { now });
  const stateFor = snapshotState(snapshot, file.name);
  const { cluster } = snapshot;
  showInstead({ store: createFixedStore({ stateFor, time: cluster.now, now }), cluster });
  urlStore().push({ ...OF_A_CLUSTER, service: snapshot.service, whatIf: snapshot.whatIf });
}

/** The stream's cluster again. */
export function closeSnapshot(): void {
  showInstead(undefined);
  urlStore().push(OF_A_CLUSTER);
}

/** What a URL says about one cluster means nothing in another. */
const OF_A_CLUSTER: { readonly [Name in keyof UrlState]?: UrlState[Name] | undefined } = {
  service: undefined,
  port: undefined,
  family: undefined,
  node: undefined,
  at: undefined,
  context: undefined,
  minor: undefined,
  gates: DEFAULT_URL_STATE.gates,
  dataPlanes: DEFAULT_URL_STATE.dataPlanes,
  whatIf: DEFAULT_URL_STATE.whatIf,
  query: DEFAULT_URL_STATE.query,
  filters: DEFAULT_URL_STATE.filters,
  mix: DEFAULT_URL_STATE.mix,
};
