import { getRunning } from '#lib/server/running.ts';
import { handleTimeline } from '#lib/server/stream/handle-timeline.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Response {
  return handleTimeline(request, getRunning());
}
