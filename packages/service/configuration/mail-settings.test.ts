import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from './read-configuration.ts';
import { StartError } from './start-error.ts';

const workingFolder = '/srv/koshin';
const here = (path: string) => join(workingFolder, path);
const read = (mail: unknown) =>
  readConfiguration({
    demo: true,
    configFile: null,
    env: { KOSHIN_MAIL: typeof mail === 'string' ? mail : JSON.stringify(mail) },
    workingFolder,
    now: parseInstant('2026-11-22T00:00:00Z'),
  }).mail;

function refusalOf(mail: unknown): string {
  try {
    read(mail);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'accepted';
}

const bank = { address: 'notices@bank.example' };
const banks = { mihon: bank };
const smtp = { host: 'mail.bank.example' };

describe('the section mail', () => {
  it('needs only the banks’ addresses: the mails stay in the data folder', () => {
    expect(read({ banks })).toEqual({
      way: { kind: 'outbox', folder: here('data/outbox') },
      limits: {
        connections: 5,
        connectionsToDomain: 2,
        perSecond: 20,
        perSecondToDomain: 5,
        turnSeconds: 60,
        sessionSeconds: 30,
        handingSeconds: 120,
        answerSeconds: 600,
      },
      bounceFolder: null,
      banks: {
        mihon: { address: bank.address, name: null, charset: 'utf-8', smime: null, dkim: [], bounces: null },
      },
    });
  });

  it.each([
    [{ from: 'own-ca' }, { kind: 'own-ca', keyKind: 'P-256' }],
    [
      { from: 'own-ca', keyKind: 'RSA-3072' },
      { kind: 'own-ca', keyKind: 'RSA-3072' },
    ],
    [{ from: 'imported' }, { kind: 'imported' }],
  ])('may have mails signed from %j', (smime, source) => {
    expect(read({ banks: { mihon: { ...bank, smime } } })?.banks.mihon?.smime).toEqual(source);
  });

  it.each([
    [{}, 'smime in banks.mihon of KOSHIN_MAIL needs from, or certificateFile and keyName.'],
    [{ certificateFile: 'a.pem' }, 'smime in banks.mihon of KOSHIN_MAIL needs from, or certificateFile and keyName.'],
    [
      { from: 'imported', certificateFile: 'a.pem', keyName: 'a' },
      'Only one of from and certificateFile may be set in smime in banks.mihon of KOSHIN_MAIL.',
    ],
    [{ from: 'imported', keyKind: 'P-256' }, 'keyKind of smime in banks.mihon of KOSHIN_MAIL goes with from own-ca.'],
    [{ form: 'own-ca' }, 'form in banks.mihon.smime of KOSHIN_MAIL is no setting: did you mean from?'],
  ])('refuses to have mails signed by %j', (smime, message) => {
    expect(refusalOf({ banks: { mihon: { ...bank, smime } } })).toBe(message);
  });

  it('may say everything', () => {
    const mail = read({
      smtp: {
        host: 'mail.bank.example',
        port: 2525,
        tls: 'implicit',
        caFile: 'mail-ca.pem',
        helloName: 'koshin.bank.example',
        user: 'koshin',
        passwordFile: 'mail-password',
      },
      limits: { perSecond: 0.5, connections: 1, connectionsToDomain: 1 },
      bounceFolder: '/var/mail/bounces',
      banks: {
        mihon: {
          address: 'notices@mail.bank.example',
          name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' },
          charset: 'iso-2022-jp',
          smime: { certificateFile: 'smime.pem', keyName: 'mihon-mail' },
          dkim: [{ domain: 'bank.example', selector: 'k2026', keyFile: 'dkim.pem' }],
          bounceAddress: 'bounces@mail.bank.example',
          bounceTags: true,
        },
      },
    });
    expect(mail?.way).toEqual({
      kind: 'smtp',
      host: 'mail.bank.example',
      port: 2525,
      tls: 'implicit',
      caFile: here('mail-ca.pem'),
      helloName: 'koshin.bank.example',
      login: { kind: 'password', user: 'koshin', passwordFile: here('mail-password') },
    });
    expect(mail?.limits).toMatchObject({ perSecond: 0.5, connections: 1, answerSeconds: 600 });
    expect(mail?.bounceFolder).toBe('/var/mail/bounces');
    expect(mail?.banks.mihon).toEqual({
      address: 'notices@mail.bank.example',
      name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' },
      charset: 'iso-2022-jp',
      smime: { kind: 'file', certificateFile: here('smime.pem'), keyName: 'mihon-mail' },
      dkim: [{ domain: 'bank.example', selector: 'k2026', keyFile: here('dkim.pem') }],
      bounces: { address: 'bounces@mail.bank.example', tagged: true },
    });
  });

  it.each([
    ['starttls', 587],
    ['implicit', 465],
  ])('has the usual port with %s', (tls, port) => {
    expect(read({ smtp: { ...smtp, tls }, banks })?.way).toMatchObject({ tls, port });
  });

  it('encrypts where nothing is said', () => {
    expect(read({ smtp, banks })?.way).toMatchObject({ tls: 'starttls', port: 587, login: null });
  });

  it.each(['127.0.0.1', '::1', 'localhost'])('may go without TLS to %s', (host) => {
    expect(read({ smtp: { host, tls: 'none' }, banks })?.way).toMatchObject({ tls: 'none', port: 25 });
  });

  it('may go without TLS elsewhere where that was said', () => {
    expect(read({ smtp: { ...smtp, tls: 'none', allowPlaintext: true }, banks })?.way).toMatchObject({ tls: 'none' });
  });

  it('logs in by a token', () => {
    const login = { kind: 'token', user: 'koshin', tokenFile: here('token') };
    expect(read({ smtp: { ...smtp, user: 'koshin', tokenFile: 'token' }, banks })?.way).toMatchObject({ login });
  });

  it('is taken from the file as well, and called by its name there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-configuration-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const configFile = join(folder, 'koshin.json');
    const now = parseInstant('2026-11-22T00:00:00Z');
    const fromFile = (mail: unknown) => {
      writeFileSync(configFile, JSON.stringify({ mail }));
      return readConfiguration({ demo: true, configFile, env: {}, workingFolder, now }).mail;
    };
    expect(fromFile({ banks })).toEqual(read({ banks }));
    expect(() => fromFile({})).toThrow(`banks is needed in mail in ${configFile}.`);
  });
});

