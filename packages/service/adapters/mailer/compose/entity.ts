import { hash } from 'node:crypto';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { Letter } from '../../../ports/mailer.ts';
import { type Charset, encodeText } from './charset.ts';

/** A MIME entity (RFC 2045 2.4): its header, an empty line, its body; lines end with CRLF, and the last one does. */
export type Entity = string;

/**
 * The letter's MIME entity: text and HTML as alternatives, the calendar beside them. All of it is ASCII on the way and no
 * line begins with `From ` (RFC 8551 3.1.3). The same letter always gives the same octets: boundaries come from its
 * Message-ID.
 */
export function buildEntity(letter: Letter, charset: Charset): Entity {
  const html = letter.html.replace('<meta charset="utf-8">', `<meta charset="${charset}">`);
  const words = multipart('alternative', boundaryOf(letter, 'Words'), [
    textPart('text/plain', letter.text, charset),
    textPart('text/html', html, charset),
  ]);
  if (letter.calendar === null) return words;
  const calendar = base64Part(
    ['text/calendar; charset=utf-8; method=PUBLISH', 'name=certificate-expiry.ics'],
    Buffer.from(letter.calendar),
    'certificate-expiry.ics',
  );
  return multipart('mixed', boundaryOf(letter, 'Mail'), [words, calendar]);
}

/** @param name what tells this boundary from the message's others */
export function boundaryOf({ messageId }: Letter, name: string): string {
  return `_Koshin-${hash('sha256', messageId).slice(0, 24)}-${name}`;
}

/** RFC 2046 5.1: the line break before a boundary belongs to the boundary. `parameters` come before that of the boundary. */
export function multipart(
  type: string,
  boundary: string,
  parts: readonly Entity[],
  parameters: readonly string[] = [],
): Entity {
  const field = ['multipart/'.concat(type), ...parameters, `boundary="${boundary}"`].join(';\r\n ');
  const bodies = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: ${field}\r\n\r\n${bodies}--${boundary}--\r\n`;
}

/** An attachment. @param type the media type, then its parameters */
export function base64Part(type: readonly string[], content: Buffer, filename: string): Entity {
  const fields = ['Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${filename}"`];
  return `Content-Type: ${type.join(';\r\n ')}\r\n${fields.join('\r\n')}\r\n\r\n${inBase64(content)}`;
}

function textPart(type: string, text: string, charset: Charset): Entity {
  const octets = encodeText(text.replaceAll('\n', '\r\n'), charset);
  const readable = charset === 'utf-8' && octets.length - text.length < text.length / 10 ? wrap(encode(octets)) : null;
  // Some servers write such a line as `>From`, and the signature would not fit any more (RFC 8551 3.1.3).
  const quoted = readable !== null && !/^From /m.test(readable) ? readable : null;
  const encoding = quoted === null ? 'base64' : 'quoted-printable';
  const fields = [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`];
  return `${fields.join('\r\n')}\r\n\r\n${quoted ?? inBase64(octets)}`;
}

function inBase64(octets: Buffer): string {
  const text = octets.toString('base64');
  let lines = '';
  for (let at = 0; at < text.length; at += 76) lines += `${text.slice(at, at + 76)}\r\n`;
  return lines;
}
