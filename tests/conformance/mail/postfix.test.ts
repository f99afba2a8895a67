import { generateKeyPairSync } from 'node:crypto';
import type { Bounce } from '@koshin/service/adapters/mailer/bounces/parse-bounce.ts';
import { readBounces } from '@koshin/service/adapters/mailer/bounces/read-bounces.ts';
import { dkimKey, dkimRecord } from '@koshin/service/adapters/mailer/dkim/dkim-key.ts';
import { mailerTo, plainServer, sender } from '@koshin/service/adapters/mailer/testing/mailers.ts';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { letterOf } from '../../testkit/mail/letters.ts';
import { type Postfix, startPostfix } from '../../testkit/mail/postfix.ts';
import { throwawayCa } from '../../testkit/throwaway-ca.ts';

const ca = throwawayCa('CA of the mail server');
const users = Array.from({ length: 5 }, (_, i) => `user${i}@customer.example`);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const key = dkimKey({ domain: 'bank.example', selector: 'k', pem });
let postfix: Postfix;
let koshin: ReturnType<typeof mailerTo>;

beforeAll(async () => {
  postfix = await startPostfix({ addresses: [...users, 'bounces@bank.example'], identity: ca.server('localhost') });
  const bounces = { address: 'bounces@bank.example', tagged: true };
  koshin = mailerTo(postfix.port, {
    server: { ...plainServer(postfix.port), host: 'localhost', tls: 'starttls', ca: ca.certificate },
    senders: new Map([['mihon', { ...sender, dkim: [key], bounces }]]),
  });
});
afterAll(async () => {
  await koshin.mailer.close();
  ca.remove();
  await postfix.remove();
});

const arrivedAt = (address: string, count: number) =>
  vi.waitFor(
    () => {
      const mails = postfix.mailsOf(address);
      expect(mails, postfix.log()).toHaveLength(count);
      return mails;
    },
    { timeout: 20_000, interval: 100 },
  );

it('Postfix takes a mail over TLS and delivers it with a DKIM signature that still holds', async () => {
  const letter = letterOf({ to: 'user0@customer.example', text: 'One line.\n.\n..dots\n\n\n' });
  expect(await koshin.mailer.send(letter)).toMatchObject({
    kind: 'accepted',
    answer: expect.stringMatching(/^250 2\.0\.0 Ok: queued as /),
  });
  const [raw] = await arrivedAt(letter.to, 1);
  const text = String(raw);
  expect(text).toContain(`Message-ID: <${letter.messageId}>`);
  expect(text).toContain('with ESMTPS');
  expect(text.endsWith('\n\nOne line.\n.\n..dots\n\n\n')).toBe(true);
  const inTransit = Buffer.from(
    text.replace(/^(?:Return-Path|Delivered-To|X-Original-To):.*\n/gm, '').replaceAll('\n', '\r\n'),
  );
  const { results } = await dkimVerify(inTransit, { resolver: async () => [[dkimRecord(key)]] });
  expect(results.map(({ status }) => status.result)).toEqual(['pass']);
});

it('Postfix’s refusals are told apart: a recipient, the size, and what speaks of us', async () => {
  const send = (differing: Parameters<typeof letterOf>[0]) => koshin.mailer.send(letterOf(differing));
  expect(await send({ to: 'nobody@customer.example' })).toMatchObject({ kind: 'refused', answer: /^550 5\.1\.1 / });
  const tooBig = `${'x'.repeat(76)}\n`.repeat(20_000);
  expect(await send({ to: 'user1@customer.example', text: tooBig })).toMatchObject({ kind: 'refused' });
  expect(await send({ to: 'user@elsewhere.example' })).toMatchObject({
    kind: 'deferred',
    answer: /^454 4\.7\.1 .*Relay access denied/,
  });
});

it('every one of many mails at the same time is there once', async () => {
  const letters = Array.from({ length: 40 }, (_, i) => letterOf({ to: `user${2 + (i % 3)}@customer.example` }));
  const outcomes = await Promise.all(letters.map((letter) => koshin.mailer.send(letter)));
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  const boxes = await Promise.all([14, 13, 13].map((count, i) => arrivedAt(`user${2 + i}@customer.example`, count)));
  const all = boxes.flat().map(String);
  for (const { messageId } of letters) expect(all.filter((text) => text.includes(messageId))).toHaveLength(1);
});

it('what Postfix returns is read as a bounce of this mail', async () => {
  const letter = letterOf({ to: 'user@gone.example' });
  expect((await koshin.mailer.send(letter)).kind).toBe('accepted');
  await arrivedAt('bounces@bank.example', 1);
  const taken: Bounce[] = [];
  const read = () =>
    readBounces({
      folder: postfix.maildirOf('bounces@bank.example'),
      takeIn: async (bounce) => void taken.push(bounce),
      log: { warn: (detail) => expect(detail).toBe(null), error: (detail) => expect(detail).toBe(null) },
    });
  expect([await read(), await read()]).toEqual([1, 0]);
  expect(taken).toEqual([
    {
      messageId: letter.messageId,
      tag: letter.messageId.split('@')[0],
      reportingMta: 'mx.koshin.test',
      recipients: [
        {
          address: 'user@gone.example',
          action: 'failed',
          status: '5.1.1',
          diagnostic: 'user unknown',
        },
      ],
    },
  ]);
});
