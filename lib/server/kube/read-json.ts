import { KubeRequestError } from '#lib/server/kube/failure.ts';
import { isRecord, type Json } from '#lib/to-model/json.ts';

const BODY_BYTES = 512 * 1024 * 1024;

/** Reads a whole answer as a JSON object. @throws KubeRequestError (malformed) when it is none. */
export async function readJson(chunks: AsyncIterable<Uint8Array>): Promise<Json> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw malformed('sends an answer without end');
  }
  return parseJson(Buffer.concat(parts).toString('utf8'));
}

/** @throws KubeRequestError (malformed) when the text is no JSON object. */
export function parseJson(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('sends what is not JSON');
  }
  if (!isRecord(value)) throw malformed('sends what is no JSON object');
  return value;
}

function malformed(said: string): KubeRequestError {
  return new KubeRequestError({ kind: 'malformed', said });
}
