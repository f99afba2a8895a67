import { composeMessage } from '../adapters/mailer/compose/compose-message.ts';
import { dkimKey } from '../adapters/mailer/dkim/dkim-key.ts';
import { outboxFolder } from '../adapters/mailer/outbox-folder/outbox-folder.ts';
import { type Compose, domainOf, type Sender } from '../adapters/mailer/senders.ts';
import { smtpLimits } from '../adapters/mailer/smtp/server-settings.ts';
import { type MailLog, smtpMailer } from '../adapters/mailer/smtp/smtp-mailer.ts';
import type { BankMail, MailConfiguration, MailServer } from '../configuration/mail-configuration.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { MailCertificateMeans } from '../use-cases/mail-certificates/issue-mail-certificate.ts';
import { asked, signingOf } from './mail-signing.ts';
import { readTextFile } from './server-tls.ts';
import { signingThread } from './signing-thread/signing-thread.ts';

/**
 * Sends the banks' mails as the configuration says; null where it says nothing. Keys are asked for when a mail is signed.
 * Throws StartError for a file that cannot be read or does not hold what it should.
 */
export function configuredMailer(
  mail: MailConfiguration | null,
  means: MailCertificateMeans,
  log: MailLog,
): Mailer | null {
  if (mail === null) return null;
  const { way, limits } = mail;
  const signings = new Map(Object.entries(mail.banks).map(([bank, one]) => [bank, signingOf(means, bank, one)]));
  const senders = new Map(Object.entries(mail.banks).map(([bank, one]) => [bank, senderOf(one)]));
  const thread = signingThread();
  const compose: Compose = async (letter) => {
    const of = mail.banks[letter.bankId];
    const bank = await means.register.read((tx) => tx.banks.get(letter.bankId));
    if (!of || !bank) throw new RangeError(`the bank ${letter.bankId} has no sender of mails`);
    const { address, charset } = of;
    const signing = (await signings.get(letter.bankId)?.(letter.date)) ?? null;
    const sender = { address, charset, signing, name: of.name ?? bank.name, domain: domainOf(address) };
    return composeMessage(letter, sender, { signer: means.signer, mathematics: thread });
  };
  const mailer =
    way.kind === 'outbox'
      ? outboxFolder({ folder: way.folder, senders, compose })
      : smtpMailer({
          server: serverOf(way),
          limits: smtpLimits(limits),
          senders,
          compose,
          signMessage: thread.signMessage,
          log,
        });
  return {
    ...mailer,
    async close() {
      await mailer.close();
      await thread.close();
    },
  };
}

function senderOf({ address, smime, dkim, bounces }: BankMail): Sender {
  const keys = dkim.map(({ domain, selector, keyFile }) =>
    asked(keyFile, () => dkimKey({ domain, selector, pem: readTextFile(keyFile) })),
  );
  return { address, signed: smime !== null, dkim: keys, bounces };
}

function serverOf({ kind: _, caFile, ...server }: MailServer) {
  return { ...server, ca: caFile === null ? null : readTextFile(caFile) };
}
