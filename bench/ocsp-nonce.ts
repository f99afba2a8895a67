import { hash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { oids } from '@koshin/pki/der/oids.ts';
import { isOfIssuer } from '@koshin/pki/ocsp/cert-id.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { type SignedAnswer, signAnswer } from '@koshin/service/use-cases/revocation-status/sign-answer.ts';
import type { Speaker } from '@koshin/service/use-cases/revocation-status/speakers.ts';
import { makeIssuingCa, makeOcspResponder, makeRoot, present } from '../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../tests/conformance/pki/testkit/keys.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../tests/testkit/ocsp/requests.ts';
import { median, percent, rateOf } from './measuring/rates.ts';

/**
 * OCSP answers with nonce per second in one process, from the request's bytes to the answer's, against nothing but the
 * signature they contain.
 *
 *   node bench/ocsp-nonce.ts [rounds] [seconds per round]
 */

const rounds = Number(process.argv[2] ?? 101);
const secondsPerRound = Number(process.argv[3] ?? 0.05);
const reach = 0.5;

const issuer = makeIssuingCa(makeRoot(keyOf('P-256', 'root')), keyOf('P-256', 'issuer'));
const key = keyOf('P-256', 'responder');
const speaker = speakerFor();
const requests = Array.from({ length: 64 }, () =>
  ocspRequest([certIdOf(issuer.certificate, randomBytes(16).toString('hex'))], {
    extensions: [nonceExtension(randomBytes(32))],
  }),
);

function speakerFor(): Speaker {
  const { subject, publicKey } = issuer.certificate;
  const certificate = makeOcspResponder(issuer, key);
  const digested = (digest: 'sha1' | 'sha256', data: Uint8Array) => new Uint8Array(hash(digest, data, 'buffer'));
  return {
    issuerId: '0'.repeat(32),
    keyName: 'responder',
    certificate,
    keyHash: digested('sha1', certificate.publicKey.keyBits),
    signatureAlgorithm: 'ecdsa-with-SHA256',
    issuerHashes: (['sha1', 'sha256'] as const).map((digest) => ({
      hashAlgorithm: oids[digest],
      name: digested(digest, subject.der),
      key: digested(digest, publicKey.keyBits),
    })),
    responderSerials: new Set(),
  };
}

const now = () => instant(present);
const means = { clock: { now, wallClock: now }, signer: signerWith(key.privateKey) };

/** In this thread, as the raw side signs too. */
function signerWith(privateKey: KeyObject) {
  const unused = () => Promise.reject(new Error('not asked here'));
  return {
    sign: async ({ tbs }: { tbs: { bytes: Uint8Array } }) => new Uint8Array(sign('sha256', tbs.bytes, privateKey)),
    algorithmOf: unused,
    publicKeyOf: unused,
    makeKey: unused,
    importKey: unused,
    destroyKey: unused,
    ready: unused,
  };
}

let asked = 0;

/** All that stands between a request and its answer, but for register and network. */
function answer(): Promise<SignedAnswer> {
  const request = requests[asked++ % requests.length];
  if (!request) throw new Error('there are requests');
  const { certIds, nonce } = parseOcspRequest(request);
  if (!certIds.every((id) => isOfIssuer(id, speaker.issuerHashes))) throw new Error('a question of another issuer');
  const findings = certIds.map((certId) => ({ certId, standing: { revoked: false, until: null } as const }));
  return signAnswer(means, speaker, { findings, nonce });
}

const { der } = await answer();
const signed = randomBytes(200);
const rawly = () => sign('sha256', signed, key.privateKey);

const [ours, raw]: [number[], number[]] = [[], []];
for (let warm = 0; warm < 10; warm++) await rateOf(answer, secondsPerRound);
for (let round = 0; round < rounds; round++) {
  ours.push(await rateOf(answer, secondsPerRound));
  raw.push(await rateOf(rawly, secondsPerRound));
}
const ratio = median(ours) / median(raw);
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, per second of processor time of the whole process, ${rounds} rounds of ${secondsPerRound} s each, ` +
    'alternating, medians; P-256 responder, one certificate, nonce of 32 octets; no register, no network',
);
console.log(
  `OCSP with nonce: ${median(ours).toFixed(0)} answers of ${der.length} octets/s; raw signing ${median(raw).toFixed(0)}/s; ` +
    `ratio ${percent(ratio)} (reach ${percent(reach)})`,
);
