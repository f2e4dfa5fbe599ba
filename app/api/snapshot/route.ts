import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { handleSnapshot } from '#lib/server/stream/handle-snapshot.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedRoute(handleSnapshot, { filters: true });
