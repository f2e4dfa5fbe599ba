/** Holds the token of whoever has signed in; scripts on the page cannot read it, and no other site can send it. */
export const TOKEN_COOKIE = 'zonescope-token';

/** Longer than the tokens that Kubernetes and identity providers issue; the headers in all are bounded by the server. */
const MAX_TOKEN_LENGTH = 8 * 1024;
/** What a bearer token is made of: RFC 6750, section 2.1. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** The token that a request brings along, as `Authorization: Bearer` or as the cookie; undefined for none or for what is none. */
export function tokenOf({ headers }: { readonly headers: { get(name: string): string | null } }): string | undefined {
  const bearer = /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return validToken(bearer ?? cookieOf(headers.get('cookie') ?? ''));
}

export function validToken(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= MAX_TOKEN_LENGTH && TOKEN.test(text) ? text : undefined;
}

/** `Set-Cookie` for a session; an empty token ends it. `secure` where TLS stands in front. */
export function tokenCookie(token: string, secure: boolean): string {
  const end = token === '' ? '; Max-Age=0' : '';
  return `${TOKEN_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${end}`;
}

function cookieOf(header: string): string | undefined {
  for (const part of header.split(';')) {
    const [name = '', ...value] = part.trim().split('=');
    if (name === TOKEN_COOKIE) return value.join('=');
  }
  return undefined;
}
