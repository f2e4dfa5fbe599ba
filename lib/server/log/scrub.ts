/** What no log line may hold, however it got there; each is replaced by a word that says what stood there. */
const SECRETS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[PEM]'],
  [/\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?/g, '[JWT]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 [redacted]'],
  [
    /(\b(?:token|password|secret|client-key-data|client-certificate-data|authorization)\\?["']?\s*[:=]\s*\\?["']?)[^\s"'\\,;}&]+/gi,
    '$1[redacted]',
  ],
  [/(\w:\/\/)[^/\s"@]+@/g, '$1'],
  // Longer than any name: base64 of certificates and keys.
  [/[A-Za-z0-9+/]{200,}={0,2}/g, '[redacted]'],
];

/** DEL, C1 controls, line separators and the marks that turn text around; JSON has escaped the rest. */
const STEERING = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A line of the log without secrets, and with steering characters as JSON escapes. */
export function scrub(line: string): string {
  let clean = line;
  for (const [pattern, word] of SECRETS) clean = clean.replace(pattern, word);
  return clean.replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
