import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync, hash, randomBytes, sign, verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import {
  assembleCertificationRequest,
  buildCertificationRequestInfo,
  parseCertificationRequest,
} from '@koshin/pki/pkcs10/request.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import type { LintedToBeSigned } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import { acceptForSigning } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import type { LintContext } from '@koshin/pki/x509/lint/lint-to-be-signed.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildClientAuthentication } from '@koshin/pki/x509/profiles/client-authentication.ts';
import { prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import { buildRoot } from '@koshin/pki/x509/profiles/root.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { VerifySignature } from '@koshin/pki/x509/signature-algorithms.ts';
import { median, percent, rateOf } from './measuring/rates.ts';

/** Certificates per second in one process, against nothing but the verification and the signature they contain. */

const rounds = Number(process.argv[2] ?? 101);
const secondsPerRound = Number(process.argv[3] ?? 0.05);
const present = Date.UTC(2026, 10, 22);
const year = 365 * 86_400_000;

interface Pair {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array<ArrayBuffer>;
}
function newPair(kind: 'P-256' | 'RSA-3072'): Pair {
  const pair =
    kind === 'P-256'
      ? generateKeyPairSync('ec', { namedCurve: kind })
      : generateKeyPairSync('rsa', { modulusLength: 3_072 });
  return { privateKey: pair.privateKey, spki: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })) };
}

const importPublicKey = (spki: Uint8Array) =>
  createPublicKey({ key: Buffer.from(spki.buffer, spki.byteOffset, spki.length), format: 'der', type: 'spki' });
const chanceBytes = 20 * 256;
let chance = randomBytes(chanceBytes);
let chanceUsed = 0;

/** Random octets, drawn from the system for many serial numbers at once. */
function randomOctets(): Uint8Array {
  if (chanceUsed === chanceBytes) [chance, chanceUsed] = [randomBytes(chanceBytes), 0];
  chanceUsed += 20;
  return chance.subarray(chanceUsed - 20, chanceUsed);
}

/** As PEM: node:crypto imports and uses a key from text in 25 µs less than the same key from DER (Node 24). */
const verifyByNode: VerifySignature = ({ publicKey, data, signature }) =>
  verify('sha256', data, encodePem('PUBLIC KEY', publicKey), signature);
const identifierOf = (spki: Uint8Array) =>
  keyIdentifierFrom(hash('sha256', keyIdentifierInput(parsePublicKey(spki)), 'buffer'));

function accepted(tbs: Uint8Array, context: LintContext): LintedToBeSigned {
  const verdict = acceptForSigning(tbs, context);
  if (!verdict.accepted) throw new Error(JSON.stringify(verdict.findings));
  return verdict;
}

function newIssuer(kind: 'P-256' | 'RSA-3072') {
  const { privateKey, spki } = newPair(kind);
  const signatureAlgorithm = kind === 'P-256' ? 'ecdsa-with-SHA256' : 'sha256WithRSAEncryption';
  const subject = encodeName({ country: 'JP', organization: '見本信用金庫', commonName: '見本発行局' });
  const authorityKeyIdentifier = identifierOf(spki);
  const tbs = buildRoot({
    signatureAlgorithm,
    serialNumber: serialNumberFrom(randomOctets()),
    subject,
    notBefore: present - year,
    notAfter: present + 9 * year,
    publicKey: spki,
    subjectKeyIdentifier: authorityKeyIdentifier,
  });
  const linted = accepted(tbs, { profile: 'root', issuer: 'self' });
  const signature = sign('sha256', linted.bytes, privateKey);
  const certificate = parseCertificate(assembleCertificate({ linted, signatureAlgorithm, signature }));
  const parts = prepareIssuer({
    signatureAlgorithm,
    name: certificate.subject.der,
    authorityKeyIdentifier,
    crlUrl: 'http://status.mihon.example/crl/1.crl',
    caIssuersUrl: 'http://status.mihon.example/ca/1.cer',
    ocspUrl: 'http://status.mihon.example/ocsp',
  });
  return { privateKey, certificate, parts };
}
type Issuer = ReturnType<typeof newIssuer>;

function newRequest(): Uint8Array {
  const { privateKey, spki } = newPair('P-256');
  const info = buildCertificationRequestInfo({ subject: encodeName({ commonName: '花子' }), publicKey: spki });
  return assembleCertificationRequest(info, 'ecdsa-with-SHA256', sign('sha256', info, privateKey));
}

/** All that stands between a request and its certificate, but for register and network. */
async function issue(der: Uint8Array, issuer: Issuer): Promise<Uint8Array> {
  const request = parseCertificationRequest(der);
  if (!(await verifyProofOfPossession(request, verifyByNode))) throw new Error('no proof of possession');
  if (!judgeKey(request.publicKey, { purpose: 'client' }).strong) throw new Error('a weak key');
  const tbs = buildClientAuthentication({
    issuer: issuer.parts,
    serialNumber: serialNumberFrom(randomOctets()),
    subject: encodeName({ country: 'JP', organization: '例示商事株式会社', commonName: '見本 花子' }),
    notBefore: present,
    notAfter: present + year,
    publicKey: request.publicKey.der,
    subjectKeyIdentifier: keyIdentifierFrom(hash('sha256', keyIdentifierInput(request.publicKey), 'buffer')),
  });
  const linted = accepted(tbs, { profile: 'client-authentication', issuer: issuer.certificate });
  const signature = sign('sha256', linted.bytes, issuer.privateKey);
  return assembleCertificate({ linted, signatureAlgorithm: issuer.parts.signatureAlgorithm, signature });
}

async function compare(kind: 'P-256' | 'RSA-3072', reach: number): Promise<void> {
  const issuer = newIssuer(kind);
  const request = newRequest();
  const { info, signature, publicKey } = parseCertificationRequest(request);
  const known = importPublicKey(publicKey.der);
  const tbs = parseCertificate(await issue(request, issuer)).tbs;
  const rawly = () => verify('sha256', info, known, signature) && sign('sha256', tbs, issuer.privateKey);

  const [ours, raw]: [number[], number[]] = [[], []];
  await rateOf(() => issue(request, issuer), secondsPerRound);
  for (let round = 0; round < rounds; round++) {
    ours.push(await rateOf(() => issue(request, issuer), secondsPerRound));
    raw.push(await rateOf(rawly, secondsPerRound));
  }
  const ratio = median(ours) / median(raw);
  console.log(
    `P-256 request, ${kind} issuer: ${median(ours).toFixed(0)} certificates/s; ` +
      `raw verify + sign ${median(raw).toFixed(0)}/s; ratio ${percent(ratio)} (reach ${percent(reach)})`,
  );
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, per second of processor time of the whole process, ${rounds} rounds of ${secondsPerRound} s each, ` +
    'alternating, medians; the raw side has its public key imported already; no database, no audit, no network',
);
await compare('P-256', 0.35);
await compare('RSA-3072', 0.7);
