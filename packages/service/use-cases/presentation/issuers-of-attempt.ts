import type { Means } from '../means.ts';

/** What the handshake needs of an issuing CA. */
export interface IssuerToName {
  readonly id: string;
  readonly certificateDer: Uint8Array;
}

/**
 * Which issuing CAs the handshake on this host name is to name: those of the attempt's bank, all generations. Also for
 * an attempt that is over, so that the handshake completes and a page can say so (R22). Null: no such attempt.
 */
export async function issuersOfAttempt(
  means: Means,
  { nonce }: { readonly nonce: string },
): Promise<{ readonly bankId: string; readonly issuers: readonly IssuerToName[] } | null> {
  return means.register.read(async (tx) => {
    const attempt = await tx.attempts.get(nonce);
    return attempt && { bankId: attempt.bankId, issuers: await tx.issuers.ofBank(attempt.bankId) };
  });
}
