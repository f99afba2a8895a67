import { isGrowingOld } from '@koshin/lifecycle/revocation-lists/schedule.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';

/**
 * How the CRL of a CA whose key is kept elsewhere stands: `missing`, where certificates that it signed name our address
 * and nobody ever brought it here, so that who looks there finds nothing; `grows-old`, where the next one should come;
 * `published-elsewhere`, which is none of our concern.
 */
export type CrlFromElsewhere = 'current' | 'grows-old' | 'missing' | 'published-elsewhere';

export async function crlFromElsewhere(
  means: Pick<Means, 'clock'>,
  tx: RegisterView,
  issuer: Issuer,
): Promise<CrlFromElsewhere> {
  const key = { issuerId: issuer.id, shard: 0 };
  const now = means.clock.wallClock();
  const current = await tx.crls.current(key);
  if (current !== null) return isGrowingOld(current, now) ? 'grows-old' : 'current';
  // Its id was drawn by chance, and is in their address only where it was taken over from there (`idAsNamed`).
  const address = `/crl/${issuer.id}/0.crl`;
  const signed = (await tx.issuers.all()).filter((one) => one.issuedBy === issuer.id && now < one.notAfter);
  const named = signed.some((one) => issuerCertificate(one).extensions.crlUrls?.some((url) => url.endsWith(address)));
  return named ? 'missing' : 'published-elsewhere';
}
