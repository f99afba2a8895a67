import type { IssuerId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';

/** DER of this issuer first, of its root last. */
export async function chainOf(tx: RegisterView, issuerId: IssuerId): Promise<readonly Uint8Array[]> {
  const chain: Uint8Array[] = [];
  let next: IssuerId | null = issuerId;
  while (next !== null) {
    const issuer: { certificateDer: Uint8Array; issuedBy: IssuerId | null } | null = await tx.issuers.get(next);
    if (!issuer) break;
    chain.push(issuer.certificateDer);
    next = issuer.issuedBy;
  }
  return chain;
}
