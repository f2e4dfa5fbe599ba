import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { handleSweep } from '#lib/server/sweep/handle-sweep.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedRoute(handleSweep, { filters: true });
