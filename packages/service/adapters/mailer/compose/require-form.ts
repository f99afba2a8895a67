import { isMailAddress } from '@koshin/lifecycle/notices/mail-address.ts';
import type { Letter } from '../../../ports/mailer.ts';
import type { MailSender } from './mail-sender.ts';

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const domainForm = new RegExp(`^${atom}(\\.${atom})*$`);

/**
 * Throws RangeError for whatever could end a line of the header, name a second recipient, or stand in the message as
 * something that nobody reads alike (RFC 5322 3.4.1, 3.6.4). Nothing is repaired: a letter that is not of its form was
 * made by a fault of ours.
 */
export function requireForm(letter: Letter, sender: MailSender): void {
  requireAddress('recipient', letter.to);
  requireAddress('sender', sender.address);
  requireAddress('Message-ID', letter.messageId);
  if (!domainForm.test(sender.domain)) throw refuse('a domain', sender.domain);
  for (const line of [letter.subject, ...Object.values(sender.name)]) {
    if (line === '' || hasControls(line)) throw refuse('one line of text', line);
  }
  for (const text of [letter.text, letter.html]) {
    if (hasControls(text.replaceAll('\n', ''))) throw refuse('lines of text that end with LF', text);
  }
  if (letter.calendar !== null && hasControls(letter.calendar.replaceAll('\r\n', ''))) {
    throw refuse('a calendar in lines that end with CRLF', letter.calendar);
  }
}

function requireAddress(what: string, address: string): void {
  if (!isMailAddress(address)) throw refuse(`a ${what} like left@right in ASCII`, address);
}

/** Controls, line and paragraph separators, halves of surrogate pairs. */
function hasControls(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || !text.isWellFormed();
}

/** Of the content nothing is said but its length: the message may stand in a log. */
function refuse(expected: string, got: string): RangeError {
  return new RangeError(`expected ${expected}, got ${got.length} characters that are none`);
}
