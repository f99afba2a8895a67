import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import type {
  CertificateId,
  CertificateRecord,
  IssuanceIntent,
  Issuer,
  RenewalRecord,
} from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { signByIssuer } from '../sign-by-issuer.ts';
import type { Intended } from './decide-certificate.ts';
import { issuerName } from './issuer-certificate.ts';
import { mustPassLint } from './must-pass-lint.ts';

/**
 * Signs what an intent says and records the certificate; for one intent always the same certificate, whoever completes
 * it: the request, its retry, or the sweep. A signature that loses the race is thrown away, never answered. The change
 * that recorded the intent must be committed.
 */
export async function completeIntent(means: Means, intended: Intended): Promise<CertificateRecord> {
  const { certificateId, recorded } = intended;
  // 1. What was decided, and whether it is done already.
  const { intent, issuer, done, ...decided } = recorded
    ? { ...recorded, done: null }
    : { ...(await lookUp(means, certificateId)), linted: null };
  if (done) return done;
  // 2. Sign. Stored bytes are linted again: what was decided before a crash is not trusted blindly.
  const linted = decided.linted ?? mustPassLint(intent.tbs, { profile: intent.profile, issuer });
  const signature = await signByIssuer(means, { issuer, tbs: linted });
  const der = assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
  // 3. Record it, unless another was quicker.
  return means.register.change(async (tx) => {
    const [first, renewal] = await Promise.all([
      tx.intents.complete({ certificateId, at: means.clock.now() }),
      intent.renewalId === null ? null : tx.renewals.get(intent.renewalId),
    ]);
    return first ? recordCertificate(means, tx, { intent, renewal, issuer, der }) : certificateOf(tx, certificateId);
  });
}

function lookUp(means: Means, certificateId: CertificateId) {
  return means.register.read(async (tx) => {
    const intent = await tx.intents.get(certificateId);
    const issuer = intent && (await tx.issuers.get(intent.issuerId));
    if (!intent || !issuer) throw refused('not-found');
    const done = await tx.certificates.get(certificateId);
    // What it signed is accepted nowhere: the intent was given up with it.
    if (!done && issuer.revocation) throw refused('issuer-revoked', { issuerId: issuer.id });
    return { intent, issuer, done };
  });
}

async function certificateOf(tx: RegisterView, certificateId: CertificateId): Promise<CertificateRecord> {
  const certificate = await tx.certificates.get(certificateId);
  if (!certificate) throw refused('not-found');
  return certificate;
}

/** @param facts.renewal whose certificate it is; null for a first issue */
async function recordCertificate(
  means: Means,
  tx: RegisterTransaction,
  facts: { intent: IssuanceIntent; renewal: RenewalRecord | null; issuer: Issuer; der: Uint8Array },
): Promise<CertificateRecord> {
  const { intent, issuer, der } = facts;
  const now = means.clock.now();
  const audit = systemAuditOf(means, tx, intent.bankId);
  const subject = { certificateId: intent.certificateId, renewalId: intent.renewalId, userId: intent.userId };
  // a. Its renewal goes on; one that has ended meanwhile has no use for it any more.
  const { renewal, late } = decideSigned(intent, facts.renewal);
  const certificate: Omit<CertificateRecord, 'version'> = {
    id: intent.certificateId,
    bankId: intent.bankId,
    userId: intent.userId,
    issuerId: intent.issuerId,
    crlShard: intent.crlShard,
    serial: intent.serial,
    der,
    fingerprint: digestOf(means, der),
    keyDigest: intent.keyDigest,
    subjectLabel: intent.subjectLabel,
    issuerLabel: issuerName(issuer),
    notBefore: intent.notBefore,
    expiryDate: intent.expiryDate,
    issuedAt: now,
    state: late ? 'revoked' : 'issued',
    activatedAt: null,
    revocation: late ? { at: now, reason: 'superseded', by: 'lifecycle' } : null,
    retiresAt: null,
    successorId: late ? late.provenCertificateId : null,
    renewalId: intent.renewalId,
    savedAt: null,
    installedAt: null,
    installedIn: null,
  };
  // b. The certificate, its renewal, and the audit, in one.
  await Promise.all([
    tx.certificates.insert(certificate),
    ...(renewal ? [tx.renewals.update(renewal)] : []),
    audit('certificate-issued', { ...subject, issuerId: issuer.id }),
    ...(late ? [audit('certificate-revoked', { ...subject, reason: 'superseded' })] : []),
  ]);
  return { ...certificate, version: 1 };
}

/**
 * @returns `renewal` as it is to be written, or null when it stays as it is; `late`: the one that has ended meanwhile, so
 * that its certificate comes too late
 */
function decideSigned(intent: IssuanceIntent, renewal: RenewalRecord | null) {
  if (intent.renewalId === null) return { renewal: null, late: null };
  if (!renewal) throw refused('not-found');
  const decision = decide(renewal.state, 'signed');
  if (!decision.allowed) throw new Refusal(decision);
  return {
    renewal: decision.next === renewal.state ? null : { ...renewal, state: decision.next },
    late: decision.effects.includes('revoke-late-sibling') ? renewal : null,
  };
}
