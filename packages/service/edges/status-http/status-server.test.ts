import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCrls } from '../../../../tests/testkit/bank/no-crls.ts';
import type { DemoAccount, DemoMail, DemoPages } from './demo/demo-pages.ts';
import { statusServer } from './status-server.ts';

const log = pino({ level: 'silent' });
const url = 'http://localhost:8080';
const issuerId = '0123456789abcdef0123456789abcdef';

const sakura: DemoAccount = {
  bank: 'mihon',
  loginId: 'aoba-sakura',
  password: 'demo-login',
  userName: '佐倉 恵子',
  companyName: '株式会社 <あおば>',
  role: 'administrator',
  code: null,
  certificate: {
    fileName: 'aoba-sakura',
    filePassword: 'demo-file-pass',
    status: 'active',
    expiryDate: calendarDay('2026-12-12'),
    daysLeft: 20,
    renewableFrom: calendarDay('2026-11-12'),
    renewal: 'now',
    presentedAt: parseInstant('2026-11-22T01:00:00Z'),
  },
};
const kishi: DemoAccount = {
  ...sakura,
  loginId: 'hibari-kishi',
  userName: '岸 美咲',
  role: 'member',
  password: null,
  code: 'K7QM-2XPD-9RT4-HW0B',
  certificate: null,
};

const mail: DemoMail = {
  name: '20261122T010000.000Z-0a1b.eml',
  date: parseInstant('2026-11-22T01:00:00Z'),
  from: '見本信用金庫 <notices@mihon.example>',
  to: 'sakura@aoba.example',
  subject: '【見本信用金庫】更新 <b>',
  messageId: '<0a1b@mihon.example>',
  text: '佐倉 恵子 様',
  html: '<p style="color:red">佐倉 恵子 様</p>',
  attached: ['smime.p7s'],
};

const pages: DemoPages = {
  url: () => url,
  state: async () => ({
    now: parseInstant('2026-11-22T01:05:00Z'),
    banks: [
      { id: 'mihon', name: { ja: '見本信用金庫', en: 'Mihon' }, portalUrl: 'https://mihon.portal.localhost:8443' },
    ],
    accounts: [sakura, kishi],
  }),
  root: () => '-----BEGIN CERTIFICATE-----\n',
  outbox: {
    list: async () => [mail],
    mail: async (name) => (name === mail.name ? mail : null),
    raw: async (name) => (name === mail.name ? Buffer.from('Subject: x\r\n\r\n') : null),
  },
  certificateFile: async (name) => (name === 'aoba-sakura' ? Uint8Array.of(0x30, 0) : null),
};
const unready: DemoPages = { ...pages, state: async () => null, root: () => null };

const serverWith = (demo: DemoPages | null, signer: () => Promise<void> = async () => {}) =>
  statusServer({
    log,
    checks: { database: async () => {}, signer },
    crls: noCrls,
    issuerCertificate: async (id) => (id === issuerId ? Uint8Array.of(0x30, 1, 5) : null),
    ocsp: async () => ({ der: Uint8Array.of(0x30, 3, 10, 1, 6), ready: null, maxAge: 0 }),
    demo,
  });

const get = (
  server: FastifyInstance,
  path: string,
  headers: Record<string, string> = {},
  remoteAddress = '127.0.0.1',
) => server.inject({ url: path, remoteAddress, headers: { host: 'localhost:8080', ...headers } });

