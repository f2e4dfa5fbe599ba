import { getRunning } from '#lib/server/running.ts';
import { handleStream } from '#lib/server/stream/handle-stream.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Response {
  return handleStream(request, getRunning());
}

/** Next would run GET for HEAD and never cancel its body: a stream that nobody reads. */
export function HEAD(request: Request): Response {
  return handleStream(request, getRunning());
}
