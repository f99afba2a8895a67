import PostalMime from 'postal-mime';

/** A mail of an outbox, as its reader sees it. */
export interface OutboxMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  /** File names of what is attached, the signature among them. */
  readonly attached: readonly string[];
}

/** @param raw a message (RFC 5322), of our own making */
export async function readMail(raw: Uint8Array): Promise<OutboxMail> {
  const { from, to, subject, messageId, text, html, attachments } = await PostalMime.parse(raw);
  const named = (one: { name?: string | undefined; address?: string | undefined } | undefined) =>
    one?.name ? `${one.name} <${one.address}>` : (one?.address ?? '');
  return {
    from: named(from),
    to: (to ?? []).map(named).join(', '),
    subject: subject ?? '',
    messageId: messageId ?? '',
    text: text ?? '',
    html: html ?? '',
    attached: attachments.map(({ filename }) => filename ?? ''),
  };
}
