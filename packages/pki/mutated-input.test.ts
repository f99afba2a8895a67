import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fullProfile,
  makeClient,
  makeIssuingCa,
  makeRoot,
  makeTlsServer,
} from '../../tests/conformance/pki/testkit/certificates.ts';
import { entryOfEachReason, makeCrl, pointOfTests } from '../../tests/conformance/pki/testkit/crls.ts';
import { keyOf } from '../../tests/conformance/pki/testkit/keys.ts';
import { mutate, mutation } from '../../tests/conformance/pki/testkit/mutations.ts';
import { sign } from '../../tests/conformance/pki/testkit/node-mathematics.ts';
import { makeRequest, makeRequestWithAttributes } from '../../tests/conformance/pki/testkit/requests.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../../tests/testkit/ocsp/requests.ts';
import { volume } from '../../tests/testkit/volume.ts';
import { parseCertificateList } from './crl/certificate-list.ts';
import { DerError } from './der/error.ts';
import { encodeOid, oids } from './der/oids.ts';
import { readDer } from './der/reader.ts';
import { readWellFormed } from './der/well-formed.ts';
import { bitString, constructed, encode, nullValue, octetString, sequence, smallInteger } from './der/writer.ts';
import { parseOcspRequest } from './ocsp/request.ts';
import { buildResponseData, parseResponseData } from './ocsp/response-data.ts';
import { encodePem, parsePem } from './pem/pem.ts';
import { parseEncryptedPrivateKey } from './pkcs8/encrypted-private-key.ts';
import { parseSealedPrivateKey } from './pkcs8/sealed-private-key.ts';
import { parseCertificationRequest } from './pkcs10/request.ts';
import { parsePkcs12, parseSafeContents } from './pkcs12/parse-file.ts';
import {
  encodeCertificateBag,
  encodeData,
  encodeEncryptedData,
  encodeKeyBag,
  encodeSafeContents,
} from './pkcs12/safes.ts';
import { parseCertificate } from './x509/certificate.ts';
import { parseEcdsaSignature } from './x509/ecdsa-signature.ts';
import { judgeKey } from './x509/key-strength.ts';
import { lintToBeSigned } from './x509/lint/lint-to-be-signed.ts';
import { encodeName, parseName } from './x509/name.ts';
import { parsePublicKey } from './x509/public-key.ts';
import { encodeSignatureAlgorithm, parseSignatureAlgorithm } from './x509/signature-algorithms.ts';
import { parseToBeSigned } from './x509/to-be-signed.ts';

