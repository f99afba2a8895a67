import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { fileSigner } from '@koshin/service/adapters/file-signer/file-signer.ts';
import { composeMessage } from '@koshin/service/adapters/mailer/compose/compose-message.ts';
import type { MailSender } from '@koshin/service/adapters/mailer/compose/mail-sender.ts';
import { sampleCalendar, sampleLetter } from '@koshin/service/adapters/mailer/compose/testing/sample-letter.ts';
import { dkimKey } from '@koshin/service/adapters/mailer/dkim/dkim-key.ts';
import { smtpLimits } from '@koshin/service/adapters/mailer/smtp/server-settings.ts';
import { smtpMailer } from '@koshin/service/adapters/mailer/smtp/smtp-mailer.ts';
import { plainServer, sender } from '@koshin/service/adapters/mailer/testing/mailers.ts';
import { signingThread } from '@koshin/service/processes/signing-thread/signing-thread.ts';
import { createTransport } from 'nodemailer';
import { type MailKeyKind, mailIdentity } from '../tests/testkit/mail/mail-identity.ts';
import { freePort } from '../tests/testkit/network/free-port.ts';
import { median, processorSeconds } from './measuring/rates.ts';
import { startPeer } from './peers/peer-server.ts';

/**
 * Mails per second to a sink of loopback, text and HTML, signed by S/MIME (P-256 and RSA-3072) and by DKIM (RSA-2048),
 * against nodemailer's pool that signs nothing and nodemailer's that signs by DKIM: by the clock, and per second of this
 * process's processor time. All say the same with the same number of connections, in turns; the sink is Postfix's own
 * smtp-sink, in a process of its own. Needs Debian's postfix.
 *
 *   node bench/mail-to-sink.ts [rounds] [mails per round] [sides: a regular expression over their names]
 */

const reach = 1.5;
const names = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
const newMessageId = () => `${randomBytes(16).toString('hex')}@bank.example`;
const connections = 5;
const underWay = 40;

/** The mail of the first stage in Japanese, with the calendar that a bank may attach. */
const { text, html, ...fixed } = sampleLetter('first-stage', 'ja', { calendar: sampleCalendar });
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

interface Side {
  readonly name: string;
  readonly send: (to: string) => Promise<unknown>;
  readonly close: () => unknown;
  readonly byClock: number[];
  readonly byProcessor: number[];
}

/** @param smime the kind of key that signs by S/MIME; null: none does */
async function ours(name: string, port: number, signs: { readonly smime: MailKeyKind | null; readonly dkim: boolean }) {
  const dkim = signs.dkim ? [dkimKey({ domain: 'bank.example', selector: 'k', pem })] : [];
  const identity = signs.smime && mailIdentity(signs.smime, sender.address);
  const folder = mkdtempSync(join(tmpdir(), 'koshin-mail-keys-'));
  const thread = signingThread();
  const means = { signer: fileSigner({ folder, passphrase: 'of the bench' }), mathematics: thread };
  const keyName = 'mail';
  const pkcs8 = identity && new Uint8Array(identity.privateKey.export({ format: 'der', type: 'pkcs8' }));
  if (pkcs8) await means.signer.importKey({ keyName, pkcs8 });
  const from: MailSender = {
    address: sender.address,
    name: names,
    domain: 'bank.example',
    charset: 'utf-8',
    signing: identity && { keyName, certificatesDer: identity.chain },
  };
  const mailer = smtpMailer({
    server: plainServer(port),
    limits: smtpLimits({
      connections,
      connectionsToDomain: connections,
      perSecond: 1e6,
      perSecondToDomain: 1e6,
      turnSeconds: 60,
      sessionSeconds: 30,
      handingSeconds: 60,
      answerSeconds: 60,
    }),
    senders: new Map([['mihon', { ...sender, dkim }]]),
    compose: (letter) => composeMessage(letter, from, means),
    signMessage: thread.signMessage,
    log: { warn: console.warn, error: console.error },
  });
  const send = async (to: string) => {
    const outcome = await mailer.send({
      ...fixed,
      text,
      html,
      to,
      date: instant(Date.now()),
      messageId: newMessageId(),
    });
    if (outcome.kind !== 'accepted') throw new Error(`a mail was ${outcome.kind}: ${outcome.answer}`);
  };
  const close = async () => {
    await mailer.close();
    await thread.close();
    identity?.[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  };
  return { name, send, close, byClock: [], byProcessor: [] } satisfies Side;
}

function nodemailer(name: string, port: number, signs: boolean): Side {
  const dkim = signs ? { dkim: { domainName: 'bank.example', keySelector: 'k', privateKey: pem } } : {};
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    ...dkim,
  });
  const send = (to: string) =>
    transport.sendMail({
      from: { name: names.ja, address: sender.address },
      to,
      subject: fixed.subject,
      date: new Date(),
      messageId: `<${newMessageId()}>`,
      text,
      html,
      attachments: [
        {
          filename: 'certificate-expiry.ics',
          content: sampleCalendar,
          contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        },
      ],
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': 'ja',
      },
      list: { id: { comment: names.ja, url: 'notices.bank.example' } },
    });
  return { name, send, close: () => transport.close(), byClock: [], byProcessor: [] };
}

