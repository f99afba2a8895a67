import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import type { CertificateId, CertificateRecord, IssuanceIntent, Issuer } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { signByIssuer } from '../sign-by-issuer.ts';
import type { Intended } from './intend-certificate.ts';
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
  const { intent, issuer, done } = recorded ? { ...recorded, done: null } : await lookUp(means, certificateId);
  if (done) return done;
  // 2. Sign. The stored bytes are linted again: what was decided before a crash is not trusted blindly.
  const linted = mustPassLint(intent.tbs, { profile: intent.profile, issuer });
  const signature = await signByIssuer(means, { issuer, tbs: linted });
  const der = assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
  // 3. Record it, unless another was quicker.
  return means.register.change(async (tx) => {
    const first = await tx.certificates.get(certificateId);
    if (first) return first;
    return recordCertificate(means, tx, { intent, issuer, der });
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

async function recordCertificate(
  means: Means,
  tx: RegisterTransaction,
  { intent, issuer, der }: { intent: IssuanceIntent; issuer: Issuer; der: Uint8Array },
): Promise<CertificateRecord> {
  const now = means.clock.now();
  const audit = systemAuditOf(means, tx, intent.bankId);
  const subject = { certificateId: intent.certificateId, renewalId: intent.renewalId, userId: intent.userId };
  // a. Its renewal goes on; one that has ended meanwhile has no use for it any more.
  const late = intent.renewalId === null ? null : await noteSigned(tx, intent.renewalId);
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
  };
  // b. The certificate, its intent's end, and the audit, in one.
  await tx.certificates.insert(certificate);
  await tx.intents.complete({ certificateId: certificate.id, at: now });
  await audit('certificate-issued', { ...subject, issuerId: issuer.id });
  if (late) await audit('certificate-revoked', { ...subject, reason: 'superseded' });
  return { ...certificate, version: 1 };
}

/** @returns the renewal, when it has ended meanwhile and the certificate comes too late */
async function noteSigned(tx: RegisterTransaction, renewalId: string) {
  const renewal = await tx.renewals.get(renewalId);
  if (!renewal) throw refused('not-found');
  const decision = decide(renewal.state, 'signed');
  if (!decision.allowed) throw new Refusal(decision);
  if (decision.next !== renewal.state) await tx.renewals.update({ ...renewal, state: decision.next });
  return decision.effects.includes('revoke-late-sibling') ? renewal : null;
}
