import { guardedProbe } from '#lib/server/guard/guarded-route.ts';
import { livez } from '#lib/server/stream/handle-probe.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedProbe(livez);
