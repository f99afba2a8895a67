import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testBank } from '../../../tests/testkit/bank/test-bank.ts';
import { testMeans } from '../../../tests/testkit/bank/test-means.ts';
import { letterOf } from '../../../tests/testkit/mail/letters.ts';
import { mailIdentity } from '../../../tests/testkit/mail/mail-identity.ts';
import type { BankMail, MailConfiguration, MailSigningSource } from '../configuration/mail-configuration.ts';
import { usualLimits } from '../configuration/mail-settings.ts';
import { importMailCertificate } from '../use-cases/mail-certificates/import-mail-certificate.ts';
import { revokeMailCertificate } from '../use-cases/mail-certificates/revoke-mail-certificate.ts';
import { configuredMailer } from './configured-mailer.ts';
import { mailCertificateWatch, signingOf } from './mail-signing.ts';

const address = 'notices@mihon.example';
const ownCa = { kind: 'own-ca', keyKind: 'P-256' } as const;
const bankMail = (smime: MailSigningSource | null): BankMail => ({
  ...{ address, name: null, charset: 'utf-8', dkim: [], bounces: null },
  smime,
});

async function machine(smime: MailSigningSource) {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-mail-signing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const means = await testMeans();
  onTestFinished(() => means.close());
  means.clock.set(new Date(Date.now() + 60_000).toISOString());
  await testBank(means);
  const mail: MailConfiguration = {
    way: { kind: 'outbox', folder },
    limits: usualLimits,
    bounceFolder: null,
    banks: { mihon: bankMail(smime) },
  };
  const told: [string, unknown][] = [];
  const write = (line: string) => {
    const { msg, notAfter } = JSON.parse(line);
    told.push([msg, notAfter]);
  };
  const watch = mailCertificateWatch(means, mail, pino({ level: 'info' }, { write }));
  return {
    means,
    mail,
    /** What the log says of this run. */
    async watched() {
      told.length = 0;
      await watch();
      return told.map(([text]) => text);
    },
    numbersOf: async () =>
      (await means.register.read((tx) => tx.mailCertificates.ofBank('mihon'))).map(({ number }) => number),
  };
}

const renewed = 'the certificate that signs the mails of this bank was renewed';
const endsSoon = 'the certificate that signs the mails of this bank ends soon';
const none = 'no certificate signs the mails of this bank: they wait';

describe('who signs a bank’s mails', () => {
  it('is nobody where the settings say nothing', async () => {
    const { means } = await machine(ownCa);
    expect(signingOf(means, 'mihon', bankMail(null))).toBeNull();
  });

  it('has a certificate of the bank’s own CA issued by the first mail, one for all that come at once', async () => {
    const { means, numbersOf } = await machine(ownCa);
    const signing = signingOf(means, 'mihon', bankMail(ownCa));
    const signers = await Promise.all(Array.from({ length: 20 }, () => signing?.(means.clock.now())));
    expect(new Set(signers.map((one) => one?.keyName))).toEqual(new Set(['mihon-mail-1']));
    expect(await numbersOf()).toEqual([1]);
  });

  it('is another within a minute after a revocation', async () => {
    const { means } = await machine(ownCa);
    const signing = signingOf(means, 'mihon', bankMail(ownCa));
    await signing?.(means.clock.now());
    await revokeMailCertificate(means, { bankId: 'mihon', number: 1, reason: 'key-compromise' });
    means.clock.forward({ minutes: 1 });
    expect((await signing?.(means.clock.now()))?.keyName).toBe('mihon-mail-2');
  });

  it('is nobody, and the mail waits, where what was imported is not there or has ended: never unsigned', async () => {
    const { means, mail } = await machine({ kind: 'imported' });
    const mailer = configuredMailer(mail, means, { warn: () => {}, error: () => {} });
    const send = () => mailer?.send(letterOf({ date: means.clock.now() }));
    expect(mailer?.senderOf('mihon')).toMatchObject({ signed: true });
    expect(await send()).toMatchObject({ kind: 'deferred', answer: expect.stringContaining('signer-unavailable') });
    using identity = mailIdentity('P-256', address);
    const pkcs8 = new Uint8Array(identity.privateKey.export({ format: 'der', type: 'pkcs8' }));
    await means.signer.importKey({ keyName: 'bought', pkcs8 });
    const certificates = identity.chain;
    await importMailCertificate(means, { bankId: 'mihon', address, certificates, keyName: 'bought', key: null });
    expect(await send()).toMatchObject({ kind: 'accepted' });
    means.clock.forward({ days: 31 });
    expect(await send()).toMatchObject({ kind: 'deferred', answer: expect.stringContaining('signer-unavailable') });
  });
});

describe('the watch over certificates that sign mails', () => {
  it('renews those of the bank’s own CA, and has nothing more to say', async () => {
    const { means, watched, numbersOf } = await machine(ownCa);
    expect(await watched()).toEqual([renewed]);
    expect(await watched()).toEqual([]);
    means.clock.forward({ days: 91 });
    expect(await watched()).toEqual([renewed]);
    expect(await numbersOf()).toEqual([2, 1]);
  });

  it('tells when the CA’s key is away, and once a day when the mails are soon signed by nobody', async () => {
    const { means, watched } = await machine(ownCa);
    await watched();
    means.signer.sign = () => Promise.reject(refused('signer-unavailable'));
    means.clock.forward({ days: 151 });
    const failed = 'the certificate that signs the mails of this bank could not be renewed';
    expect(await watched()).toEqual([failed, endsSoon]);
    expect(await watched()).toEqual([failed]);
    means.clock.forward({ days: 30 });
    expect(await watched()).toEqual([failed, none]);
  });

  it('tells of one that was imported, and of one in a file, a month before its end and after', async () => {
    using identity = mailIdentity('P-256', address);
    const certificateFile = join(identity.folder, 'chain.pem');
    writeFileSync(certificateFile, encodePem('CERTIFICATE', identity.chain[0]));
    const inFile = await machine({ kind: 'file', certificateFile, keyName: 'mail' });
    expect(await inFile.watched()).toEqual([endsSoon]);
    inFile.means.clock.forward({ days: 31 });
    expect(await inFile.watched()).toEqual([none]);
    const imported = await machine({ kind: 'imported' });
    expect(await imported.watched()).toEqual([none]);
    expect(await imported.watched()).toEqual([]);
    imported.means.clock.forward({ days: 1 });
    expect(await imported.watched()).toEqual([none]);
  });
});
