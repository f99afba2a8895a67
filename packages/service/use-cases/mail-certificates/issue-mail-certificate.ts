import { generationThatSigns } from '@koshin/lifecycle/certificates/issuing-generation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildMailSigner } from '@koshin/pki/x509/profiles/mail-signer.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { Bank, BankId, Issuer, MailCertificate } from '../../ports/register/records.ts';
import type { KeyKind } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { ensureKey } from '../authorities/ensure-key.ts';
import { issuerParts } from '../issuance/issuer-parts.ts';
import { mustPassLint } from '../issuance/must-pass-lint.ts';
import type { Means } from '../means.ts';
import { signByIssuer } from '../sign-by-issuer.ts';
import { destroyEndedKeys } from './destroy-ended-keys.ts';
import { isRevoked } from './mail-signer.ts';
import { isWithin, lastsOn, mailSignerTerm } from './terms.ts';

/** All but the mailer, which signs by what is issued here. */
export type MailCertificateMeans = Pick<
  Means,
  'register' | 'signer' | 'clock' | 'chance' | 'mathematics' | 'statusUrl'
>;

export interface MailCertificateAsked {
  readonly bankId: BankId;
  /** What stands in From; its host in small letters. */
  readonly address: string;
  readonly keyKind: KeyKind;
}

/**
 * Sees to it that a bank has a certificate of its own CA for this address that lasts for a while yet. Safe on several nodes
 * at once, and to be cut off anywhere: what was intended is finished with the same key and serial number. Refuses
 * `not-found` for the bank, `signer-unavailable` without the CA's key, and `issuer-term-refused` {rule: none} where no CA
 * of the bank signs now.
 *
 * @returns whether one got its certificate by this call
 */
export function renewMailCertificate(means: MailCertificateMeans, asked: MailCertificateAsked): Promise<boolean> {
  return issueUnless(means, asked, (one, issuer) => {
    const now = means.clock.now();
    return one.certificateDer !== null && isWithin(one, now) && lastsOn(one, issuer, now);
  });
}

/** Issues another one, whatever there is: what the old one signed stays as good as it was. Refuses as the renewal does. */
export async function issueMailCertificate(means: MailCertificateMeans, asked: MailCertificateAsked): Promise<void> {
  await issueUnless(means, asked, () => false);
}

type Suffices = (one: MailCertificate, issuer: Issuer) => boolean;

async function issueUnless(
  means: MailCertificateMeans,
  asked: MailCertificateAsked,
  suffices: Suffices,
): Promise<boolean> {
  // 1. One that suffices may last on; a revoked one does not, nor one of a CA that was revoked.
  const { bank, issuers, known, living } = await means.register.read(async (tx) => {
    const known = await tx.mailCertificates.ofBank(asked.bankId);
    const living: MailCertificate[] = [];
    for (const one of known) if (one.address === asked.address && !(await isRevoked(tx, one))) living.push(one);
    return {
      known,
      living,
      bank: await tx.banks.get(asked.bankId),
      issuers: await tx.issuers.ofBank(asked.bankId),
    };
  });
  if (!bank) throw refused('not-found', { bank: asked.bankId });
  const issuerOf = ({ issuance }: MailCertificate) => issuers.find(({ id }) => id === issuance?.issuerId);
  const isEnough = (one: MailCertificate, judge: Suffices) => {
    const issuer = issuerOf(one);
    return issuer !== undefined && judge(one, issuer);
  };
  if (living.some((one) => isEnough(one, suffices))) return false;
  // 2. The next one is intended; one whose time went by before it was signed is left behind.
  const now = means.clock.now();
  const begun = living.find((one) => one.certificateDer === null && isEnough(one, (it, by) => lastsOn(it, by, now)));
  const certificate = begun ?? (await intend(means, asked, { bank, issuers, number: (known[0]?.number ?? 0) + 1 }));
  const issuer = issuerOf(certificate);
  if (certificate.certificateDer !== null || certificate.issuance === null || !issuer) return false;
  // 3. It is signed and recorded, unless another was quicker.
  const { bankId, number } = certificate;
  const certificateDer = await certify(means, issuer, certificate.issuance.tbs);
  const issued = await means.register.change(async (tx) => {
    const first = await tx.mailCertificates.complete({ bankId, number, certificateDer });
    if (first) await systemAuditOf(means, tx, bankId)('mail-certificate-issued', { number, issuerId: issuer.id });
    return first;
  });
  // 4. Keys whose time is over are of use to a thief alone.
  if (issued) await destroyEndedKeys(means, bankId);
  return issued;
}

/** Decides the next one down to its last byte and records that before it is signed (invariant 4). */
async function intend(
  means: MailCertificateMeans,
  { bankId, address, keyKind }: MailCertificateAsked,
  { bank, issuers, number }: { readonly bank: Bank; readonly issuers: readonly Issuer[]; readonly number: number },
): Promise<MailCertificate> {
  // 1. Who signs: the CA that signs customers' certificates today.
  const now = means.clock.now();
  const issuer = generationThatSigns(issuers, { now, notAfter: now });
  if (!issuer) {
    const difference = { expected: 'an issuing CA of the bank that signs now', got: 'none' };
    throw refused('issuer-term-refused', { rule: 'none', bank: bankId }, difference);
  }
  // 2. The key; a start that was cut off here, or another node, may have made it.
  const keyName = `${bankId}-mail-${number}`;
  const { publicKey: spki } = await ensureKey(means.signer, { keyName, kind: keyKind });
  const publicKey = parsePublicKey(spki);
  // 3. The bytes.
  const serialNumber = serialNumberFrom(means.chance.bytes(16));
  const term = mailSignerTerm(means.clock, issuer);
  const tbs = buildMailSigner({
    issuer: issuerParts(means, issuer),
    serialNumber,
    subject: mailSubject(bank),
    ...term,
    publicKey: publicKey.der,
    subjectKeyIdentifier: keyIdentifierFrom(means.mathematics.sha256(keyIdentifierInput(publicKey))),
    address,
  });
  mustPassLint(tbs, { profile: 'mail-signer', issuer });
  const certificate: MailCertificate = {
    bankId,
    number,
    keyName,
    address,
    issuance: { issuerId: issuer.id, tbs },
    serial: Buffer.from(serialNumber).toString('hex'),
    certificateDer: null,
    above: [],
    ...term,
    recordedAt: now,
  };
  // 4. The intent, unless another was quicker.
  return means.register.change(async (tx) => {
    const first = (await tx.mailCertificates.ofBank(bankId)).find((one) => one.number === number);
    if (first) return first;
    await tx.mailCertificates.insert(certificate);
    await systemAuditOf(means, tx, bankId)('mail-certificate-intended', { number, issuerId: issuer.id, keyName });
    return certificate;
  });
}

/** The bank by its name, as readers look for it beside the address. */
export function mailSubject({ name }: Pick<Bank, 'name'>): Uint8Array<ArrayBuffer> {
  const commonName = [...name.ja].slice(0, 64).join('').trim();
  return encodeName({ country: 'JP', organization: commonName, commonName });
}

/** The stored bytes are linted again: what was decided before a crash is not trusted blindly. */
async function certify(means: MailCertificateMeans, issuer: Issuer, tbs: Uint8Array): Promise<Uint8Array> {
  const linted = mustPassLint(tbs, { profile: 'mail-signer', issuer });
  const signature = await signByIssuer(means, { issuer, tbs: linted });
  return assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
}
