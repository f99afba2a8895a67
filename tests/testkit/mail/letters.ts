import { randomBytes } from 'node:crypto';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Letter } from '@koshin/service/ports/mailer.ts';

/** A letter of the bank `mihon`, with a Message-ID of its own. */
export function letterOf(differing: Partial<Letter>): Letter {
  return {
    messageId: `${randomBytes(16).toString('hex')}@bank.example`,
    date: parseInstant('2026-11-25T00:00:00Z'),
    bankId: 'mihon',
    to: 'user@customer.example',
    language: 'en',
    subject: 'Your certificate ends on 25 December 2026',
    text: 'Your certificate ends on 25 December 2026.\n',
    html: '<!doctype html><p>Your certificate ends on 25 December 2026.</p>',
    calendar: null,
    ...differing,
  };
}

/** The plainest message that says the same: text alone, from notices@bank.example. */
export async function composePlainly(letter: Letter): Promise<Uint8Array> {
  const header = [
    'From: notices@bank.example',
    `To: ${letter.to}`,
    `Subject: ${letter.subject}`,
    `Date: ${new Date(letter.date).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${letter.messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${letter.text.replaceAll('\n', '\r\n')}`);
}
