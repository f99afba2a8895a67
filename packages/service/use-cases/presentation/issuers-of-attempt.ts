import type { Issuer } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { knownIssuers } from './known-issuers.ts';

/**
 * Which issuing CAs the handshake on this host name is to name: those of the attempt's bank, all generations, newest
 * first. Also for an attempt that is over, so that the handshake completes and a page can say so (R22). Null: no such
 * attempt. Which they are is asked each time, so that one which another node has added is named at once.
 */
export async function issuersOfAttempt(
  means: Pick<Means, 'register'>,
  { nonce }: { readonly nonce: string },
): Promise<{ readonly bankId: string; readonly issuers: readonly Issuer[] } | null> {
  const found = await means.register.read((tx) => tx.attempts.issuersOf(nonce));
  return found && { bankId: found.bankId, issuers: await knownIssuers(means, found.issuerIds) };
}
