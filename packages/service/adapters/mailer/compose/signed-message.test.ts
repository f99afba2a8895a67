import { join } from 'node:path';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, run } from '../../../../../tests/conformance/pki/testkit/tools.ts';
import { type MailIdentity, mailIdentity, mailKeyKinds } from '../../../../../tests/testkit/mail/mail-identity.ts';
import { readMessage } from '../../../../../tests/testkit/mail/read-messages.ts';
import { kinds } from '../../../letters/testing/sample-facts.ts';
import type { Letter } from '../../../ports/mailer.ts';
import { fileSigner } from '../../file-signer/file-signer.ts';
import { nodeMathematics } from '../../node-mathematics/node-mathematics.ts';
import { composeMessage } from './compose-message.ts';
import type { MailSender } from './mail-sender.ts';
import { address, sampleCalendar, sampleLetter, signingSender, signingWith } from './testing/sample-letter.ts';

const identities = mailKeyKinds.map((kind) => [kind, mailIdentity(kind, address)] as const);
const [[, ecIdentity]] = identities as [(typeof identities)[number]];
afterAll(() => {
  for (const [, identity] of identities) identity[Symbol.dispose]();
});

const compose = (identity: MailIdentity, letter: Letter, sender: Partial<MailSender> = {}) =>
  composeMessage(letter, signingSender(identity, sender), signingWith(identity));

/** OpenSSL's judgement of a whole message. */
function verify(identity: MailIdentity, message: Uint8Array) {
  using folder = new Folder();
  const files = ['-in', folder.file('mail.eml', message), '-CAfile', identity.rootFile];
  return run('openssl', ['cms', '-verify', '-purpose', 'smimesign', ...files]);
}

describe.each(identities)('a mail signed with %s (RFC 8551 3.5.3)', (kind, identity) => {
  it.each(kinds.flatMap((each) => [[each, 'ja', 'iso-2022-jp'] as const, [each, 'en', 'utf-8'] as const]))(
    '%s (%s, %s) is accepted by OpenSSL',
    async (each, language, charset) => {
      const message = await compose(identity, sampleLetter(each, language), { charset });
      const { status, output } = verify(identity, message);
      expect(output).toContain('Verification successful');
      expect(status).toBe(0);
    },
  );

  it('is refused when anything of its content is another', async () => {
    const message = (await compose(identity, sampleLetter('revoked', 'en'))).toString('latin1');
    for (const [from, to] of [
      ['revoked the', 'revoked tho'],
      ['text/plain', 'text/other'],
      ['Notice number 31415926', 'Notice number 31415927'],
    ] as const) {
      expect(message).toContain(from);
      expect(verify(identity, Buffer.from(message.replace(from, to), 'latin1')).status).not.toBe(0);
    }
  });

  it('is read by who knows nothing of signatures', async () => {
    const letter = sampleLetter('renewed', 'ja', { calendar: sampleCalendar });
    const message = await compose(identity, letter);
    const read = readMessage(message);
    expect(read.defects).toEqual([]);
    expect(read.types).toEqual([
      'multipart/signed',
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/pkcs7-signature',
    ]);
    expect(read.text?.replaceAll('\r\n', '\n')).toBe(letter.text);
    expect(read.calendar).toBe(sampleCalendar);
    expect(read.filenames).toEqual(['certificate-expiry.ics', 'smime.p7s']);
    const micalg = kind === 'P-384' ? 'sha-384' : 'sha-256';
    expect(message.toString('latin1')).toContain(
      `protocol="application/pkcs7-signature";\r\n micalg=${micalg};\r\n boundary=`,
    );
  });

  it('is the same octets in every try, but for the value of an ECDSA signature', async () => {
    const letter = sampleLetter('renewed', 'ja');
    const [first, second] = [await compose(identity, letter), await compose(identity, letter)];
    const signedPart = (message: Buffer) => message.subarray(0, message.indexOf('smime.p7s'));
    expect(signedPart(second)).toEqual(signedPart(first));
    if (kind === 'RSA-3072') expect(second).toEqual(first);
  });
});

it.each(identities)('a key %s in an encrypted file signs mails, and OpenSSL accepts them', async (_, identity) => {
  const signer = fileSigner({ folder: join(identity.folder, 'keys'), passphrase: '鍵の合言葉' });
  const pkcs8 = new Uint8Array(identity.privateKey.export({ format: 'der', type: 'pkcs8' }));
  await signer.importKey({ keyName: 'mail-mihon', pkcs8 });
  const letter = sampleLetter('first-stage', 'ja', { calendar: sampleCalendar });
  const message = await composeMessage(letter, signingSender(identity), { signer, mathematics: nodeMathematics() });
  expect(verify(identity, message)).toMatchObject({ status: 0 });
});

describe('a mail that readers would take for a forgery is not made', () => {
  const letter = sampleLetter('renewed', 'ja');
  const refusal = (made: Promise<Buffer>) =>
    made.then(
      () => undefined,
      (error: unknown) => (error instanceof Refusal ? `${error.code} ${JSON.stringify(error)}` : error),
    );

  it('with a certificate for another address', async () => {
    const refused = await refusal(compose(ecIdentity, letter, { address: 'other@bank.example' }));
    expect(refused).toContain('signer-unavailable');
    expect(refused).toContain('expected a certificate for other@bank.example, got notice@bank.example');
  });

  it('with a certificate that has ended', async () => {
    const late = { ...letter, date: (letter.date + 40 * 86_400_000) as Letter['date'] };
    expect(await refusal(compose(ecIdentity, late))).toContain('validity: expected');
  });

  it('with the key of another certificate', async () => {
    using other = mailIdentity('P-256', address);
    const made = composeMessage(letter, signingSender(ecIdentity), signingWith(other));
    expect(await refusal(made)).toContain('its signature does not verify by the mail certificate');
  });

  it('with a key of another kind', async () => {
    using other = mailIdentity('RSA-3072', address);
    const made = composeMessage(letter, signingSender(ecIdentity), signingWith(other));
    expect(await refusal(made)).toContain('key: expected a key for sha256WithRSAEncryption, got a key for EC');
  });

  it('when the signer is away, and says so as the signer does', async () => {
    const means = signingWith(ecIdentity);
    const away = new Error('the token is not there');
    const made = composeMessage(letter, signingSender(ecIdentity), {
      ...means,
      signer: { ...means.signer, sign: () => Promise.reject(away) },
    });
    await expect(made).rejects.toBe(away);
  });

  it('and the root stays out of it, as readers have their own', async () => {
    using folder = new Folder();
    const message = await compose(ecIdentity, letter);
    const file = folder.file('mail.eml', message);
    const signature = folder.pathOf('sig.pem');
    run('openssl', ['smime', '-pk7out', '-in', file, '-out', signature]);
    const { output } = run('openssl', ['pkcs7', '-in', signature, '-print_certs', '-noout']);
    expect(output.match(/subject=/g)).toHaveLength(2);
    expect(output).not.toContain('subject=CN = Root of mail tests');
  });
});
