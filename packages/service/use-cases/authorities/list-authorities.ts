import type { TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { type GenerationState, generationState } from '@koshin/lifecycle/certificates/issuing-generation.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import type { BankId, Issuer, IssuerId } from '../../ports/register/records.ts';
import { issuerCertificate, issuerName } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { type CrlFromElsewhere, crlFromElsewhere } from '../revocation/crl-from-elsewhere.ts';
import { isKeptElsewhere } from './kept-elsewhere.ts';

/** A root or one generation of a bank's issuing CA, with what follows from its certificate and the calendar. */
export interface AuthorityFacts {
  readonly issuer: Issuer;
  /** Its CN. */
  readonly name: string;
  /** RFC 4514. */
  readonly subject: string;
  readonly keyKind: string;
  readonly state: GenerationState | 'root';
  /** Of one whose key is kept elsewhere; null: it makes its own. */
  readonly crlFromElsewhere: CrlFromElsewhere | null;
  /** In which its days are told. */
  readonly zone: TimeZone;
}

/**
 * Roots first, then the banks' CAs, each bank's oldest generation first.
 * @param bankId null: of all; refuses `not-found` for a bank that is not registered
 */
export async function listAuthorities(
  means: Pick<Means, 'register' | 'clock'>,
  { bankId }: { readonly bankId: BankId | null },
): Promise<readonly AuthorityFacts[]> {
  const now = means.clock.now();
  const { banks, issuers, crls } = await means.register.read(async (tx) => {
    const issuers = await tx.issuers.all();
    const crls = new Map<IssuerId, CrlFromElsewhere>();
    for (const one of issuers.filter(isKeptElsewhere)) crls.set(one.id, await crlFromElsewhere(means, tx, one));
    return { banks: await tx.banks.all(), issuers, crls };
  });
  if (bankId !== null && !banks.some(({ id }) => id === bankId)) throw refused('not-found', { bank: bankId });
  const zones = new Map(banks.map(({ id, policy }) => [id, policy.zone]));
  return issuers
    .filter((one) => bankId === null || one.bankId === bankId)
    .sort(byBankAndGeneration)
    .map((issuer) => {
      const generations = issuers.filter((one) => one.bankId === issuer.bankId);
      const { publicKey, subject } = issuerCertificate(issuer);
      return {
        issuer,
        name: issuerName(issuer),
        subject: formatName(subject),
        keyKind: publicKey.kind === 'RSA' ? `RSA-${publicKey.bits}` : publicKey.kind,
        state: stateOf(issuer, generations, now),
        crlFromElsewhere: crls.get(issuer.id) ?? null,
        zone: zones.get(issuer.bankId ?? '') ?? defaultPolicy.zone,
      };
    });
}

function stateOf(issuer: Issuer, generations: readonly Issuer[], now: Instant): AuthorityFacts['state'] {
  if (issuer.bankId !== null) return generationState(issuer, generations, now);
  return issuer.revocation === null ? 'root' : 'revoked';
}

function byBankAndGeneration(a: Issuer, b: Issuer): number {
  return (a.bankId ?? '').localeCompare(b.bankId ?? '') || a.generation - b.generation;
}