/** So many mails, some of them under way at any time. */
async function round({ send, byClock, byProcessor }: Side, mails: number): Promise<void> {
  const [clock, processor] = [performance.now(), processorSeconds()];
  let left = mails;
  const sendOn = async (): Promise<void> => {
    while (left-- > 0) await send(`user${left}@customer.example`);
  };
  await Promise.all(Array.from({ length: underWay }, sendOn));
  byClock.push(mails / ((performance.now() - clock) / 1000));
  byProcessor.push(mails / (processorSeconds() - processor));
}

const [rounds, mails] = [Number(process.argv[2] ?? 9), Number(process.argv[3] ?? 1_000)];
const port = await freePort();
const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
const sink = await startPeer('smtp-sink', [...asRoot, `127.0.0.1:${port}`, '100'], { port, cwd: tmpdir() });
const all: readonly Side[] = [
  await ours('Koshin, S/MIME P-256 and DKIM', port, { smime: 'P-256', dkim: true }),
  await ours('Koshin, S/MIME RSA-3072 and DKIM', port, { smime: 'RSA-3072', dkim: true }),
  await ours('Koshin, S/MIME P-256', port, { smime: 'P-256', dkim: false }),
  await ours('Koshin, DKIM', port, { smime: null, dkim: true }),
  await ours('Koshin, unsigned', port, { smime: null, dkim: false }),
  nodemailer("nodemailer's pool, unsigned", port, false),
  nodemailer("nodemailer's pool, DKIM", port, true),
];
const sides = all.filter(({ name }) => new RegExp(process.argv[4] ?? '').test(name));
try {
  for (const side of sides) await round(side, mails);
  for (const side of sides) side.byClock.length = side.byProcessor.length = 0;
  for (let i = 0; i < rounds; i++) for (const side of sides) await round(side, mails);
} finally {
  for (const side of all) await side.close();
  await sink.stop();
}

const rates = sides.map(({ name, ...side }) => ({
  name,
  clock: median(side.byClock),
  processor: median(side.byProcessor),
}));
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${mails} mails of ${text.length} characters, alternating, medians; ` +
    `${connections} connections, ${underWay} mails under way, sink: smtp-sink of Postfix`,
);
for (const { name, clock, processor } of rates) {
  console.log(`${name}: ${clock.toFixed(0)} mails/s, ${processor.toFixed(0)} per processor second`);
}
const rateOf = (name: string) => rates.find((one) => one.name === name);
const unsigned = rateOf("nodemailer's pool, unsigned");
for (const ours of rates.filter(({ name }) => name.startsWith('Koshin, S/MIME') || name === 'Koshin, DKIM')) {
  if (!unsigned) continue;
  const [clock, processor] = [ours.clock / unsigned.clock, ours.processor / unsigned.processor];
  console.log(
    `${ours.name}, against nodemailer's pool unsigned: ${clock.toFixed(2)} by the clock, ${processor.toFixed(2)} by processor (reach ${reach})`,
  );
}
