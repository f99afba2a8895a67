import { createHash, sign } from 'node:crypto';
import { relaxedBody, relaxedField, splitMessage } from './canonical.ts';
import type { DkimKey } from './dkim-key.ts';

/** Signed once more often than they are there: nobody can put another one in front unseen (RFC 6376 8.15). */
const sealed = ['from', 'to', 'cc', 'reply-to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];
/** Signed where they are there. */
const kept = ['sender', 'content-transfer-encoding', 'auto-submitted', 'content-language', 'list-id'];

/**
 * Puts one DKIM-Signature (RFC 6376, relaxed/relaxed, SHA-256) for each key in front of the message. Without the time of
 * signing, so it is the same in every try.
 * Throws RangeError for a message that `splitMessage` refuses, or that has not exactly one From.
 */
export function signMessage(raw: Uint8Array, keys: readonly DkimKey[]): Uint8Array {
  // 1. What is signed of the message, the same for every key. Of several fields of a name the last comes first
  //    (RFC 6376 5.4.2); what is not there counts as nothing.
  const { fields, body } = splitMessage(raw);
  const bodyHash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  const byName = Map.groupBy(fields.toReversed(), ({ name }) => name);
  const fieldsOf = (name: string) => byName.get(name) ?? [];
  if (fieldsOf('from').length !== 1) throw new RangeError('expected a message with exactly one From');
  const header = [...sealed, ...kept].flatMap(fieldsOf).map((field) => `${relaxedField(field)}\r\n`);

  // 2. Their names, as the signature lists them.
  const names = [
    ...sealed.flatMap((name) => [...fieldsOf(name).map(() => name), name]),
    ...kept.flatMap((name) => fieldsOf(name).map(() => name)),
  ];

  // 3. One signature for each key.
  const signatures = keys.map((key) => signatureField({ key, header: header.join(''), names, bodyHash }));
  return Buffer.concat([Buffer.from(signatures.join(''), 'latin1'), raw]);
}

interface ToSign {
  readonly key: DkimKey;
  readonly header: string;
  readonly names: readonly string[];
  readonly bodyHash: string;
}

function signatureField({ key: { domain, selector, key }, header, names, bodyHash }: ToSign): string {
  const isRsa = key.asymmetricKeyType === 'rsa';
  const tags = [
    `v=1; a=${isRsa ? 'rsa' : 'ed25519'}-sha256; c=relaxed/relaxed`,
    ` d=${domain}; s=${selector}`,
    ` h=${names.join(':').replace(/(.{1,70}):/g, '$1:\r\n  ')}`,
    ` bh=${bodyHash}`,
    ' b=',
  ];
  const text = `DKIM-Signature: ${tags.join(';\r\n')}`;
  const signed = Buffer.from(header + relaxedField({ name: 'dkim-signature', text }), 'latin1');
  // Ed25519 signs the digest (RFC 8463 3), RSA digests by itself.
  const value = isRsa ? sign('sha256', signed, key) : sign(null, createHash('sha256').update(signed).digest(), key);
  return `${text}${value
    .toString('base64')
    .replace(/.{1,70}/g, '$&\r\n  ')
    .trimEnd()}\r\n`;
}