const root = makeRoot(keyOf('RSA-3072', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-384', 'issuer'));
const client = makeClient(issuer, keyOf('P-256'));
const fullClient = makeClient(issuer, keyOf('P-256', 'full'), fullProfile);
const server = makeTlsServer(issuer, keyOf('RSA-2048'));
const certificates = [root.certificate, issuer.certificate, client, fullClient, server];

function encryptedKey(): Uint8Array {
  const prf = sequence(encodeOid(oids.hmacWithSha256), nullValue);
  const derivation = sequence(octetString(new Uint8Array(16)), smallInteger(600_000), smallInteger(32), prf);
  const scheme = sequence(encodeOid(oids.aes256Cbc), octetString(new Uint8Array(16)));
  const parameters = sequence(sequence(encodeOid(oids.pbkdf2), derivation), scheme);
  return encode(sequence(sequence(encodeOid(oids.pbes2), parameters), octetString(new Uint8Array(64))));
}

const question = certIdOf(issuer.certificate, client.serialNumber);
const nonce = nonceExtension(new Uint8Array(32));
const requestorName = [constructed(4, encodeName({ commonName: 'asking' }))];
const signature = [sequence(encodeSignatureAlgorithm('ecdsa-with-SHA256'), bitString(new Uint8Array(8)))];
const requests = [
  ocspRequest([question]),
  ocspRequest([certIdOf(issuer.certificate, '01', { digest: 'sha256', parameters: [] })], { extensions: [nonce] }),
  ocspRequest([question, question], { requestorName, signature, single: [nonce] }),
];

function responseData(): Uint8Array {
  const [certId] = parseOcspRequest(ocspRequest([question])).certIds;
  if (!certId) throw new Error('a request has one');
  const times = { thisUpdate: 0, nextUpdate: 1_000 };
  const responses = [
    { certId, status: { kind: 'good' }, ...times },
    { certId, status: { kind: 'unknown' }, ...times },
    { certId, status: { kind: 'revoked', at: 0, reason: 4 }, ...times },
  ] as const;
  return buildResponseData({
    responderKeyHash: new Uint8Array(20),
    producedAt: 0,
    responses,
    nonce: new Uint8Array(9),
  });
}

function sealedKey(): Uint8Array {
  const numbers = [2 ** 17, 8, 1, 32].map(smallInteger);
  const derivation = sequence(encodeOid(oids.scrypt), sequence(octetString(new Uint8Array(16)), ...numbers));
  const gcm = sequence(octetString(new Uint8Array(12)), smallInteger(16));
  const parameters = sequence(derivation, sequence(encodeOid(oids.aes256Gcm), gcm));
  return encode(sequence(sequence(encodeOid(oids.pbes2), parameters), octetString(new Uint8Array(64))));
}

const labels = { friendlyName: '青空', localKeyId: new Uint8Array(4) };
const bags = encodeSafeContents([encodeKeyBag(encryptedKey(), labels), encodeCertificateBag(client.der, labels)]);

function pkcs12(): Uint8Array {
  const prf = sequence(encodeOid(oids.hmacWithSha256), nullValue);
  const derivation = sequence(octetString(new Uint8Array(16)), smallInteger(600_000), prf);
  const scheme = sequence(encodeOid(oids.aes256Cbc), octetString(new Uint8Array(16)));
  const algorithm = sequence(encodeOid(oids.pbes2), sequence(sequence(encodeOid(oids.pbkdf2), derivation), scheme));
  const safes = encode(sequence(encodeEncryptedData(algorithm, new Uint8Array(64)), encodeData(bags)));
  const digestInfo = sequence(sequence(encodeOid(oids.sha256), nullValue), octetString(new Uint8Array(32)));
  const mac = sequence(digestInfo, octetString(new Uint8Array(8)), smallInteger(2048));
  return encode(sequence(smallInteger(3), encodeData(safes), mac));
}

interface Parser {
  readonly name: string;
  /** Throws for what it refuses; gives the octets it read, where the value has them. */
  readonly parse: (octets: Uint8Array) => Uint8Array | undefined;
  readonly sound: readonly Uint8Array[];
}

const parsers: readonly Parser[] = [
  { name: 'parseCertificate', parse: (octets) => parseCertificate(octets).der, sound: certificates.map((c) => c.der) },
  { name: 'parseToBeSigned', parse: (octets) => parseToBeSigned(octets).der, sound: certificates.map((c) => c.tbs) },
  {
    name: 'parseCertificationRequest',
    parse: (octets) => parseCertificationRequest(octets).der,
    sound: [makeRequest(keyOf('P-256')), makeRequest(keyOf('RSA-2048')), makeRequestWithAttributes(keyOf('P-384'))],
  },
  {
    name: 'parseCertificateList',
    parse: (octets) => parseCertificateList(octets).der,
    sound: [
      makeCrl(issuer, { entries: entryOfEachReason, point: pointOfTests }).der,
      makeCrl(issuer, { point: pointOfTests }).der,
      makeCrl(root).der,
    ],
  },
  { name: 'parseName', parse: (octets) => parseName(octets).der, sound: certificates.map((c) => c.subject.der) },
  {
    name: 'parsePublicKey and judgeKey',
    parse: (octets) => {
      const key = parsePublicKey(octets);
      judgeKey(key, { purpose: 'client' });
      return key.der;
    },
    sound: certificates.map((c) => c.publicKey.der),
  },
  {
    name: 'parseSignatureAlgorithm',
    parse: (octets) => encodeSignatureAlgorithm(parseSignatureAlgorithm(octets)),
    sound: certificates.map((c) => encodeSignatureAlgorithm(c.signatureAlgorithm)),
  },
  {
    name: 'parseEcdsaSignature',
    parse: (octets) => void parseEcdsaSignature(octets),
    sound: (['P-256', 'P-384'] as const).map((kind) => {
      const { algorithm, privateKey } = keyOf(kind);
      return sign(algorithm, privateKey, new Uint8Array(1));
    }),
  },
  {
    name: 'parseEncryptedPrivateKey',
    parse: (octets) => void parseEncryptedPrivateKey(octets),
    sound: [encryptedKey()],
  },
  { name: 'parseOcspRequest', parse: (octets) => void parseOcspRequest(octets), sound: requests },
  {
    name: 'parseResponseData',
    // What it reads is written again in the same octets: nothing was read over.
    parse: (octets) => buildResponseData(parseResponseData(octets)),
    sound: [responseData()],
  },
  { name: 'parseSealedPrivateKey', parse: (octets) => void parseSealedPrivateKey(octets), sound: [sealedKey()] },
  { name: 'parsePkcs12', parse: (octets) => void parsePkcs12(octets), sound: [pkcs12()] },
  { name: 'parseSafeContents', parse: (octets) => void parseSafeContents(octets), sound: [bags] },
  {
    name: 'readWellFormed',
    parse: (octets) => readDer(octets, 16_384, (r) => r.captured(() => readWellFormed(r, 'thing')).der),
    sound: certificates.map((c) => c.der),
  },
];

type Outcome = 'accepted' | 'refused';

/** Of this thread: on a busy machine a parser that does nothing wrong waits for longer than it works. */
function workedMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since);
  return (user + system) / 1000;
}

