import { KubeRequestError } from '#lib/server/kube/failure.ts';

/** No object of a cluster is larger than 1.5 MB; what is longer is no line of a watch. */
export const LINE_BYTES = 8 * 1024 * 1024;

/**
 * Cuts a stream of bytes into its lines of text, whatever way they were split on the road. What stands after the last
 * newline when the stream ends was cut off and is thrown away: the watch resumes before it.
 *
 * @throws KubeRequestError (malformed) when a line is longer than `maxBytes`.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number = LINE_BYTES,
): AsyncGenerator<string, void, undefined> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...pending, chunk.subarray(start, end)]).toString('utf8');
      pending = [];
      pendingBytes = 0;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    pending.push(rest);
    pendingBytes += rest.length;
    if (pendingBytes > maxBytes) throw new KubeRequestError({ kind: 'malformed', said: 'sends a line without end' });
  }
}
