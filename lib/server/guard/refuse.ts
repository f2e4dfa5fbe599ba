import type { Refusal } from '#lib/server/guard/check-request.ts';
import { SECURITY_HEADERS } from '#lib/server/guard/security-headers.ts';

/** An answer of one fixed sentence. */
export function sentenceResponse(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 405 && { allow: 'GET, HEAD' }),
    },
  });
}

export function refuse(refusal: Refusal): Response {
  return sentenceResponse(refusal.status, refusal.sentence);
}
