import type { TLSSocket } from 'node:tls';
import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodeCertsOnly } from '@koshin/pki/cms/certs-only.ts';
import { encodeBody } from '@koshin/pki/est/body.ts';
import { encodeCsrAttributes } from '@koshin/pki/est/csr-attributes.ts';
import { type CertificateVerdict, certificateHeader } from '@koshin/wire/est/certificate-header.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acquireCertificate } from '../../use-cases/acquisition/acquire-certificate.ts';
import { authenticate, type Shown } from '../../use-cases/est/authenticate.ts';
import { authoritiesOf, bankIdOfLabel, bankOfLabel } from '../../use-cases/est/authorities.ts';
import { renewByCertificate } from '../../use-cases/est/renew-by-certificate.ts';
import type { Signed } from '../../use-cases/issuance/signed-or-pending.ts';
import type { Means } from '../../use-cases/means.ts';
import { basicCredentials } from './basic-credentials.ts';
import { FailedTries } from './failed-tries.ts';
import { estManner, isWrongGuess, retrySeconds } from './manner.ts';
import { requestIn } from './request-in.ts';

type EstRequest = FastifyRequest<{ Params: { label?: string } }>;

/**
 * With the bank's label, and without where there is one bank (RFC 7030 3.2.2). The label before the well-known part is no
 * path of the RFC: it is the only place where strongSwan can put one.
 */
const pathsOf = (operation: string) => [
  `/.well-known/est/:label/${operation}`,
  `/.well-known/est/${operation}`,
  `/:label/.well-known/est/${operation}`,
];

export function estRoutes(app: FastifyInstance, means: Means): void {
  const tries = new FailedTries({ limit: 20, perSeconds: 60, now: () => means.clock.now() });

  get('cacerts', async (shown, reply) => {
    await proveIfPresented(means, shown, reply);
    return sendCertificates(reply, await authoritiesOf(means, shown.bankId));
  });

  get('csrattrs', async (shown, reply) => {
    await proveIfPresented(means, shown, reply);
    const { policy } = await bankOfLabel(means, shown.bankId);
    const body = encodeBody(encodeCsrAttributes(policy.keyKinds[0] ?? 'P-256'));
    return reply.header('content-transfer-encoding', 'base64').type('application/csrattrs').send(body);
  });

  // With a code a first certificate, with a certificate its renewal.
  post('simpleenroll', async (shown, csr) => {
    const { bankId, basic } = shown;
    if (basic === null) return renewByCertificate(means, { ...shown, csr, sameNames: false });
    return acquireCertificate(means, { bankId, loginId: basic.loginId, code: basic.password, csr });
  });

  post('simplereenroll', async (shown, csr) => renewByCertificate(means, { ...shown, csr, sameNames: true }));

  // Keys are made on the customer's side and never leave it (R29).
  for (const url of pathsOf('serverkeygen')) {
    app.post(url, async () => {
      throw refused('server-key-refused');
    });
  }

  function get(operation: string, answer: (shown: Shown, reply: FastifyReply) => Promise<FastifyReply>): void {
    for (const url of pathsOf(operation)) {
      app.get(url, async (request: EstRequest, reply) => answer(await shownBy(request), reply));
    }
  }

  function post(operation: string, issue: (shown: Shown, csr: Uint8Array) => Promise<Signed>): void {
    for (const url of pathsOf(operation)) {
      app.post(url, async (request: EstRequest, reply) => {
        mayTry(request);
        const shown = await shownBy(request);
        // Who shows nothing is asked to, before anything he sent is looked at.
        if (shown.certificateDer === null && shown.basic === null) throw refused('certificate-not-presented');
        try {
          return sendIssued(reply, await issue(shown, requestIn(request.body)));
        } catch (error) {
          if (error instanceof Refusal && isWrongGuess(error.code) && shown.basic !== null) tries.note(request.ip);
          throw error;
        }
      });
    }
  }

  function mayTry(request: EstRequest): void {
    const until = tries.waitsUntil(request.ip);
    if (until === null) return;
    const retryAfter = Math.max(1, Math.ceil((until - means.clock.now()) / 1000));
    throw refused('rate-limited', { retryAfter, retryAt: formatInstant(until) });
  }

  async function shownBy(request: EstRequest): Promise<Shown> {
    const bankId = await bankIdOfLabel(means, request.params.label ?? null);
    const certificateDer = presentedBy(request.raw.socket as TLSSocket);
    return { bankId, certificateDer, basic: basicCredentials(request.headers.authorization) };
  }
}

const presented = new WeakMap<TLSSocket, Uint8Array>();

/**
 * DER of the client's certificate of this handshake; null: it sent none. One array for all requests of a connection: it
 * has one handshake, as OpenSSL lets no client renegotiate, and TLS 1.3 knows no renegotiation.
 */
function presentedBy(socket: TLSSocket): Uint8Array | null {
  const known = presented.get(socket);
  if (known) return known;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const der = new Uint8Array(certificate.raw);
  presented.set(socket, der);
  return der;
}

/**
 * Everybody may ask; who asks with a new certificate proves it, and who is refused is answered all the same, with the
 * verdict in a header of ours. What fails on our side is no answer.
 */
async function proveIfPresented(means: Means, shown: Shown, reply: FastifyReply): Promise<void> {
  if (shown.certificateDer === null) return;
  const verdict = await judge(means, shown);
  reply.header(certificateHeader, verdict);
}

async function judge(means: Means, shown: Shown): Promise<CertificateVerdict> {
  try {
    await authenticate(means, { ...shown, basic: null });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Refusal) || estManner.status(error.code) >= 500) throw error;
    return error.code;
  }
}

function sendIssued(reply: FastifyReply, signed: Signed): FastifyReply {
  // The certificate alone, without its chain (RFC 7030 4.2.3).
  if (!signed.pending) return sendCertificates(reply, [signed.certificate.der]);
  return reply
    .code(202)
    .header('retry-after', retrySeconds)
    .type('text/plain; charset=utf-8')
    .send('The request is recorded and cannot be signed now. Ask again with the same key.\n');
}

/** RFC 8951 has the transfer encoding ignored; it is sent for clients of RFC 7030, which look for it. */
function sendCertificates(reply: FastifyReply, certificates: readonly Uint8Array[]): FastifyReply {
  return reply
    .header('content-transfer-encoding', 'base64')
    .type('application/pkcs7-mime; smime-type=certs-only')
    .send(encodeBody(encodeCertsOnly(certificates)));
}
