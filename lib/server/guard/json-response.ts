import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';

/** An answer that nobody keeps: what it says is of this moment. */
export function jsonResponse(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
