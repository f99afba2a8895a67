import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusServer } from './status-server.ts';

const issuerId = '0123456789abcdef0123456789abcdef';
const thisUpdate = Date.parse('2026-11-22T02:50:00Z');
const nextUpdate = Date.parse('2026-11-29T03:00:00Z');
const der = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251);
const fingerprint = 'ab'.repeat(32);
const etag = `"${fingerprint}"`;
const path = `/crl/${issuerId}/3.crl`;
const lastModified = 'Sun, 22 Nov 2026 02:50:00 GMT';

let now = Date.parse('2026-11-22T03:00:00Z');
const asked: unknown[] = [];
const published = async (key: { issuerId: string; shard: number }) => {
  asked.push(key);
  return key.issuerId === issuerId && key.shard === 3 ? { der, fingerprint, thisUpdate, nextUpdate } : null;
};
let server: Awaited<ReturnType<typeof statusServer>>;
beforeAll(async () => {
  server = await statusServer({
    log: pino({ level: 'silent' }),
    checks: {},
    issuerCertificate: async () => null,
    crls: { published, now: () => now },
    ocsp: async () => ({ der: new Uint8Array(), ready: null, maxAge: 0 }),
    demo: null,
  });
});
afterAll(() => server.close());

const ask = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET', url = path) =>
  server.inject({ method, url, headers });

describe('a CRL over HTTP', () => {
  it('comes whole, as application/pkix-crl (RFC 5280 4.2.1.13), with what caches and readers need', async () => {
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    expect(new Uint8Array(answer.rawPayload)).toEqual(der);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pkix-crl',
      'content-length': '1000',
      etag,
      'last-modified': lastModified,
      'cache-control': 'public, max-age=300',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
  });

  it('has no body for HEAD, and the same headers; a range is none of its business (RFC 9110 14.2)', async () => {
    const answer = await ask({ range: 'bytes=0-9' }, 'HEAD');
    expect(answer).toMatchObject({ statusCode: 200, body: '' });
    expect(answer.headers).toMatchObject({ etag, 'content-type': 'application/pkix-crl', 'content-length': '1000' });
  });

  it('may be kept no longer than it is good', async () => {
    const [before, soon] = [now, nextUpdate - 40_500];
    const maxAge = async (at: number) => {
      now = at;
      return (await ask()).headers['cache-control'];
    };
    expect(await maxAge(soon)).toBe('public, max-age=40');
    expect(await maxAge(nextUpdate + 5_000)).toBe('public, max-age=0');
    now = before;
  });

  it.each([
    ['the ETag', { 'if-none-match': etag }],
    ['the ETag among others, and weakly', { 'if-none-match': `"x", W/${etag}` }],
    ['any', { 'if-none-match': '*' }],
    ['the date', { 'if-modified-since': lastModified }],
    ['a later date', { 'if-modified-since': 'Mon, 23 Nov 2026 00:00:00 GMT' }],
  ])('is not sent again to who has it: by %s (RFC 9110 13.1)', async (_, headers) => {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await ask(headers, method);
      expect(answer).toMatchObject({ statusCode: 304, body: '' });
      expect(answer.headers).toMatchObject({ etag, 'cache-control': 'public, max-age=300' });
    }
  });

  it.each([
    ['another ETag', { 'if-none-match': '"other"' }],
    ['another ETag beside a date that would do', { 'if-none-match': '"other"', 'if-modified-since': lastModified }],
    ['an earlier date', { 'if-modified-since': 'Sun, 22 Nov 2026 02:49:59 GMT' }],
    ['no date', { 'if-modified-since': 'yesterday' }],
  ])('is sent to who has another: by %s', async (_, headers) => {
    expect((await ask(headers)).statusCode).toBe(200);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=990-', 990, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=-5000', 0, 999],
  ])('comes in part for %s (RFC 9110 15.3.7)', async (range, first, last) => {
    const answer = await ask({ range });
    expect(answer.statusCode).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${first}-${last}/1000`);
    expect(new Uint8Array(answer.rawPayload)).toEqual(der.slice(first, last + 1));
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('has nothing at %s (15.5.17)', async (range) => {
    const answer = await ask({ range });
    expect(answer.statusCode).toBe(416);
    expect(answer.headers['content-range']).toBe('bytes */1000');
  });

  it.each(['bytes=9-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=a-b', `bytes=0-${'9'.repeat(40)}`])(
    'comes whole for %s, which is no range that must be honoured',
    async (range) => {
      expect(await ask({ range })).toMatchObject({ statusCode: 200, rawPayload: Buffer.from(der) });
    },
  );

  it('goes on where it broke off only if it is still the same (13.1.5)', async () => {
    const range = 'bytes=500-';
    expect((await ask({ range, 'if-range': etag })).statusCode).toBe(206);
    expect((await ask({ range, 'if-range': lastModified })).statusCode).toBe(206);
    expect((await ask({ range, 'if-range': '"other"' })).statusCode).toBe(200);
    expect((await ask({ range, 'if-range': 'Sun, 22 Nov 2026 02:49:59 GMT' })).statusCode).toBe(200);
  });

  it.each([`/crl/${issuerId}/4.crl`, `/crl/${'f'.repeat(32)}/3.crl`])('that is not there is 404: %s', async (url) => {
    expect((await ask({}, 'GET', url)).statusCode).toBe(404);
  });

  it.each([
    `/crl/${issuerId}/03.crl`,
    `/crl/${issuerId}/3.CRL`,
    `/crl/${issuerId}/3`,
    `/crl/${issuerId}/-1.crl`,
    `/crl/${issuerId}/9999999999.crl`,
    '/crl/x/3.crl',
    `/crl/..%2f${issuerId}/3.crl`,
    `/crl/${issuerId.toUpperCase()}/3.crl`,
  ])('is not looked for at %s', async (url) => {
    asked.length = 0;
    expect((await ask({}, 'GET', url)).statusCode).toBe(404);
    expect(asked).toEqual([]);
  });
});
