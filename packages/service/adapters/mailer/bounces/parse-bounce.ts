import PostalMime, { type Email } from 'postal-mime';
import { taggedIdOf } from '../senders.ts';
import { type BouncedRecipient, parseDeliveryStatus } from './delivery-status.ts';
import { NoBounce } from './no-bounce.ts';

/** What another server reports of a mail of ours (RFC 3464). Anybody can write one: only who got the mail knows its ids. */
export interface Bounce {
  /** The Message-ID of the mail, without angle brackets; null: the report returns nothing of it. */
  readonly messageId: string | null;
  /** The 32 hexadecimal digits in the address that it came to (see `envelopeSender`); null: none. */
  readonly tag: string | null;
  /** Who reports, as it calls itself; null: it does not say. */
  readonly reportingMta: string | null;
  /** One and more. */
  readonly recipients: readonly BouncedRecipient[];
}

/** A returned mail of ours has some ten thousand octets. */
export const mostOctets = 1_048_576;

const statusTypes = ['message/delivery-status', 'message/global-delivery-status'];
const returnedTypes = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];

/** Reads a report. Throws NoBounce for everything that is none, whatever the octets. */
export async function parseBounce(raw: Uint8Array): Promise<Bounce> {
  if (raw.length > mostOctets) throw new NoBounce(`it has ${raw.length} octets, more than ${mostOctets}`);
  const mail = await readMime(raw);
  const type = headerOf(mail, 'content-type')?.toLowerCase().split(';')[0]?.trim();
  if (type !== 'multipart/report') throw new NoBounce(`it is ${type ?? 'of no type'}, not multipart/report`);
  const status = partOf(mail, statusTypes);
  if (status === null) throw new NoBounce('it has no part of the type message/delivery-status');
  const returned = partOf(mail, returnedTypes);
  return {
    messageId: returned === null ? null : messageIdIn(returned),
    tag: tagIn(mail),
    ...parseDeliveryStatus(status),
  };
}

async function readMime(raw: Uint8Array): Promise<Email> {
  try {
    return await new PostalMime({
      // The returned mail is looked at for its Message-ID, nothing else.
      forceRfc822Attachments: true,
      maxNestingDepth: 8,
      maxHeadersSize: 65_536,
    }).parse(raw);
  } catch (error) {
    throw new NoBounce(`its MIME cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function headerOf({ headers }: Email, key: string): string | undefined {
  return headers.find((header) => header.key === key)?.value;
}

/** The first part of the type, as text; null: none. */
function partOf({ attachments }: Email, types: readonly string[]): string | null {
  const part = attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));
  if (!part) return null;
  return typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
}

function messageIdIn(returned: string): string | null {
  const header = returned.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return /^message-id[ \t]*:\s*<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253})>/im.exec(header)?.[1] ?? null;
}

function tagIn(mail: Email): string | null {
  // Who delivered it to us knows the address better than who wrote it.
  for (const key of ['delivered-to', 'x-original-to', 'envelope-to', 'to']) {
    for (const [address] of headerOf(mail, key)?.matchAll(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? []) {
      const tag = taggedIdOf(address);
      if (tag !== null) return tag;
    }
  }
  return null;
}
