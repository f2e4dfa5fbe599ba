import { getRunning } from '#lib/server/running.ts';
import { handleLivez } from '#lib/server/stream/handle-probe.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Response {
  return handleLivez(request, getRunning());
}
