import { guardedRoute } from '#lib/server/guard/guarded-route.ts';
import { handleTimeline } from '#lib/server/stream/handle-timeline.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedRoute(handleTimeline, { filters: true });
