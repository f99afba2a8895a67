import { createHash, timingSafeEqual } from 'node:crypto';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { FastifyRequest } from 'fastify';

/** Who asks says the token (RFC 6750 2.1). Throws `operator-token-refused`; how long it compares tells nothing of the token. */
export function mustBear(token: string): (request: FastifyRequest) => void {
  const expected = digest(token);
  return ({ headers }) => {
    const said = /^Bearer ([\x21-\x7e]+)$/i.exec(headers.authorization ?? '')?.[1];
    if (said === undefined || !timingSafeEqual(digest(said), expected)) throw refused('operator-token-refused');
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
