import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { generationThatSigns, isNotRevoked } from '@koshin/lifecycle/certificates/issuing-generation.ts';
import { notAfterOf, notBeforeFor } from '@koshin/lifecycle/certificates/term.ts';
import type { KeyKind } from '@koshin/lifecycle/policies/bank-policy.ts';
import { clientSubject } from '@koshin/lifecycle/profiles/subject.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import type { LintedToBeSigned } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildClientAuthentication } from '@koshin/pki/x509/profiles/client-authentication.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type {
  Bank,
  CertificateId,
  Contract,
  IssuanceIntent,
  Issuer,
  RenewalId,
  User,
} from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { takePlace } from '../revocation/take-place.ts';
import { newId } from '../secrets.ts';
import { clientProfileOf } from './client-profile.ts';
import { issuerParts } from './issuer-parts.ts';
import { mustPassLint } from './must-pass-lint.ts';
import type { RequestedKey } from './read-request.ts';

/** Which certificate is to be signed. */
export interface Intended {
  readonly certificateId: CertificateId;
  /** As this very change records it, so that it need not be read again; null: it was in the register before. */
  readonly recorded: Decided | null;
}

export interface Decided {
  readonly intent: IssuanceIntent;
  readonly issuer: Issuer;
  /** The intent's bytes, which have passed the lint. */
  readonly linted: LintedToBeSigned;
}

/**
 * Decides a certificate down to its last byte: issuer generation, serial number, the complete to-be-signed bytes, the
 * key. Its subject comes from the register. The caller records the intent in the same change, before any signature
 * (invariant 4).
 */
export async function decideCertificate(
  means: Means,
  tx: RegisterTransaction,
  {
    bank,
    contract,
    user,
    publicKey,
    keyDigest,
    expiryDate,
    renewalId,
  }: RequestedKey & {
    readonly bank: Bank;
    readonly contract: Contract;
    readonly user: User;
    readonly expiryDate: CalendarDay;
    readonly renewalId: RenewalId | null;
  },
): Promise<Decided> {
  if (!bank.policy.keyKinds.includes(kindOf(publicKey))) throw refused('key-too-weak', { rule: 'bank-policy' });
  // 1. The issuer generation that outlives the certificate: its end is never clipped.
  const notAfter = notAfterOf(expiryDate, bank.policy.zone);
  const issuer = generationFor(await tx.issuers.ofBank(bank.id), { now: means.clock.now(), notAfter });
  const notBefore = notBeforeFor({ wallClock: means.clock.wallClock(), issuerNotBefore: issuer.notBefore });
  // 2. The bytes.
  const serialNumber = serialNumberFrom(means.chance.bytes(16));
  const serial = Buffer.from(serialNumber).toString('hex');
  const subject = clientSubject({
    userName: user.name,
    companyName: contract.companyName,
    bankName: bank.name.ja,
    expiryDate,
    serialHex: serial,
    layout: bank.policy.subjectLayout,
  });
  const crlShard = await takePlace(means, tx, { issuer, serialNumber, expiryDate });
  const tbs = buildClientAuthentication({
    issuer: issuerParts(means, issuer, crlShard),
    serialNumber,
    subject: encodeName(subject),
    notBefore,
    notAfter,
    publicKey: publicKey.der,
    profile: clientProfileOf(bank.policy),
    subjectKeyIdentifier: keyIdentifierFrom(means.mathematics.sha256(keyIdentifierInput(publicKey))),
  });
  const linted = mustPassLint(tbs, { profile: 'client-authentication', issuer });
  // 3. The intent.
  const intent: IssuanceIntent = {
    certificateId: newId<'certificate'>(means),
    bankId: bank.id,
    userId: user.id,
    issuerId: issuer.id,
    crlShard,
    serial,
    profile: 'client-authentication',
    keyDigest,
    tbs,
    subjectLabel: subject.commonName,
    notBefore,
    expiryDate,
    renewalId,
    recordedAt: means.clock.now(),
    completedAt: null,
  };
  return { intent, issuer, linted };
}

/** None that outlives the certificate is an operator's matter. */
function generationFor(
  generations: readonly Issuer[],
  at: { readonly now: Instant; readonly notAfter: Instant },
): Issuer {
  const issuer = generationThatSigns(generations, at);
  if (issuer) return issuer;
  const [known] = generations;
  if (known && !generations.some(isNotRevoked))
    throw refused(
      'issuer-revoked',
      { issuerId: known.id },
      { expected: 'an issuer generation not revoked', got: 'none' },
    );
  throw refused(
    'signer-unavailable',
    {},
    { expected: 'an issuer generation that outlives the certificate', got: 'none' },
  );
}

function kindOf(publicKey: RequestedKey['publicKey']): KeyKind {
  if (publicKey.kind !== 'RSA') return publicKey.kind;
  if (publicKey.bits >= 4096) return 'RSA-4096';
  return publicKey.bits >= 3072 ? 'RSA-3072' : 'RSA-2048';
}
