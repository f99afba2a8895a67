import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { composePlainly, letterOf } from '../../../../../tests/testkit/mail/letters.ts';
import { type DkimKey, dkimKey, dkimRecord } from './dkim-key.ts';
import { signMessage } from './sign-message.ts';

const pemOf = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }));
const rsa = pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const ed25519 = pemOf(generateKeyPairSync('ed25519').privateKey);
const rsaKey = dkimKey({ domain: 'bank.example', selector: 'rsa', pem: rsa });
const edKey = dkimKey({ domain: 'bank.example', selector: 'ed', pem: ed25519 });

/** What mailauth, which is another's, says of each signature, with the records of the keys in a DNS of the test's own. */
async function verdictsOn(raw: Uint8Array, keys: readonly DkimKey[] = [rsaKey, edKey]): Promise<readonly string[]> {
  const records = new Map(keys.map((key) => [`${key.selector}._domainkey.${key.domain}`, dkimRecord(key)]));
  const resolver = async (name: string) => {
    const record = records.get(name);
    if (record === undefined) throw Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' });
    return [[record]];
  };
  const { results } = await dkimVerify(Buffer.from(raw), { resolver });
  return results.map(({ status, algo }) => `${algo} ${status.result}`);
}

const letter = { subject: 'About  your\tcertificate ', text: 'Two  spaces,\ttab \n\n.dot\n日本語\n\n\n' };
const message = await composePlainly(letterOf(letter));
const asText = (raw: Uint8Array) => Buffer.from(raw).toString('latin1');
const asBytes = (text: string) => Buffer.from(text, 'latin1');

describe('a signed message', () => {
  it('is verified by mailauth, each signature of it', async () => {
    const signed = signMessage(message, [rsaKey, edKey]);
    expect((await verdictsOn(signed)).toSorted()).toEqual(['ed25519-sha256 pass', 'rsa-sha256 pass']);
    expect(asText(signed).endsWith(asText(message))).toBe(true);
  });

  it.each([
    ['an empty body', 'From: a@bank.example\r\n\r\n'],
    ['a body of empty lines', 'From: a@bank.example\r\n\r\n\r\n\r\n'],
    ['a body that does not end a line', 'From: a@bank.example\r\n\r\nend'],
    ['blanks at its end', 'From: a@bank.example\r\n\r\nend \t '],
    ['a line of blanks alone', 'From: a@bank.example\r\n\r\na\r\n \t \r\nb\r\n \r\n'],
    ['folded fields', 'From: a@bank.example\r\nSubject: a\r\n b\r\n\tc\r\nX: y\r\n\r\nb\r\n'],
    ['fields in any case and blanks before the colon', 'FROM : a@bank.example\r\nsubject:x\r\n\r\nb\r\n'],
    ['several fields of a name', 'Received: a\r\nTo: a\r\nFrom: a@bank.example\r\nTo: b\r\n\r\nb\r\n'],
  ])('is verified with %s', async (_what, text) => {
    const signed = signMessage(asBytes(text), [rsaKey]);
    expect(await verdictsOn(signed)).toEqual(['rsa-sha256 pass']);
  });

  it('is not verified after a word, the subject or the sender was changed', async () => {
    const signed = asText(signMessage(message, [rsaKey, edKey]));
    for (const [from, to] of [
      ['Two', 'Too'],
      ['About', 'Above'],
      ['From: notices@', 'From: fraud@'],
    ] as const) {
      const changed = signed.replace(from, to);
      expect(changed).not.toBe(signed);
      for (const verdict of await verdictsOn(asBytes(changed))) expect(verdict).not.toContain('pass');
    }
  });

  it.each(['From: fraud@other.example', 'Subject: Urgent', 'Reply-To: fraud@other.example', 'To: x@other.example'])(
    'is not verified after %j was put in front (RFC 6376 8.15)',
    async (field) => {
      const signed = asText(signMessage(message, [rsaKey]));
      const verdicts = await verdictsOn(asBytes(`${field}\r\n${signed}`));
      expect(verdicts).toHaveLength(1);
      expect(verdicts[0]).not.toContain('pass');
    },
  );

  it('is still verified after a server put its trace in front and changed blanks', async () => {
    const signed = asText(signMessage(message, [rsaKey]));
    const passed = `Received: from a by b; now\r\n${signed.replace('Subject: About  your\t', 'Subject:  About your ')}`;
    expect(await verdictsOn(asBytes(passed))).toEqual(['rsa-sha256 pass']);
  });

  it('is the same in every try', async () => {
    const [one, other] = [signMessage(message, [rsaKey, edKey]), signMessage(message, [rsaKey, edKey])];
    expect(asText(one)).toBe(asText(other));
  });

  it('has no line longer than 78 characters in its signatures (RFC 5322 2.1.1)', async () => {
    const text = asText(signMessage(message, [rsaKey, edKey]));
    for (const line of text.slice(0, text.indexOf('From:')).split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });
});

describe('what is not signed', () => {
  it.each([
    ['lines that end with LF alone', 'From: a@bank.example\n\nbody\n'],
    ['a CR alone', 'From: a@bank.example\r\n\r\na\rb\r\n'],
    ['no empty line', 'From: a@bank.example\r\n'],
    ['a header line that is no field', 'From: a@bank.example\r\nnonsense\r\n\r\nb\r\n'],
    ['no From', 'To: a@bank.example\r\n\r\nb\r\n'],
    ['two Froms', 'From: a@bank.example\r\nFrom: b@bank.example\r\n\r\nb\r\n'],
  ])('is a message with %s', async (_what, text) => {
    expect(() => signMessage(asBytes(text), [rsaKey])).toThrow(RangeError);
  });
});

describe('a DKIM key', () => {
  it.each([
    ['RSA of 1,024 bits', pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey), 'rsa of 1024 bits'],
    ['P-256', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey), 'got ec'],
    ['no key', 'nonsense', 'rsa._domainkey.bank.example is no unencrypted private key'],
  ])('is not %s', (_what, text, why) => {
    expect(() => dkimKey({ domain: 'bank.example', selector: 'rsa', pem: text })).toThrow(why);
  });

  it('has a record for DNS, p= as RFC 6376 and RFC 8463 have it', () => {
    expect(dkimRecord(rsaKey)).toMatch(/^v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A[\w+/]+=*$/);
    expect(dkimRecord(edKey)).toMatch(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/);
  });
});
