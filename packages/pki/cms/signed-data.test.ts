import { createHash, generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { afterAll, describe, expect, it } from 'vitest';
import { Folder, run } from '../../../tests/conformance/pki/testkit/tools.ts';
import {
  type MailIdentity,
  type MailKeyKind,
  mailIdentity,
  mailKeyKinds,
} from '../../../tests/testkit/mail/mail-identity.ts';
import { readDer } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import type { SignableBytes } from '../signing/signable.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { hashOf } from '../x509/signature-algorithms.ts';
import { acceptMessage } from './accept-message.ts';
import type { MessageToSign } from './message-rules.ts';
import { encodeSignedData } from './signed-data.ts';

const address = 'notice@bank.example';
const identities = new Map<MailKeyKind, MailIdentity>(mailKeyKinds.map((kind) => [kind, mailIdentity(kind, address)]));
afterAll(() => {
  for (const identity of identities.values()) identity[Symbol.dispose]();
});
const identityOf = (kind: MailKeyKind): MailIdentity => {
  const identity = identities.get(kind);
  if (!identity) throw new Error(kind);
  return identity;
};

const content = Buffer.from('Content-Type: text/plain\r\n\r\n電子証明書\r\n');
/** An hour on, as some certificates are only made in the tests. */
const now = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000;
const digest = (identity: MailIdentity, of: Uint8Array) =>
  new Uint8Array(createHash(hashOf(identity.algorithm).replace('-', '')).update(of).digest());

function asked(identity: MailIdentity, differing: Partial<MessageToSign> = {}): MessageToSign {
  return {
    messageDigest: digest(identity, content),
    signingTime: now,
    signatureAlgorithm: identity.algorithm,
    signer: parseCertificate(identity.chain[0]),
    address,
    ...differing,
  };
}

function acceptedFor(identity: MailIdentity): SignableBytes<'signed-attributes'> {
  const accepted = acceptMessage(asked(identity));
  if (!accepted.accepted) throw new Error(JSON.stringify(accepted.findings));
  return accepted;
}

function messageOf(identity: MailIdentity, signature = identity.sign(acceptedFor(identity).bytes)) {
  const [leaf, issuer] = identity.chain;
  const signer = parseCertificate(leaf);
  return encodeSignedData({ accepted: acceptedFor(identity), signature, signer, others: [issuer, issuer] });
}

function verify(identity: MailIdentity, message: Uint8Array, of: Uint8Array = content) {
  using folder = new Folder();
  const files = ['-in', folder.file('m.p7s', message), '-content', folder.file('m', of), '-CAfile', identity.rootFile];
  return run('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', '-purpose', 'smimesign', ...files]);
}

describe.each(mailKeyKinds)('a message signed with %s (RFC 5652 5)', (kind) => {
  it('is accepted by OpenSSL, with its chain up to the root', () => {
    const { status, output } = verify(identityOf(kind), messageOf(identityOf(kind)));
    expect(output).toContain('CMS Verification successful');
    expect(status).toBe(0);
  });

  it('is refused with another content, another signature, or the signature of another key', () => {
    const identity = identityOf(kind);
    expect(verify(identity, messageOf(identity), Buffer.concat([content, Buffer.from(' ')])).status).not.toBe(0);
    const bytes = acceptedFor(identity).bytes;
    const other = Uint8Array.from(identity.sign(bytes), (octet, at) => (at === 20 ? octet ^ 1 : octet));
    expect(verify(identity, messageOf(identity, other)).status).not.toBe(0);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const strange = new Uint8Array(nodeSign('sha256', bytes, privateKey));
    expect(verify(identity, messageOf(identity, strange)).status).not.toBe(0);
  });

  it('says its content’s type, its digest and its time, signed, in the order of a DER SET OF (X.690 11.6)', () => {
    const identity = identityOf(kind);
    const signed = signedDataOf(messageOf(identity));
    const [info] = signed.signerInfos;
    const attributes = info?.signedAttrs?.attributes ?? [];
    expect(attributes.map(({ type }) => type)).toEqual([
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.5',
      '1.2.840.113549.1.9.4',
    ]);
    expect(attributes[1]?.values[0].toDate().getTime()).toBe(now);
    expect(Buffer.from(attributes[2]?.values[0].valueBlock.valueHexView)).toEqual(
      Buffer.from(digest(identity, content)),
    );
    expect(signed.encapContentInfo.eContent).toBeUndefined();
    expect(signed.signerInfos).toHaveLength(1);
  });

  it('names its algorithms as RFC 5754 wants them', () => {
    const [info] = signedDataOf(messageOf(identityOf(kind))).signerInfos;
    const sha = kind === 'P-384' ? '2.16.840.1.101.3.4.2.2' : '2.16.840.1.101.3.4.2.1';
    expect(info?.digestAlgorithm.algorithmId).toBe(sha);
    expect(info?.digestAlgorithm.algorithmParams).toBeUndefined();
    const signature = {
      'P-256': '1.2.840.10045.4.3.2',
      'P-384': '1.2.840.10045.4.3.3',
      'RSA-3072': '1.2.840.113549.1.1.1',
    };
    expect(info?.signatureAlgorithm.algorithmId).toBe(signature[kind]);
  });

  it('is DER all the way down and carries each certificate once', () => {
    const message = messageOf(identityOf(kind));
    readDer(message, 100_000, (reader) => readWellFormed(reader, 'ContentInfo'));
    expect(signedDataOf(message).certificates).toHaveLength(2);
  });
});

