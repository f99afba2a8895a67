import { parsePemList } from '@koshin/pki/pem/pem.ts';
import { composeMessage } from '../adapters/mailer/compose/compose-message.ts';
import type { MailSigning } from '../adapters/mailer/compose/mail-sender.ts';
import { dkimKey } from '../adapters/mailer/dkim/dkim-key.ts';
import { outboxFolder } from '../adapters/mailer/outbox-folder/outbox-folder.ts';
import { type Compose, domainOf, type Sender } from '../adapters/mailer/senders.ts';
import { smtpLimits } from '../adapters/mailer/smtp/server-settings.ts';
import { type MailLog, smtpMailer } from '../adapters/mailer/smtp/smtp-mailer.ts';
import type { BankMail, MailConfiguration, MailServer } from '../configuration/mail-configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Means } from '../use-cases/means.ts';
import { readTextFile } from './server-tls.ts';

/** Who signs the mails, and who knows the banks' names; the signer is asked for when a mail is signed. */
type ForMails = Pick<Means, 'register' | 'signer' | 'mathematics'>;

/**
 * Sends the banks' mails as the configuration says; null where it says nothing.
 * Throws StartError for a file that cannot be read or does not hold what it should.
 */
export function configuredMailer(mail: MailConfiguration | null, means: ForMails, log: MailLog): Mailer | null {
  if (mail === null) return null;
  const { way, limits } = mail;
  const signings = new Map(Object.entries(mail.banks).map(([bank, { smime }]) => [bank, smime && signingOf(smime)]));
  const senders = new Map(Object.entries(mail.banks).map(([bank, one]) => [bank, senderOf(one)]));
  const compose: Compose = async (letter) => {
    const of = mail.banks[letter.bankId];
    const bank = await means.register.read((tx) => tx.banks.get(letter.bankId));
    if (!of || !bank) throw new RangeError(`the bank ${letter.bankId} has no sender of mails`);
    const { address, charset } = of;
    const signing = signings.get(letter.bankId) ?? null;
    const sender = { address, charset, signing, name: of.name ?? bank.name, domain: domainOf(address) };
    return composeMessage(letter, sender, means);
  };
  if (way.kind === 'outbox') return outboxFolder({ folder: way.folder, senders, compose });
  return smtpMailer({ server: serverOf(way), limits: smtpLimits(limits), senders, compose, log });
}

function senderOf({ address, smime, dkim, bounces }: BankMail): Sender {
  const keys = dkim.map(({ domain, selector, keyFile }) =>
    asked(keyFile, () => dkimKey({ domain, selector, pem: readTextFile(keyFile) })),
  );
  return { address, signed: smime !== null, dkim: keys, bounces };
}

function signingOf({ certificateFile, keyName }: NonNullable<BankMail['smime']>): MailSigning {
  const [own, ...above] = asked(certificateFile, () => parsePemList(readTextFile(certificateFile), 'CERTIFICATE'));
  if (own === undefined) throw new StartError(`${certificateFile} holds no certificate.`);
  return { certificatesDer: [own, ...above], keyName };
}

function serverOf({ kind: _, caFile, ...server }: MailServer) {
  return { ...server, ca: caFile === null ? null : readTextFile(caFile) };
}

function asked<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${file} cannot be used: ${error instanceof Error ? error.message : error}.`);
  }
}
