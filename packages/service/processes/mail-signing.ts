import { formatInstant, type Instant, instant, minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { parsePemList } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { Logger } from 'pino';
import type { BankMail, MailConfiguration, MailSigningSource } from '../configuration/mail-configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import {
  type MailCertificateMeans,
  renewMailCertificate,
} from '../use-cases/mail-certificates/issue-mail-certificate.ts';
import { findMailSigner, type MailSigner } from '../use-cases/mail-certificates/mail-signer.ts';
import { endsSoon, isWithin } from '../use-cases/mail-certificates/terms.ts';
import { readTextFile } from './server-tls.ts';

/** Who signs a mail of this date. Refuses `signer-unavailable` where nobody does: then the mail waits. */
type SigningOf = (date: Instant) => Promise<MailSigner>;

/** A new certificate, or that one was revoked, is noticed after this long. */
const rememberedFor = minutes(1);

/**
 * Who signs a bank's mails; null: nobody, by choice. A certificate of the bank's own CA is issued with the first mail that
 * needs one. Throws StartError for a file that cannot be read or does not hold what it should.
 */
export function signingOf(means: MailCertificateMeans, bankId: string, { address, smime }: BankMail): SigningOf | null {
  if (smime === null) return null;
  if (smime.kind === 'file') {
    const signer = signerInFile(smime);
    return async () => signer;
  }
  const source = smime.kind;
  const find = (at: Instant) => means.register.read((tx) => findMailSigner(tx, { bankId, address, source, at }));
  let kept: { readonly signer: MailSigner; readonly from: Instant } | null = null;
  const remembered = (at: Instant): MailSigner | null => {
    const now = means.clock.wallClock();
    if (kept === null || now < kept.from || plusSeconds(kept.from, rememberedFor) <= now) return null;
    return isWithin(kept.signer, at) ? kept.signer : null;
  };
  const look = async (at: Instant): Promise<MailSigner> => {
    let signer = await find(at);
    if (signer === null && smime.kind === 'own-ca') {
      await renewMailCertificate(means, { bankId, address, keyKind: smime.keyKind });
      signer = await find(at);
    }
    if (signer === null) {
      const reason = `no certificate (${source}) for the address of its mails is valid at ${formatInstant(at)}`;
      throw refused('signer-unavailable', { bank: bankId, reason });
    }
    kept = { signer, from: means.clock.wallClock() };
    return signer;
  };
  // They take turns, so that many mails at once look, and have one issued, once.
  let before: Promise<unknown> = Promise.resolve();
  return async (at) => {
    const known = remembered(at);
    if (known) return known;
    const looking = before.then(() => remembered(at) ?? look(at));
    before = looking.catch(() => {});
    return looking;
  };
}

function signerInFile({ certificateFile, keyName }: Extract<MailSigningSource, { kind: 'file' }>): MailSigner {
  return asked(certificateFile, () => {
    const [own, ...above] = parsePemList(readTextFile(certificateFile), 'CERTIFICATE');
    if (own === undefined) throw new StartError(`${certificateFile} holds no certificate.`);
    const { notBefore, notAfter } = parseCertificate(own);
    return {
      keyName,
      certificatesDer: [own, ...above],
      notBefore: instant(notBefore),
      notAfter: instant(notAfter),
    };
  });
}

/** What a file was asked for; whatever is wrong with it is a StartError. */
export function asked<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${file} cannot be used: ${error instanceof Error ? error.message : error}.`);
  }
}

/**
 * Renews what the banks' own CAs issued, and tells the log of every bank whose mails are, or soon will be, signed by
 * nobody: when it begins, and then once a day.
 */
export function mailCertificateWatch(
  means: MailCertificateMeans,
  mail: MailConfiguration | null,
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
  const told = new Map<string, string>();
  const sources = Object.entries(mail?.banks ?? {});
  return async () => {
    const day = formatInstant(means.clock.now()).slice(0, 10);
    for (const [bank, one] of sources) {
      if (one.smime === null || !(await means.register.read((tx) => tx.banks.get(bank)))) continue;
      if (one.smime.kind === 'own-ca') await renew(bank, one.address, one.smime.keyKind);
      const standing = await standingOf(bank, one);
      if (told.get(bank) === `${day} ${standing.kind}`) continue;
      told.set(bank, `${day} ${standing.kind}`);
      const detail = { bank, notAfter: standing.notAfter && formatInstant(standing.notAfter) };
      if (standing.kind === 'none') log.error(detail, 'no certificate signs the mails of this bank: they wait');
      if (standing.kind === 'ends-soon')
        log.warn(detail, 'the certificate that signs the mails of this bank ends soon');
    }
  };

  async function renew(bankId: string, address: string, keyKind: 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096') {
    try {
      if (await renewMailCertificate(means, { bankId, address, keyKind })) {
        log.info({ bank: bankId }, 'the certificate that signs the mails of this bank was renewed');
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.error({ err: error, bank: bankId }, 'the certificate that signs the mails of this bank could not be renewed');
    }
  }

  async function standingOf(bank: string, one: BankMail) {
    const at = means.clock.now();
    const signer = await signerAt(bank, one, at);
    if (signer === null || !isWithin(signer, at)) return { kind: 'none', notAfter: signer?.notAfter ?? null } as const;
    return { kind: endsSoon(signer.notAfter, at) ? 'ends-soon' : 'lasts', notAfter: signer.notAfter } as const;
  }

  async function signerAt(bankId: string, { address, smime }: BankMail, at: Instant): Promise<MailSigner | null> {
    if (smime === null) return null;
    if (smime.kind === 'file') return signerInFile(smime);
    const source = smime.kind;
    return means.register.read((tx) => findMailSigner(tx, { bankId, address, source, at }));
  }
}
