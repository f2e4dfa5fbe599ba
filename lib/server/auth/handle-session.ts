import { admissionOf } from '#lib/server/auth/admission-of.ts';
import { tokenCookie, tokenOf, validToken } from '#lib/server/auth/token-of.ts';
import type { Admission } from '#lib/server/auth/viewers.ts';
import { jsonResponse } from '#lib/server/guard/json-response.ts';
import { sentenceResponse } from '#lib/server/guard/refuse.ts';
import type { Running } from '#lib/server/running.ts';

/** What `GET /api/session` tells of who asks: nobody is asked, somebody is signed in, or nobody is yet. */
export type Session =
  | { readonly auth: 'none' }
  | { readonly auth: 'token'; readonly user: string; readonly everything: boolean }
  | { readonly auth: 'token'; readonly why: 'unknown' | 'no-rights' };

const MOST_BYTES = 16 * 1024;

/**
 * `GET /api/session` tells who is signed in; `POST {"token": "..."}` signs in (204, and a cookie that scripts cannot read),
 * `DELETE` signs out. A token that the API server does not know is answered 401, one that may see nothing here 403; neither
 * answer repeats anything of the request.
 */
export async function handleSession(request: Request, { viewers }: Running): Promise<Response> {
  if (request.method === 'DELETE') return withCookie('', request);
  if (viewers === undefined) {
    return request.method === 'POST' ? sentenceResponse(404, 'Nobody is asked here.') : jsonResponse({ auth: 'none' });
  }
  const token = request.method === 'POST' ? await tokenIn(request) : tokenOf(request);
  if (request.method === 'POST' && token === undefined) {
    return sentenceResponse(400, 'The body is to be {"token": "..."} with a bearer token, as JSON.');
  }
  const admission = await admissionOf(token, viewers);
  if (admission === undefined) return sentenceResponse(503, 'The API server does not answer who you are; try again.');
  if (request.method !== 'POST') return jsonResponse(sessionOf(admission));
  if (admission.kind === 'admitted') return withCookie(token ?? '', request);
  return admission.why === 'unknown'
    ? sentenceResponse(401, 'The API server does not know this token, or it has ended.')
    : sentenceResponse(403, 'This token may list and watch Services in no namespace.');
}

function sessionOf(admission: Admission): Session {
  if (admission.kind === 'denied') return { auth: 'token', why: admission.why };
  const { name, sight } = admission.viewer;
  return { auth: 'token', user: name, everything: sight.kind === 'everything' };
}

/** JSON only: a form of another site cannot send it. */
async function tokenIn(request: Request): Promise<string | undefined> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return undefined;
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= MOST_BYTES)) return undefined;
  try {
    const body: unknown = await request.json();
    const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
    return typeof token === 'string' ? validToken(token.trim()) : undefined;
  } catch {
    return undefined;
  }
}

function withCookie(token: string, request: Request): Response {
  const response = sentenceResponse(200, token === '' ? 'Signed out.' : 'Signed in.');
  const secure = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
  response.headers.set('set-cookie', tokenCookie(token, secure));
  return response;
}
