import { handleSession } from '#lib/server/auth/handle-session.ts';
import { guardedSession } from '#lib/server/guard/guarded-route.ts';

export const dynamic = 'force-dynamic';

export const GET = guardedSession(handleSession);
export const POST = guardedSession(handleSession);
export const DELETE = guardedSession(handleSession);
