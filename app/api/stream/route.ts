import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { deniedStream, handleStream } from '#lib/server/stream/handle-stream.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedRoute(handleStream, { filters: true, denied: deniedStream });

/** Next would run GET for HEAD and never cancel its body: a stream that nobody reads. */
export const HEAD = guardedRoute(handleStream, { filters: true, denied: deniedStream });
