import { composeMessage } from '@koshin/service/adapters/mailer/compose/compose-message.ts';
import {
  address,
  sampleLetter,
  signingSender,
  signingWith,
} from '@koshin/service/adapters/mailer/compose/testing/sample-letter.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { type MailIdentity, mailIdentity, mailKeyKinds } from '../../testkit/mail/mail-identity.ts';
import { Folder, runSoundly } from '../pki/testkit/tools.ts';

const identities = mailKeyKinds.map((kind) => [kind, mailIdentity(kind, address)] as const);
afterAll(() => {
  for (const [, identity] of identities) identity[Symbol.dispose]();
});

/** Both parts of a `multipart/signed` (RFC 1847 2.1), parted by its grammar alone. */
function partsOf(message: Buffer): { readonly content: string; readonly signature: Buffer } {
  const text = message.toString('latin1');
  const boundary = /multipart\/signed;[^"]*"application\/pkcs7-signature"[^"]*boundary="([^"]+)"/.exec(text)?.[1];
  const [, content = '', signature = ''] = text.split(`--${boundary}\r\n`);
  return {
    content: content.replace(/\r\n$/, ''),
    signature: Buffer.from(signature.split('\r\n\r\n')[1] ?? '', 'base64'),
  };
}

/** What NSS, which Thunderbird verifies with, says of the signature. */
function statusByNss({ rootFile }: MailIdentity, { content, signature }: ReturnType<typeof partsOf>): string {
  using folder = new Folder();
  runSoundly('certutil', ['-N', '-d', folder.path, '--empty-password']);
  runSoundly('certutil', ['-A', '-d', folder.path, '-n', 'root', '-t', ',C,', '-a', '-i', rootFile]);
  const files = [
    '-i',
    folder.file('signature', signature),
    '-c',
    folder.file('content', Buffer.from(content, 'latin1')),
  ];
  const output = runSoundly('cmsutil', ['-D', '-d', folder.path, '-u', '4', '-h', '1', ...files]);
  return /signer0\.status=(\w+)/.exec(output)?.[1] ?? output;
}

describe.each(identities)('a mail signed with %s', (_, identity) => {
  it('is good to NSS as it is, and to nobody when it is another', async () => {
    const letter = sampleLetter('first-stage', 'ja');
    const parts = partsOf(await composeMessage(letter, signingSender(identity), signingWith(identity)));
    expect(statusByNss(identity, parts)).toBe('GoodSignature');
    const tampered = { ...parts, content: parts.content.replace('5L6L', '5L6M') };
    expect(tampered.content).not.toBe(parts.content);
    expect(statusByNss(identity, tampered)).toBe('DigestMismatch');
  });
});
