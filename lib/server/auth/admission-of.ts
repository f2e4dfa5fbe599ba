import { tokenOf } from '#lib/server/auth/token-of.ts';
import type { Admission, Viewers } from '#lib/server/auth/viewers.ts';

/** Whether a token lets in; without one nobody is known. undefined when the API server does not answer. */
export async function admissionOf(token: string | undefined, viewers: Viewers): Promise<Admission | undefined> {
  if (token === undefined) return { kind: 'denied', why: 'unknown' };
  try {
    return await viewers.admit(token);
  } catch {
    return undefined;
  }
}

/** The same for the token that a request brings along. */
export function admissionOfRequest(request: Request, viewers: Viewers): Promise<Admission | undefined> {
  return admissionOf(tokenOf(request), viewers);
}
