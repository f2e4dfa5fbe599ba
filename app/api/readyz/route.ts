import { guardedProbe } from '#lib/server/guard/guarded-route.ts';
import { readyz } from '#lib/server/stream/handle-probe.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedProbe(readyz);
