import type { Letter, Mailer } from '../../ports/mailer.ts';
import type { BankId } from '../../ports/register/records.ts';
import type { DkimKey } from './dkim/dkim-key.ts';

/** As whom a bank's mails go out. */
export interface Sender {
  /** One addr-spec, ASCII: what stands in From. */
  readonly address: string;
  /** Whether the composed mails carry an S/MIME signature; said on to who asks, nothing else follows from it. */
  readonly signed: boolean;
  /** Every one signs (RFC 6376); none: the mails go out without. */
  readonly dkim: readonly DkimKey[];
  /** Where bounces go to (the envelope's sender, RFC 5321 4.4); null: to `address`. */
  readonly bounces: { readonly address: string; readonly tagged: boolean } | null;
}

export type Senders = ReadonlyMap<BankId, Sender>;

/** Puts a letter into MIME: the raw message (RFC 5322), lines ending with CRLF, the same in every try. */
export type Compose = (letter: Letter) => Promise<Uint8Array>;

const addrSpec =
  /^(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;
const messageIdForm = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}$/;

/** The sender of a letter. Throws RangeError where the letter is not of its form or its bank has none. */
export function senderFor(senders: Senders, letter: Letter): Sender {
  const sender = senders.get(letter.bankId);
  if (!sender) throw new RangeError(`the bank ${letter.bankId} has no sender of mails`);
  if (!isAddress(letter.to)) throw new RangeError(`expected one addr-spec in ASCII, got ${JSON.stringify(letter.to)}`);
  if (!messageIdForm.test(letter.messageId)) {
    throw new RangeError(`expected a Message-ID like left@right, got ${JSON.stringify(letter.messageId)}`);
  }
  if (/[\r\n\0]/.test(letter.subject)) throw new RangeError('the subject of a letter is one line');
  return sender;
}

/** One addr-spec (RFC 5322 3.4.1) of ASCII without quoted strings, comments and address literals. */
export function isAddress(text: string): boolean {
  return addrSpec.test(text) && text.lastIndexOf('@') <= 64;
}

/** Lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** What stands left of the @. */
export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

/** `senderOf` of the port. */
export function senderOf(senders: Senders): Mailer['senderOf'] {
  return (bankId) => {
    const sender = senders.get(bankId);
    if (!sender) return null;
    return { address: sender.address, domain: domainOf(sender.address), signed: sender.signed };
  };
}

const mailId = /^[0-9a-f]{32}$/;

/**
 * The envelope's sender. Tagged it names the mail, `notices+<left of the Message-ID>@…`, so that a bounce can be told
 * even where the other side returns nothing of the message; that needs a Message-ID of 32 hexadecimal digits.
 */
export function envelopeSender({ address, bounces }: Sender, messageId: string): string {
  if (bounces === null) return address;
  const id = localPartOf(messageId);
  if (!bounces.tagged || !mailId.test(id)) return bounces.address;
  return `${localPartOf(bounces.address)}+${id}@${domainOf(bounces.address)}`;
}

/** The 32 hexadecimal digits that {@link envelopeSender} put into an address; null: none. */
export function taggedIdOf(address: string): string | null {
  const tag = localPartOf(address).split('+').at(-1) ?? '';
  return address.includes('+') && mailId.test(tag.toLowerCase()) ? tag.toLowerCase() : null;
}
