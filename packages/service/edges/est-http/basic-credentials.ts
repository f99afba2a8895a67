/** What HTTP Basic carries (RFC 7617): here a login ID, and a code or a login password. */
export interface BasicCredentials {
  readonly loginId: string;
  readonly password: string;
}

const longest = 512;

/**
 * Reads an Authorization header; null for none, and for one of another scheme or form: who sends it is asked for Basic.
 * The text is UTF-8, as the challenge says (RFC 7617 2.1); octets that are not make no credentials.
 */
export function basicCredentials(header: string | undefined): BasicCredentials | null {
  const [, token] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '') ?? [];
  if (token === undefined) return null;
  const text = decodeUtf8(Buffer.from(token, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 1 || text.length > longest) return null;
  return { loginId: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decodeUtf8(octets: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}
