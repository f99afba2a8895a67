import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../../../ports/mailer.ts';
import { type Charset, encodeText } from './charset.ts';

/**
 * The letter's MIME entity (RFC 2045): text and HTML as alternatives, the calendar beside them; its own `Content-` fields
 * and nothing else in its header. Everything is 7bit on the way (RFC 8551 3.1.3), no line begins with `From `, and the same
 * letter always gives the same octets: boundaries come from its Message-ID.
 */
export async function buildEntity(letter: Letter, charset: Charset): Promise<Buffer> {
  const built = await composed(letter, charset, 'quoted-printable');
  // Some servers write such a line as `>From`, and the signature would not fit any more (RFC 8551 3.1.3).
  return /^From /m.test(built.toString('latin1')) ? await composed(letter, charset, 'base64') : built;
}

type Encoding = 'quoted-printable' | 'base64';

async function composed(letter: Letter, charset: Charset, forLatin: Encoding): Promise<Buffer> {
  const part = (type: string, text: string) => {
    const content = encodeText(text.replaceAll('\n', '\r\n'), charset);
    return {
      contentType: `${type}; charset=${charset}`,
      content,
      contentTransferEncoding: mostlyAscii(content) && charset === 'utf-8' ? forLatin : ('base64' as const),
    };
  };
  const built = await new MailComposer({
    alternatives: [
      part('text/plain', letter.text),
      part('text/html', letter.html.replace('<meta charset="utf-8">', `<meta charset="${charset}">`)),
    ],
    attachments:
      letter.calendar === null
        ? []
        : [
            {
              contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
              filename: 'certificate-expiry.ics',
              content: Buffer.from(letter.calendar),
            },
          ],
    baseBoundary: boundarySeed(letter.messageId),
    boundaryPrefix: '--_Koshin',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return withContentFieldsOnly(built);
}

/** What stands in every boundary of a message. */
export function boundarySeed(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 24);
}

/** Where most octets mean themselves, quoted-printable stays readable and short. */
function mostlyAscii(octets: Buffer): boolean {
  return octets.filter((octet) => octet >= 0x80).length * 6 < octets.length;
}

/** nodemailer writes whole messages, with Date and Message-ID. */
function withContentFieldsOnly(message: Buffer): Buffer {
  const end = message.indexOf('\r\n\r\n');
  const fields = message
    .subarray(0, end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/);
  const ours = fields.filter((field) => /^content-/i.test(field)).join('\r\n');
  return Buffer.concat([Buffer.from(ours, 'latin1'), message.subarray(end)]);
}