/** What the parser makes of it. Throws whatever is not a DerError, and when it works for longer than 50 ms thrice. */
function outcomeOf({ parse }: Parser, octets: Uint8Array): Outcome {
  let outcome: Outcome = 'refused';
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = process.threadCpuUsage();
    try {
      const read = parse(octets);
      if (read) expect(Buffer.compare(read, octets)).toBe(0);
      outcome = 'accepted';
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      if (error.offset > octets.length) throw new Error(`offset ${error.offset} beyond ${octets.length} octets`);
    }
    if (workedMs(start) < 50) return outcome;
  }
  throw new Error('longer than 50 ms');
}

// a dozen parsers and more: some 25,000 inputs usually, more than a million in full
const inputs = volume({ usual: 2_000, full: 110_000 });

describe.each(parsers)('$name', (parser) => {
  it('accepts the sound inputs that are mutated here', () => {
    for (const octets of parser.sound) expect(outcomeOf(parser, octets)).toBe('accepted');
  });

  it(`refuses with a DerError within 50 ms, or accepts octet for octet, ${inputs} mutated inputs`, () => {
    const mutated = fc.tuple(fc.constantFrom(...parser.sound), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    const outcomes = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(mutated, ([octets, mutations]) => {
        outcomes[outcomeOf(parser, mutate(octets, mutations))]++;
      }),
      { numRuns: inputs },
    );
    expect(outcomes.refused).toBeGreaterThan(inputs / 2);
  });

  it('does the same with octets of pure chance', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (octets) => {
        outcomeOf(parser, octets);
      }),
    );
  });
});

describe('the lint', () => {
  it('has findings for mutated bytes or accepts them, and never throws', () => {
    const context = { profile: 'client-authentication', issuer: issuer.certificate } as const;
    const sound = fc.constantFrom(client.tbs, fullClient.tbs);
    fc.assert(
      fc.property(sound, fc.array(mutation, { minLength: 1, maxLength: 2 }), (tbs, mutations) => {
        const octets = mutate(tbs, mutations);
        expect(lintToBeSigned(octets, context).every(({ rule }) => rule.length > 0)).toBe(true);
      }),
      { numRuns: inputs / 10 },
    );
  });
});

describe('parsePem', () => {
  it('refuses mutated texts with a DerError, or accepts them as they would be written', () => {
    const text = encodePem('CERTIFICATE', client.der);
    const splice = fc.tuple(fc.nat(text.length), fc.nat(80), fc.string({ maxLength: 10 }));
    fc.assert(
      fc.property(splice, ([at, length, inserted]) => {
        const mutated = text.slice(0, at) + inserted + text.slice(at + length);
        try {
          const der = parsePem(mutated, 'CERTIFICATE');
          expect(encodePem('CERTIFICATE', der).replace(/\s/g, '')).toBe(mutated.replace(/\s/g, ''));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: inputs / 10 },
    );
  });
});