describe('the status role', () => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = await serverWith(null);
  });
  afterAll(() => server.close());

  it('is alive whatever it needs', async () => {
    const broken = await serverWith(null, () => Promise.reject(new Error('no key')));
    expect((await get(broken, '/healthz')).statusCode).toBe(200);
    await broken.close();
  });

  it('is ready when database and signer work', async () => {
    const answer = await get(server, '/readyz');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ ready: true, checks: { database: 'works', signer: 'works' } });
  });

  it('answers 503 and names what does not work, without its reason', async () => {
    const broken = await serverWith(null, () => Promise.reject(new Error('/secret/path')));
    const answer = await get(broken, '/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false, checks: { database: 'works', signer: 'does not work' } });
    await broken.close();
  });

  it('hands out CA certificates as DER, where caIssuers leads (RFC 5280 4.2.2.1)', async () => {
    const answer = await get(server, `/ca/${issuerId}.crt`, { host: 'status.example' }, '203.0.113.5');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pkix-cert');
    expect([...answer.rawPayload]).toEqual([0x30, 1, 5]);
  });

  it.each(['/ca/ffffffffffffffffffffffffffffffff.crt', '/ca/x.crt', '/ca/..%2f..%2fetc%2fpasswd', `/ca/${issuerId}`])(
    'has nothing at %s',
    async (path) => {
      expect((await get(server, path)).statusCode).toBe(404);
    },
  );

  it.each([
    '/',
    '/demo/accounts.json',
    '/demo/root.crt',
    '/demo/p12/aoba-sakura.p12',
    '/demo/state.json',
    '/demo/outbox',
    '/demo/outbox.json',
  ])('has nothing of the demo at %s when it serves a bank', async (path) => {
    expect((await get(server, path)).statusCode).toBe(404);
  });
});

