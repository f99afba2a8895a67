import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { describe, expect, it } from 'vitest';
import { letterOf } from '../../../tests/testkit/mail/letters.ts';
import type { Mailer } from './mailer.ts';

/** A mailer in which the bank of `letterOf` sends as notices@bank.example, and what has come out of it. */
interface MailerOfTest {
  readonly mailer: Mailer;
  /** Raw messages that are there for good by now, in any order. */
  readonly arrived: () => Promise<readonly Uint8Array[]>;
}

const textOf = (raw: Uint8Array) => Buffer.from(raw).toString('utf8');

/** Claims about every way by which letters leave. `open` gives an empty one of the test's own. */
export function mailerContract(name: string, open: () => Promise<MailerOfTest>): void {
  describe(name, () => {
    it('has taken over what it accepts, with everything that it says', async () => {
      const { mailer, arrived } = await open();
      const letter = letterOf({ subject: 'About your certificate', text: 'first line\n.second line\n' });
      expect(await mailer.send(letter)).toMatchObject({ kind: 'accepted', answer: expect.any(String) });
      const [raw, ...more] = await arrived();
      expect(more).toEqual([]);
      const text = textOf(raw ?? new Uint8Array());
      expect(text).toContain(`Message-ID: <${letter.messageId}>\r\n`);
      expect(text).toContain('From: notices@bank.example\r\n');
      expect(text).toContain(`To: ${letter.to}\r\n`);
      expect(text).toContain('Subject: About your certificate\r\n');
      expect(text).toContain('first line\r\n.second line\r\n');
    });

    it('takes any number of letters at the same time, each once and to its own address', async () => {
      const { mailer, arrived } = await open();
      const letters = Array.from({ length: 30 }, (_, i) => letterOf({ to: `user${i}@customer${i % 3}.example` }));
      const outcomes = await Promise.all(letters.map((letter) => mailer.send(letter)));
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
      const all = (await arrived()).map(textOf);
      expect(all).toHaveLength(letters.length);
      for (const { messageId, to } of letters) {
        expect(all.filter((text) => text.includes(`<${messageId}>`) && text.includes(`To: ${to}\r\n`))).toHaveLength(1);
      }
    });

    it('says the same in every try of a letter', async () => {
      const { mailer, arrived } = await open();
      const letter = letterOf({ date: parseInstant('2026-12-01T00:00:00Z') });
      for (const _ of [1, 2]) expect((await mailer.send(letter)).kind).toBe('accepted');
      // A folder keeps one of them.
      const [one, other = one] = (await arrived()).map(textOf);
      expect(one).toContain(`<${letter.messageId}>`);
      expect(other).toBe(one);
    });

    it.each([
      ['a bank that has no sender', { bankId: 'other' }],
      ['an address with a line break', { to: 'a@customer.example\r\nBcc: b@customer.example' }],
      ['two addresses', { to: 'a@customer.example, b@customer.example' }],
      ['an address that is not ASCII', { to: '顧客@customer.example' }],
      ['no address', { to: '' }],
      ['an address in angle brackets', { to: '<a@customer.example>' }],
      ['a Message-ID in angle brackets', { messageId: '<a@bank.example>' }],
      ['a Message-ID with a path', { messageId: '../a@bank.example' }],
      ['a subject of two lines', { subject: 'a\r\nBcc: b@customer.example' }],
    ] as const)('throws RangeError for %s, and sends nothing', async (_what, wrong) => {
      const { mailer, arrived } = await open();
      await expect(mailer.send(letterOf(wrong))).rejects.toThrow(RangeError);
      expect(await arrived()).toEqual([]);
    });

    it('says who the sender of a bank is', async () => {
      const { mailer } = await open();
      const { bankId } = letterOf({});
      expect(mailer.senderOf(bankId)).toEqual({
        address: 'notices@bank.example',
        domain: 'bank.example',
        signed: false,
      });
      expect(mailer.senderOf(letterOf({ bankId: 'other' }).bankId)).toBeNull();
    });

    it('finishes what is under way before it is closed, and takes nothing after that', async () => {
      const { mailer, arrived } = await open();
      const sending = mailer.send(letterOf({}));
      await mailer.close();
      const { kind } = await sending;
      expect(['accepted', 'deferred']).toContain(kind);
      expect(await arrived()).toHaveLength(kind === 'accepted' ? 1 : 0);
      expect((await mailer.send(letterOf({}))).kind).toBe('deferred');
    });
  });
}
