import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { dkimKey } from '@koshin/service/adapters/mailer/dkim/dkim-key.ts';
import type { Compose } from '@koshin/service/adapters/mailer/senders.ts';
import { smtpLimits } from '@koshin/service/adapters/mailer/smtp/server-settings.ts';
import { smtpMailer } from '@koshin/service/adapters/mailer/smtp/smtp-mailer.ts';
import { plainServer, sender } from '@koshin/service/adapters/mailer/testing/mailers.ts';
import { createTransport } from 'nodemailer';
import { composePlainly, letterOf } from '../tests/testkit/mail/letters.ts';
import { freePort } from '../tests/testkit/network/free-port.ts';
import { median, processorSeconds } from './measuring/rates.ts';
import { startPeer } from './peers/peer-server.ts';

/**
 * Mails per second to a sink of loopback, signed by DKIM (RSA-2048), against nodemailer's pool that signs nothing and
 * nodemailer's that signs by DKIM: by the clock, and per second of this process's processor time. All with the same number
 * of connections, in turns; the sink is Postfix's own smtp-sink, in a process of its own.
 * Needs Debian's postfix.
 *
 *   node bench/mail-to-sink.ts [rounds] [mails per round]
 */

const reach = 1.5;
const connections = 5;
const underWay = 40;

/** How letters become messages: text alone, as of now. */
const compose: Compose = composePlainly;

const text = `${'お客様の電子証明書は 2026年12月31日に有効期限を迎えます。'.repeat(2)}\n`.repeat(20);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

interface Side {
  readonly name: string;
  readonly send: (to: string) => Promise<unknown>;
  readonly close: () => unknown;
  readonly byClock: number[];
  readonly byProcessor: number[];
}

function ours(name: string, port: number, signs: boolean): Side {
  const dkim = signs ? [dkimKey({ domain: 'bank.example', selector: 'k', pem })] : [];
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
    compose,
    log: { warn: console.warn, error: console.error },
  });
  const send = async (to: string) => {
    const outcome = await mailer.send(letterOf({ to, text }));
    if (outcome.kind !== 'accepted') throw new Error(`a mail was ${outcome.kind}: ${outcome.answer}`);
  };
  return { name, send, close: () => mailer.close(), byClock: [], byProcessor: [] };
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
      from: 'notices@bank.example',
      to,
      subject: 'Your certificate ends on 25 December 2026',
      text,
      messageId: `<${randomBytes(16).toString('hex')}@bank.example>`,
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
const sides = [
  ours('Koshin, DKIM', port, true),
  ours('Koshin, unsigned', port, false),
  nodemailer("nodemailer's pool, unsigned", port, false),
  nodemailer("nodemailer's pool, DKIM", port, true),
];
try {
  for (const side of sides) await round(side, mails);
  for (const side of sides) side.byClock.length = side.byProcessor.length = 0;
  for (let i = 0; i < rounds; i++) for (const side of sides) await round(side, mails);
} finally {
  for (const side of sides) await side.close();
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
const [signed, , unsigned, theirs] = rates;
if (signed && unsigned && theirs) {
  const against = (other: typeof signed) =>
    `${(signed.clock / other.clock).toFixed(2)} by the clock, ${(signed.processor / other.processor).toFixed(2)} by processor`;
  console.log(`ours signed against nodemailer's pool unsigned: ${against(unsigned)} (reach ${reach})`);
  console.log(`ours signed against nodemailer's pool signed: ${against(theirs)}`);
}