describe("the demo's pages", () => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = await serverWith(pages);
  });
  afterAll(() => server.close());

  const mailPath = `/demo/outbox/${mail.name}`;
  const all = [
    ...['/', '/demo/accounts.json', '/demo/root.crt', '/demo/p12/aoba-sakura.p12', '/demo/state.json'],
    ...['/demo/outbox', '/demo/outbox.json', mailPath, `${mailPath}/read`],
  ];

  it.each(all)('answer %s to this machine', async (path) => {
    expect((await get(server, path)).statusCode).toBe(200);
    expect((await get(server, path, { host: '127.0.0.1' })).statusCode).toBe(200);
  });

  it.each(all)('refuse %s under a foreign name that was resolved to loopback (DNS rebinding)', async (path) => {
    for (const host of ['evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example']) {
      expect((await get(server, path, { host })).statusCode).toBe(403);
    }
  });

  it.each(all)('refuse %s to other machines', async (path) => {
    expect((await get(server, path, {}, '192.0.2.7')).statusCode).toBe(403);
  });

  it('list every account with all that a login needs', async () => {
    const answer = await get(server, '/demo/accounts.json');
    const portalUrl = 'https://mihon.portal.localhost:8443';
    expect(answer.json()).toEqual([
      {
        bank: 'mihon',
        portalUrl,
        loginId: 'aoba-sakura',
        password: 'demo-login',
        code: null,
        p12Url: `${url}/demo/p12/aoba-sakura.p12`,
        p12Password: 'demo-file-pass',
        expiryDate: '2026-12-12',
        state: 'active',
      },
      {
        bank: 'mihon',
        portalUrl,
        loginId: 'hibari-kishi',
        password: null,
        code: 'K7QM-2XPD-9RT4-HW0B',
        p12Url: null,
        p12Password: null,
        expiryDate: null,
        state: 'never-acquired',
      },
    ]);
  });

  it('tell which certificates were presented, and when', async () => {
    const answer = await get(server, '/demo/state.json');
    const at = '2026-11-22T01:00:00.000Z';
    expect(answer.json()).toEqual({
      ready: true,
      now: '2026-11-22T01:05:00.000Z',
      presented: [{ bank: 'mihon', loginId: 'aoba-sakura', file: 'aoba-sakura', at }],
    });
  });

  it('speak the language that the browser prefers, unless the link asks for one', async () => {
    const language = async (path: string, accept: string) =>
      /<html lang="(..)">/.exec((await get(server, path, { 'accept-language': accept })).body)?.[1];
    expect(await language('/', 'ja,en;q=0.8')).toBe('ja');
    expect(await language('/', 'fr-FR,en;q=0.8,ja;q=0.5')).toBe('en');
    expect(await language('/', 'de')).toBe('en');
    expect(await language('/?lang=en', 'ja')).toBe('en');
    expect(await language('/?lang=xx', 'ja')).toBe('ja');
  });

  it('escape the names on the start page', async () => {
    const { body } = await get(server, '/', { 'accept-language': 'ja' });
    expect(body).toContain('株式会社 &#60;あおば&#62;');
    expect(body).not.toContain('<あおば>');
  });

  it('allow no inline script or style, and connections only to themselves and the portals', async () => {
    const { headers, body } = await get(server, '/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' https://mihon.portal.localhost:8443");
    expect(policy).not.toContain('unsafe');
    expect(body).not.toMatch(/<style|style="|onclick|<script(?![^>]*src=)/);
  });

  it('show the mails that nobody got, in both languages, with what strangers wrote escaped', async () => {
    const list = await get(server, '/demo/outbox?lang=ja');
    expect(list.body).toContain('【見本信用金庫】更新 &#60;b&#62;');
    expect(list.body).toContain('2026年11月22日 10:00');
    expect((await get(server, '/demo/outbox?lang=en')).body).toContain('22 November 2026');
    const read = await get(server, `${mailPath}/read?lang=ja`);
    expect(read.body).toContain('sandbox=""');
    expect(read.body).toContain('srcdoc="&#60;p style=&#34;color:red&#34;&#62;');
    expect(read.headers['content-security-policy']).toContain("default-src 'none'");
    expect(list.body).toContain('電子署名付き');
    expect(read.body).toContain('金庫の署名（S/MIME）');
    expect(read.body).toContain(`openssl cms -verify -purpose smimesign -CAfile root.crt -in ${mail.name}`);
    expect((await get(server, '/demo/outbox/other.eml/read')).statusCode).toBe(404);
    expect((await get(server, '/demo/outbox/other.eml')).statusCode).toBe(404);
  });

  it('give the mails as data, and each as it would have been sent', async () => {
    expect((await get(server, '/demo/outbox.json')).json()).toEqual([
      {
        date: '2026-11-22T01:00:00.000Z',
        from: '見本信用金庫 <notices@mihon.example>',
        to: 'sakura@aoba.example',
        subject: '【見本信用金庫】更新 <b>',
        messageId: '<0a1b@mihon.example>',
        attached: ['smime.p7s'],
        emlUrl: `${url}${mailPath}`,
      },
    ]);
    const eml = await get(server, mailPath);
    expect(eml.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${mail.name}"`,
    });
    expect(eml.body).toBe('Subject: x\r\n\r\n');
  });

  it('offer files as downloads', async () => {
    const root = await get(server, '/demo/root.crt');
    expect(root.headers['content-disposition']).toBe('attachment; filename="koshin-demo-root.crt"');
    expect(root.body).toContain('BEGIN CERTIFICATE');
    const file = await get(server, '/demo/p12/aoba-sakura.p12');
    expect(file.headers['content-type']).toBe('application/x-pkcs12');
    expect([...file.rawPayload]).toEqual([0x30, 0]);
  });

  it.each(['/demo/p12/nobody.p12', '/demo/p12/..%2Faccounts.p12', '/demo/p12/aoba-sakura', '/demo/p12/.p12'])(
    'have no file at %s',
    async (path) => {
      expect((await get(server, path)).statusCode).toBe(404);
    },
  );

  it('ask for patience while the demo is being set up, and come back by themselves', async () => {
    const starting = await serverWith(unready);
    const page = await get(starting, '/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('http-equiv="refresh"');
    expect((await get(starting, '/demo/accounts.json')).statusCode).toBe(503);
    expect((await get(starting, '/demo/root.crt')).statusCode).toBe(503);
    expect((await get(starting, '/demo/state.json')).json()).toEqual({ ready: false, now: null, presented: [] });
    await starting.close();
  });
});
