import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { findInMailSigner } from '@koshin/pki/cms/message-rules.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import type { BankId, MailCertificate } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import { type BroughtKey, holdKey } from '../authorities/hold-key.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { destroyEndedKeys } from './destroy-ended-keys.ts';
import { keyNameOfRequest } from './request-mail-certificate.ts';

export interface MailCertificateToImport {
  readonly bankId: BankId;
  /** What stands in From; its host in small letters. */
  readonly address: string;
  /** In DER: its own first, then those of the CAs above it. */
  readonly certificates: readonly Uint8Array[];
  /** Null: the name that `requestMailCertificate` gave. */
  readonly keyName: string | null;
  /** Null: the key is in the signer already. */
  readonly key: BroughtKey | null;
}

/**
 * Takes in a certificate for mails that another CA has issued. Refuses `mail-certificate-refused` {rule} for what readers
 * would not take as the bank's signature: another address or purpose, one that has ended, no certificate of the CA above
 * it, a weak key, another key; and `signer-unavailable` for a key that is not there. Doing it again changes nothing.
 */
export async function importMailCertificate(means: Means, asked: MailCertificateToImport): Promise<MailCertificate> {
  // 1. What was brought: its certificate, and the CAs above it as far as they came along.
  const [own, ...others] = asked.certificates.map(read);
  if (!own) throw refusal('no-certificate', { expected: 'its certificate', got: 'none' });
  const now = means.clock.now();
  const [finding] = findInMailSigner(own, { address: asked.address, at: now });
  if (finding) throw refusal(finding.rule, finding);
  const judged = judgeKey(own.publicKey, { purpose: 'client' });
  if (!judged.strong) throw refusal('weak-key', { expected: 'a strong key', got: judged.rule });
  const above = await pathAbove(means, own, others);
  // 2. May it be?
  const { bank, known } = await means.register.read(async (tx) => ({
    bank: await tx.banks.get(asked.bankId),
    known: await tx.mailCertificates.ofBank(asked.bankId),
  }));
  if (!bank) throw refused('not-found', { bank: asked.bankId });
  const same = known.find(({ certificateDer }) => certificateDer !== null && sameOctets(certificateDer, own.der));
  if (same) return same;
  // 3. Its key.
  const keyName = asked.keyName ?? keyNameOfRequest(bank.id, known);
  if (!(await holdKey({ key: asked.key, signer: means.signer }, { keyName, publicKey: own.publicKey.der }))) {
    throw refusal('key-differs', { expected: 'the key of the certificate', got: `another by the name ${keyName}` });
  }
  // 4. Record it.
  const certificate: MailCertificate = {
    bankId: bank.id,
    number: (known[0]?.number ?? 0) + 1,
    keyName,
    address: asked.address,
    issuance: null,
    serial: own.serialNumber,
    certificateDer: own.der,
    above,
    notBefore: instant(own.notBefore),
    notAfter: instant(own.notAfter),
    recordedAt: now,
  };
  const { number } = certificate;
  await means.register.change(async (tx) => {
    const newest = (await tx.mailCertificates.ofBank(bank.id))[0]?.number ?? 0;
    if (newest >= number) throw refused('changed-meanwhile');
    await tx.mailCertificates.insert(certificate);
    const subject = { number, keyName, fingerprint: digestOf(means, own.der) };
    await systemAuditOf(means, tx, bank.id)('mail-certificate-imported', subject);
  });
  await destroyEndedKeys(means, bank.id);
  return certificate;
}

function read(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refusal('certificate-malformed', { expected: error.expected, got: `${error.got} at octet ${error.offset}` });
  }
}

/** No path is longer; it also ends one that goes round in a circle. */
const longestPath = 8;

/** The CAs above it, in their order, as far as they are among the others: readers need all but the root. */
async function pathAbove(
  { mathematics }: Pick<Means, 'mathematics'>,
  own: Certificate,
  others: readonly Certificate[],
): Promise<readonly Uint8Array[]> {
  const path: Certificate[] = [];
  for (let last = own; path.length < longestPath && !isSelfIssued(last); ) {
    let next: Certificate | null = null;
    for (const candidate of others) {
      if (next === null && (await verifyIssuedBy(last, candidate, mathematics.verify)).issued) next = candidate;
    }
    if (next === null) break;
    path.push(next);
    last = next;
  }
  if (path.length > 0) return path.map(({ der }) => der);
  throw refusal('no-path', { expected: `the certificate of ${formatName(own.issuer)}`, got: 'none that signed it' });
}

const isSelfIssued = ({ issuer, subject }: Certificate) => sameOctets(issuer.der, subject.der);

function refusal(rule: string, { expected, got }: { readonly expected: string; readonly got: string }) {
  return refused('mail-certificate-refused', { rule }, { expected, got });
}
