import { once } from 'node:events';
import { Agent, get as httpGet, request as httpRequest } from 'node:http';
import { toHex } from '@koshin/pki/der/octets.ts';
import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseOcspResponse } from '@koshin/pki/ocsp/testing/parse-response.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noCrls } from '../../../../../tests/testkit/bank/no-crls.ts';
import { type TestBank, testBank } from '../../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../../tests/testkit/bank/test-means.ts';
import { certIdOf, nonceExtension, ocspRequest } from '../../../../../tests/testkit/ocsp/requests.ts';
import { issuerCertificate } from '../../../use-cases/issuance/issuer-certificate.ts';
import { answerOcsp, type OcspQuestion } from '../../../use-cases/revocation-status/answer-request.ts';
import { renewResponders } from '../../../use-cases/revocation-status/renew-responders.ts';
import { statusServer } from '../status-server.ts';

let means: TestMeans;
let bank: TestBank;
let server: FastifyInstance;
let port: number;
let serial: string;
let asked: OcspQuestion[];
let failing: boolean;

beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  await renewResponders(means);
  serial = (await bank.customer()).certificate.serial;
  const answer = answerOcsp(means);
  server = await statusServer({
    log: pino({ level: 'silent' }),
    checks: {},
    issuerCertificate: async () => null,
    crls: noCrls,
    ocsp: async (question) => {
      asked.push(question);
      if (failing) throw new Error('a fault of ours');
      return answer(question);
    },
    demo: null,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens nowhere');
  port = address.port;
});
afterAll(async () => {
  await server.close();
  await means.close();
});
beforeEach(() => {
  asked = [];
  failing = false;
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** One request, its path exactly as given. */
function ask(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: Uint8Array } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const place = () => `/ocsp/${bank.issuer.id}`;
const sound = (of = serial, extensions: readonly Uint8Array[] = []) =>
  ocspRequest([certIdOf(issuerCertificate(bank.issuer), of)], { extensions });
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
const get = (path: string, headers: Record<string, string> = {}) => ask('GET', `${place()}/${path}`, { headers });
const post = (body: Uint8Array, type = 'application/ocsp-request') =>
  ask('POST', place(), { body, headers: { 'content-type': type } });
const statusOf = ({ body }: Answer) => parseOcspResponse(body).status;
const kindOf = ({ body }: Answer) => parseOcspResponse(body).basic?.responses[0]?.status.kind;

/** A request whose base64 has a character in it, found by trying serial numbers. */
function requestWith(character: string): Uint8Array {
  for (let number = 1; number < 65_536; number++) {
    const request = sound(number.toString(16).padStart(4, '0').repeat(5));
    if (base64(request).includes(character)) return request;
  }
  throw new Error(`no request has ${character}`);
}

describe('OCSP by GET (RFC 6960 A.1, RFC 5019 5)', () => {
  it('is answered with type, length and the headers that caches need (RFC 5019 6.2)', async () => {
    const { status, headers, body } = await get(encodeURIComponent(base64(sound())));
    expect(status).toBe(200);
    expect(parseOcspResponse(body).basic?.responses).toMatchObject([{ status: { kind: 'good' } }]);
    expect(headers).toMatchObject({
      'content-type': 'application/ocsp-response',
      'content-length': String(body.length),
      'cache-control': 'max-age=300, public, no-transform, must-revalidate',
      etag: `"${toHex(means.mathematics.sha256(body))}"`,
      'last-modified': 'Thu, 10 Dec 2026 03:00:00 GMT',
      expires: 'Thu, 10 Dec 2026 07:00:00 GMT',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['+', '/', '//', '='])('is read with %s in its base64, percent-encoded or as it is', async (character) => {
    const request = requestWith(character);
    const text = base64(request);
    const lower = encodeURIComponent(text).replaceAll(/%../g, (octet) => octet.toLowerCase());
    for (const path of [text, encodeURIComponent(text), lower]) {
      expect(kindOf(await get(path))).toBe('unknown');
      expect(asked.at(-1)?.request).toEqual(parseOcspRequest(request));
    }
  });

  it('is answered 304 where the answer is known already, and by HEAD with headers alone', async () => {
    const path = encodeURIComponent(base64(sound()));
    const { headers, body } = await get(path);
    const known = await get(path, { 'if-none-match': String(headers.etag) });
    expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, headers.etag]);
    expect((await get(path, { 'if-none-match': '"another"' })).body.equals(body)).toBe(true);
    const head = await ask('HEAD', `${place()}/${path}`);
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, `${body.length}`]);
  });

  it('is kept by no cache when it brings a nonce, or when nothing is known of the certificate', async () => {
    const withNonce = encodeURIComponent(base64(sound(serial, [nonceExtension(new Uint8Array(32))])));
    for (const path of [withNonce, encodeURIComponent(base64(sound('42'.repeat(16))))]) {
      const { headers } = await get(path);
      expect(headers['cache-control']).toBe('no-store');
      expect([headers.etag, headers.expires, headers['last-modified']]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('says revoked to the very next request, at an address that was answered good', async () => {
    const { certificate } = await bank.customer();
    const path = encodeURIComponent(base64(sound(certificate.serial)));
    const before = await get(path);
    const revocation = { at: means.clock.now(), reason: 'lost', by: 'customer' } as const;
    await means.register.change((tx) => tx.certificates.update({ ...certificate, state: 'revoked', revocation }));
    const after = await get(path, { 'if-none-match': String(before.headers.etag) });
    expect([kindOf(before), after.status, kindOf(after)]).toEqual(['good', 200, 'revoked']);
  });

  it.each([
    ['no base64', 'what-is_this'],
    ['a broken percent-encoding', '%E0%A4%A'],
    ['base64 of no request', 'MAA='],
    ['a query behind it', `${base64(ocspRequest([new Uint8Array([0x30, 0])]))}?a=b`],
    ['octets that are too many', Buffer.alloc(9_000, 0x30).toString('base64')],
    ['base64 that is cut off in its padding', 'MAA=A'],
  ])('is answered malformedRequest with %s', async (_, path) => {
    const answer = await get(path);
    expect([answer.status, statusOf(answer)]).toEqual([200, 'malformedRequest']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each(['/ocsp', '/ocsp/', '/ocsp/x/MAA=', '/ocspx/MAA='])('is not there at %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('is answered unauthorized for an issuer that nobody knows (RFC 6960 2.3)', async () => {
    const answer = await ask('GET', `/ocsp/${'f'.repeat(32)}/${encodeURIComponent(base64(sound()))}`);
    expect([answer.status, statusOf(answer)]).toEqual([200, 'unauthorized']);
  });
});

it('a server that closes answers what is under way, and keeps no connection for a further request', async () => {
  const [begun, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const closing = await statusServer({
    log: pino({ level: 'silent' }),
    checks: {},
    issuerCertificate: async () => null,
    crls: noCrls,
    async ocsp() {
      begun.resolve();
      await answered.promise;
      return { der: Uint8Array.of(0x30, 3, 10, 1, 3), ready: null, maxAge: 0 };
    },
    demo: null,
  });
  const url = await closing.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const got = once(httpGet(`${url}${place()}/${base64(sound())}`, { agent }), 'response');
  await begun.promise;
  const closed = closing.close();
  while (closing.server.listening) await new Promise(setImmediate);
  answered.resolve();
  const [response] = await got;
  expect([response.statusCode, response.headers.connection]).toEqual([200, 'close']);
  response.resume();
  await closed;
});

describe('OCSP by POST (RFC 6960 A.1)', () => {
  it('is answered, and kept by no cache', async () => {
    const answer = await post(sound());
    expect([answer.status, kindOf(answer)]).toEqual([200, 'good']);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/ocsp-response',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['no octets', () => new Uint8Array()],
    ['a request that is cut off', () => sound().subarray(0, -1)],
    ['a nonce of 129 octets (RFC 9654 2.1)', () => sound(serial, [nonceExtension(new Uint8Array(129))])],
  ])('is answered malformedRequest with %s', async (_, make) => {
    const answer = await post(make());
    expect([answer.status, statusOf(answer)]).toEqual([200, 'malformedRequest']);
  });

  it.each([
    [413, 'more octets than any request has', () => new Uint8Array(8_193), 'application/ocsp-request'],
    [415, 'another type', () => sound(), 'application/octet-stream'],
  ])('is refused %i with %s', async (status, _, make, type) => {
    expect((await post(make(), type)).status).toBe(status);
    expect(asked).toEqual([]);
  });
});

it.each(['GET', 'POST'])(
  'a fault of ours is told as internalError, without its reason, by %s (RFC 6960 2.3)',
  async (method) => {
    failing = true;
    const answer =
      method === 'POST' ? await post(sound()) : await get(encodeURIComponent(base64(sound('77'.repeat(16)))));
    expect([answer.status, statusOf(answer), answer.body.length]).toEqual([200, 'internalError', 5]);
    expect(answer.headers['cache-control']).toBe('no-store');
  },
);