describe('a start is refused', () => {
  it.each([
    ['text that is no JSON', '{', /^KOSHIN_MAIL must be JSON of how mails go out/],
    ['another name', { banks, smpt: smtp }, /^smpt in KOSHIN_MAIL is no setting: did you mean smtp\?$/],
    [
      'another name of the server',
      { banks, smtp: { ...smtp, hots: 'x' } },
      /^hots in smtp of KOSHIN_MAIL is no setting/,
    ],
    ['another name of the limits', { banks, limits: { persecond: 1 } }, /did you mean perSecond\?$/],
    [
      'another name of a bank',
      { banks: { mihon: { ...bank, adress: 'x' } } },
      /^adress in banks\.mihon of KOSHIN_MAIL is no setting: did you mean address\?$/,
    ],
    [
      'another name of a key',
      { banks: { mihon: { ...bank, dkim: [{ domain: 'bank.example', selector: 'k', keyFile: 'f', keyfile: 'f' }] } } },
      /^keyfile in banks\.mihon\.dkim\.0 of KOSHIN_MAIL is no setting: did you mean keyFile\?$/,
    ],
    ['no banks', { smtp }, /^banks is needed in KOSHIN_MAIL\.$/],
    ['a server without a host', { banks, smtp: { port: 25 } }, /^host is needed in smtp of KOSHIN_MAIL\.$/],
    ['a bank without an address', { banks: { mihon: {} } }, /^address is needed in banks\.mihon of KOSHIN_MAIL\.$/],
    [
      'an address that is none',
      { banks: { mihon: { address: 'Mihon <n@bank.example>' } } },
      /^banks\.mihon\.address of KOSHIN_MAIL has not its form \(docs\/configuration\.md, "Mail"\), but is "Mihon </,
    ],
    ['no limit at all', { banks, limits: { perSecond: 0 } }, /^limits\.perSecond of KOSHIN_MAIL has not its form/],
    ['an unknown kind of TLS', { banks, smtp: { ...smtp, tls: 'yes' } }, /^smtp\.tls of KOSHIN_MAIL/],
    ['no TLS to another machine', { banks, smtp: { ...smtp, tls: 'none' } }, /may be none only for a server of this/],
    ['two ways', { banks, smtp, outboxFolder: 'x' }, /^Only one of smtp and outboxFolder may be set in KOSHIN_MAIL\.$/],
    [
      'two secrets',
      { banks, smtp: { ...smtp, user: 'u', passwordFile: 'p', tokenFile: 't' } },
      /^Only one of smtp\.passwordFile and smtp\.tokenFile/,
    ],
    ['a user without a secret', { banks, smtp: { ...smtp, user: 'u' } }, /^smtp\.user of KOSHIN_MAIL goes with/],
    ['a secret without a user', { banks, smtp: { ...smtp, tokenFile: 't' } }, /^smtp\.user of KOSHIN_MAIL goes with/],
    [
      'more connections to one domain than in all',
      { banks, limits: { connections: 2, connectionsToDomain: 3 } },
      /must be at most limits\.connections, 2, but is 3\.$/,
    ],
    [
      'a try that may take longer than others wait for it',
      { banks, limits: { sessionSeconds: 60, answerSeconds: 661 } },
      /let one try take 1081 seconds .*; at most 1080 are allowed\.$/,
    ],
    [
      'a DKIM domain that is not the address’s',
      { banks: { mihon: { ...bank, dkim: [{ domain: 'ank.example', selector: 'k', keyFile: 'f' }] } } },
      /^dkim\.domain in banks\.mihon of KOSHIN_MAIL must be the address's, bank\.example, or above it, but is ank\.example\.$/,
    ],
    ['tags without an address', { banks: { mihon: { ...bank, bounceTags: true } } }, /needs bounceAddress\.$/],
  ])('for %s', (_what, mail, why) => {
    expect(refusalOf(mail)).toMatch(why);
  });
});
