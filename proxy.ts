import { type NextRequest, NextResponse } from 'next/server';
import { checkRequest, requestKindOf } from '#lib/server/guard/check-request.ts';
import { refuse } from '#lib/server/guard/refuse.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';
import { getRunning } from '#lib/server/running.ts';

/**
 * Before every route: turns away foreign hosts and sites, and gives each page a nonce of its own. The handlers of the
 * API check again, so that nothing rests on this alone.
 */
export function proxy(request: NextRequest): Response {
  const kind = requestKindOf(request.nextUrl.pathname);
  const refusal = checkRequest(request, { allowedHosts: getRunning()?.allowedHosts ?? [], kind });
  if (refusal !== undefined) return refuse(refusal);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}