describe('what a mail key signs', () => {
  const identity = identityOf('P-256');
  const refusalsOf = (differing: Partial<MessageToSign>) => {
    const refusal = acceptMessage(asked(identity, differing));
    return refusal.accepted ? [] : refusal.findings.map(({ rule }) => rule);
  };
  const leafWith = (extensions: string) => parseCertificate(identity.withExtensions(extensions));
  const named = `subjectAltName=email:${address}\n`;

  it('is a SET, so that nobody can take it for a certificate, a CRL, an OCSP answer or a request', () => {
    expect(acceptedFor(identity).bytes[0]).toBe(0x31);
    expect(acceptedFor(identity)).toMatchObject({ kind: 'signed-attributes', signatureAlgorithm: 'ecdsa-with-SHA256' });
  });

  it.each<[string, Partial<MessageToSign>, string]>([
    ['a digest of another length', { messageDigest: new Uint8Array(20) }, 'digest'],
    ['a time before the certificate', { signingTime: now - 40 * 86_400_000 }, 'validity'],
    ['a time after the certificate', { signingTime: now + 31 * 86_400_000 }, 'validity'],
    ['another address', { address: 'notice2@bank.example' }, 'address'],
    ['the address in other letters before the @', { address: 'Notice@bank.example' }, 'address'],
    ['an algorithm of another kind of key', { signatureAlgorithm: 'sha256WithRSAEncryption' }, 'key'],
    ['a CA', { signer: parseCertificate(identity.chain[1]), address: 'x@y' }, 'end-entity'],
  ])('is refused: %s', (_, differing, rule) => {
    expect(refusalsOf(differing)).toContain(rule);
  });

  it.each([
    ['a certificate for TLS', `extendedKeyUsage=clientAuth\n${named}`, 'purpose'],
    ['a certificate for keys alone', `keyUsage=critical,keyEncipherment\n${named}`, 'key-usage'],
    ['a certificate for no address', 'keyUsage=critical,digitalSignature\n', 'address'],
  ])('is refused: %s', (_, extensions, rule) => {
    expect(refusalsOf({ signer: leafWith(extensions) })).toEqual([rule]);
  });

  it.each([
    ['says nothing of purposes', named],
    ['is for any purpose', `extendedKeyUsage=anyExtendedKeyUsage\n${named}`],
    ['is for non-repudiation', `keyUsage=critical,nonRepudiation\n${named}`],
    ['names two addresses', `subjectAltName=email:other@bank.example,email:${address}\n`],
    ['writes the domain in capitals', 'subjectAltName=email:notice@BANK.example\n'],
  ])('is accepted where the certificate %s', (_, extensions) => {
    expect(refusalsOf({ signer: leafWith(extensions) })).toEqual([]);
  });

  it('tells what was expected and what came', () => {
    const refusal = acceptMessage(asked(identity, { address: 'a@b.example' }));
    expect(refusal).toMatchObject({
      findings: [{ rule: 'address', source: 'RFC 8550 3', expected: 'a certificate for a@b.example', got: address }],
    });
  });
});

function signedDataOf(message: Uint8Array<ArrayBuffer>): pkijs.SignedData {
  const { result } = asn1js.fromBER(message.buffer);
  return new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: result }).content });
}
