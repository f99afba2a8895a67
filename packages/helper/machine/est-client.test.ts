import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { encodeCertsOnly } from '@koshin/pki/cms/certs-only.ts';
import { encodeBody } from '@koshin/pki/est/body.ts';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../tests/testkit/network/listen.ts';
import { type ThrowawayCa, throwawayCa } from '../../../tests/testkit/throwaway-ca.ts';
import { EstClient } from './est-client.ts';
import { makeKeyLike, requestFor } from './machine-key.ts';

let ca: ThrowawayCa;
beforeAll(() => {
  ca = throwawayCa('an EST of the test');
});
afterAll(() => ca.remove());

const key = makeKeyLike(null);
const csr = requestFor(key, null);
const first = { loginId: 'machine-1', code: 'パス:1' };
const certificateOf = () => parsePem(ca.certify(csr), 'CERTIFICATE');

/** A client of a server that answers so, and says so of itself. */
async function answering(answer: RequestListener): Promise<EstClient> {
  const { key: own, certificate } = ca.server('localhost');
  const server = createServer({ key: own, cert: certificate, requestCert: true, rejectUnauthorized: false }, answer);
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new EstClient({ url: `https://localhost:${port}/est/`, ca: ca.certificate, language: 'en' });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

const problem = (code: string, status: number) => ({
  type: `urn:koshin:problem:${code}`,
  title: 'No.',
  status,
  code,
  refNo: '1234-5678',
  facts: {},
});

describe('asking for a certificate', () => {
  it('sends request, code and language as EST wants them, and reads the one certificate (RFC 7030 4.2)', async () => {
    const seen: unknown[] = [];
    const client = await answering(async (request, response) => {
      const { authorization = '', 'content-type': type, 'accept-language': language } = request.headers;
      const credentials = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
      seen.push(request.method, request.url, type, language, credentials, await bodyOf(request));
      response.end(encodeBody(encodeCertsOnly([certificateOf()])));
    });
    const issued = await client.enroll(first, csr);
    expect(issued).toMatchObject({ answer: 'issued', certificate: { publicKey: { kind: 'P-256' } } });
    expect(seen).toEqual([
      'POST',
      '/est/simpleenroll',
      'application/pkcs10',
      'en',
      'machine-1:パス:1',
      Buffer.from(csr).toString('base64'),
    ]);
  });

  it('renews by the certificate of the handshake alone', async () => {
    const own = certificateOf();
    const seen: unknown[] = [];
    const client = await answering((request, response) => {
      const der = (request.socket as TLSSocket).getPeerCertificate().raw;
      seen.push(request.url, request.headers.authorization, der.equals(own));
      response.statusCode = 202;
      response.end();
    });
    const identity = { key, certificate: parseCertificate(own) };
    expect(await client.enroll({ identity }, csr)).toEqual({ answer: 'later', why: 'HTTP 202' });
    expect(seen).toEqual(['/est/simplereenroll', undefined, true]);
  });

  it('takes the bank’s refusal with its words, and what is over by itself for later', async () => {
    let said = { status: 403, body: JSON.stringify(problem('acquisition-mismatch', 403)) };
    const client = await answering((_request, response) => {
      response.statusCode = said.status;
      response.end(said.body);
    });
    expect(await client.enroll(first, csr)).toEqual({
      answer: 'refused',
      code: 'acquisition-mismatch',
      title: 'No.',
      refNo: '1234-5678',
    });
    for (const [status, body] of [
      [429, JSON.stringify(problem('rate-limited', 429))],
      [503, JSON.stringify(problem('store-unavailable', 503))],
      [404, '<html>of something in between</html>'],
      [403, '{"code":"no-such-code"}'],
    ] as const) {
      said = { status, body };
      expect(await client.enroll(first, csr)).toEqual({ answer: 'later', why: `HTTP ${status}` });
    }
  });

  it.each<[string, () => string]>([
    ['nothing', () => ''],
    ['no base64', () => '<html>'],
    ['another message', () => encodeBody(csr)],
    ['two certificates', () => encodeBody(encodeCertsOnly([certificateOf(), certificateOf()]))],
    ['no certificate inside', () => encodeBody(encodeCertsOnly([Uint8Array.of(0x30, 0)]))],
  ])('takes %s for no certificate', async (_what, body) => {
    const client = await answering((_request, response) => response.end(body()));
    expect(await client.enroll(first, csr)).toMatchObject({ answer: 'later', why: 'an answer that is no certificate' });
  });

  it('does not read without end, and survives a line that is cut', async () => {
    const endless = await answering((_request, response) => {
      const more = () => response.write('A'.repeat(65_536), () => response.destroyed || setImmediate(more));
      more();
    });
    expect(await endless.enroll(first, csr)).toEqual({ answer: 'later', why: 'an answer without end' });
    const cut = await answering((request) => request.socket.destroy());
    expect(await cut.enroll(first, csr)).toMatchObject({ answer: 'later' });
  });
});

describe('proving a certificate', () => {
  const identity = () => ({ key, certificate: parseCertificate(certificateOf()) });

  it.each([
    ['accepted', { answer: 'accepted' }],
    ['certificate-replaced', { answer: 'rejected', code: 'certificate-replaced' }],
    [null, { answer: 'later', why: 'HTTP 200 without koshin-certificate' }],
  ])('with the header %s', async (verdict, told) => {
    const client = await answering((_request, response) => {
      if (verdict !== null) response.setHeader('koshin-certificate', verdict);
      response.end();
    });
    expect(await client.prove(identity())).toEqual(told);
  });

  it('is not done by an answer that failed, whatever its header', async () => {
    const client = await answering((_request, response) => {
      response.writeHead(503, { 'koshin-certificate': 'accepted' }).end();
    });
    expect(await client.prove(identity())).toMatchObject({ answer: 'later' });
  });
});
