import type { Letter } from '../../../ports/mailer.ts';
import { charsetFor } from './charset.ts';
import { buildEntity } from './entity.ts';
import { phraseField, plainField, textField } from './header-fields.ts';
import type { MailSender, SigningMeans } from './mail-sender.ts';
import { requireForm } from './require-form.ts';
import { signEntity } from './sign-entity.ts';

/**
 * A letter as a message (RFC 5322): lines end with CRLF and are short, all of ASCII. The same letter from the same sender is
 * always the same octets, but for the value of the signature.
 *
 * Throws RangeError for a letter or a sender that is not of its form, before anything is signed, and refuses
 * `signer-unavailable` as `Signer` does and when the certificate is not one for this mail.
 */
export async function composeMessage(letter: Letter, sender: MailSender, means: SigningMeans): Promise<Buffer> {
  // 1. Nothing that could end a line of the header, or be read in two ways.
  requireForm(letter, sender);

  // 2. The content.
  const name = sender.name[letter.language];
  const charset = charsetFor(sender.charset, [name, letter.subject, letter.text, letter.html]);
  const entity = buildEntity(letter, charset);

  // 3. The signature around it.
  const { address, signing } = sender;
  const signed = signing === null ? entity : await signEntity(entity, letter, { address, signing }, means);

  // 4. The header.
  const header = [
    phraseField('From', name, address, charset),
    plainField('To', letter.to),
    textField('Subject', letter.subject, charset),
    plainField('Date', new Date(letter.date).toUTCString().replace('GMT', '+0000')),
    plainField('Message-ID', `<${letter.messageId}>`),
    // RFC 3834 5: whoever answers by himself does not answer this; Exchange wants it said in its own way.
    plainField('Auto-Submitted', 'auto-generated'),
    plainField('X-Auto-Response-Suppress', 'All'),
    phraseField('List-Id', name, `notices.${sender.domain}`, charset),
    plainField('Content-Language', letter.language),
    plainField('MIME-Version', '1.0'),
    '',
  ].join('\r\n');
  return Buffer.from(header + signed, 'latin1');
}
