import { CertificateList } from '@koshin/wire/portal/certificate-view.ts';
import { NoticeLetter, NoticeList } from '@koshin/wire/portal/notice-messages.ts';
import { csrfHeader, portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationStarted, PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { IssuedCertificate, RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { Problem } from '@koshin/wire/problems/problem.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { httpRequest } from '../../../../tests/testkit/network/http-client.ts';

let means: TestMeans;
let bank: TestBank;
let service: TestService;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  service = await testService(means);
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const windowId = 'a'.repeat(32);
const browser = () => new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
const identity = ({ key, certificate }: Pick<TestCustomer, 'key' | 'certificate'>) =>
  identityOf(key.privateKey, certificate.der);

function refusing(answer: { body: string; status: number; headers: Readonly<Record<string, unknown>> }) {
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const problem = JSON.parse(answer.body);
  expect([...Value.Errors(Problem, problem)], answer.body).toEqual([]);
  expect(answer.status).toBe(problem.status);
  return problem;
}

async function loggedIn(input: { daysLeft?: number } = {}) {
  const customer = await bank.customer(input);
  const at = browser();
  expect((await at.login(identity(customer), 'right password')).status).toBe(200);
  return { customer, at };
}

describe('every answer keeps to its schema', () => {
  it('from login over a whole renewal to the proof', async () => {
    const customer = await bank.customer();
    const at = browser();
    expect(saying(SessionView, await at.get(portalPaths.session)).stage).toBe('anonymous');
    await at.session();
    const started = saying(PresentationStarted, await at.post(portalPaths.presentations, {}));
    const back = await at.handshake(started.url, identity(customer));
    await at.get(new URL(back).pathname);
    const seen = saying(PresentationView, await at.get(portalPaths.presentation(started.nonce)));
    expect(seen).toMatchObject({ state: 'accepted', purpose: 'login', code: null });
    expect(saying(SessionView, await at.get(portalPaths.session)).stage).toBe('presented');
    const open = saying(SessionView, await at.post(portalPaths.password, { password: 'right password' }));
    expect(open).toMatchObject({ stage: 'open', notices: { unread: 1 }, tone: 'information' });

    const { notices } = saying(NoticeList, await at.get(portalPaths.notices));
    saying(NoticeLetter, await at.post(portalPaths.noticeRead(notices[0]?.noticeNo ?? ''), {}));
    saying(CertificateList, await at.get(portalPaths.certificates));

    const start = { certificateId: customer.certificate.id, windowId, takeOver: false };
    const renewal = saying(RenewalView, await at.post(portalPaths.renewals, start));
    const confirm = { windowId, password: null, usedOnOtherPcs: null };
    saying(RenewalView, await at.post(portalPaths.renewalConfirm(renewal.id), confirm));
    const key = customerKey();
    const csr = Buffer.from(key.request()).toString('base64');
    const issued = saying(IssuedCertificate, await at.post(portalPaths.renewalRequests(renewal.id), { windowId, csr }));
    expect(issued.fileName).toMatch(/^web-fb-certificate-\d{8}\.p12$/);
    const report = { windowId, certificateId: issued.certificateId };
    saying(RenewalView, await at.post(portalPaths.renewalSaved(renewal.id), report));
    saying(RenewalView, await at.post(portalPaths.renewalInstalled(renewal.id), report));
    saying(RenewalView, await at.post(portalPaths.renewalSeen(renewal.id), { windowId }));

    const proof = identityOf(key.privateKey, Buffer.from(issued.certificate, 'base64'));
    const page = await at.present(proof, portalPaths.renewalPresentations(renewal.id), { purpose: 'proof' });
    expect(page).toMatch(new RegExp(`^/renewal/${customer.certificate.id}\\?presentation=[0-9a-f]{32}$`));
    const after = saying(SessionView, await at.get(portalPaths.session));
    expect(after).toMatchObject({
      certificate: { id: issued.certificateId },
      notices: { count: 1, renewals: 0 },
      tone: 'plain',
    });
    const done = saying(RenewalView, await at.post(portalPaths.renewals, start));
    expect(done).toMatchObject({ state: 'proven', proof: { certificate: { id: issued.certificateId } } });
    const release = await at.post(portalPaths.renewalRelease(renewal.id), { windowId });
    expect(release.status).toBe(204);
  });
});

describe('an act', () => {
  it('without this portal’s Origin, token or cookie is refused and changes nothing', async () => {
    const { at } = await loggedIn();
    await at.session();
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: service.portalOrigin('reiji') },
      { origin: 'null' },
      { [csrfHeader]: 'x'.repeat(43) },
      { [csrfHeader]: '' },
      { cookie: '' },
    ]) {
      const problem = refusing(await at.post(portalPaths.logout, {}, headers));
      expect(problem, JSON.stringify(headers)).toMatchObject({ code: 'csrf-mismatch', status: 403 });
    }
    expect((await at.session()).stage).toBe('open');
  });

  it('with another browser’s token is refused', async () => {
    const { at } = await loggedIn();
    const other = browser();
    await other.session();
    const problem = refusing(await at.post(portalPaths.logout, {}, { [csrfHeader]: other.csrf }));
    expect(problem.code).toBe('csrf-mismatch');
  });

  it.each([
    ['a body that is no JSON', '{', {}, 'request-malformed'],
    ['an unknown field', '{"password":"x","admin":true}', {}, 'request-malformed'],
    ['a wrong type', '{"password":5}', {}, 'request-malformed'],
    ['nothing', '', {}, 'request-malformed'],
    ['another media type', 'password=x', { 'content-type': 'text/plain' }, 'request-malformed'],
    ['a body larger than 64 KiB', JSON.stringify({ password: 'x'.repeat(70_000) }), {}, 'request-too-large'],
  ])('with %s gets a problem of its own', async (_what, body, headers, code) => {
    const at = browser();
    await at.session();
    const answer = await httpRequest(`${at.origin}${portalPaths.password}`, {
      ca: service.serverCa,
      method: 'POST',
      body,
      headers: {
        origin: at.origin,
        [csrfHeader]: at.csrf,
        'content-type': 'application/json',
        cookie: [...at.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
    });
    expect(refusing(answer).code).toBe(code);
  });
});

describe('a problem', () => {
  it('carries the customer’s text in his language, a number of eight digits, and its facts', async () => {
    const customer = await bank.customer();
    const at = browser();
    await at.present(identity(customer));
    const wrong = { password: 'wrong' };
    const ja = refusing(await at.post(portalPaths.password, wrong, { 'accept-language': 'ja,en;q=0.5' }));
    expect(ja).toMatchObject({ title: 'ログインパスワードが一致しませんでした。', facts: { triesLeft: 4 } });
    const en = refusing(await at.post(portalPaths.password, wrong, { 'accept-language': 'en-GB' }));
    expect(en).toMatchObject({ title: 'The login password did not match.', facts: { triesLeft: 3 } });
    expect(en.refNo).not.toBe(ja.refNo);
  });

  it('of an unforeseen error tells nothing of its cause', async () => {
    const { at } = await loggedIn();
    const { register } = means;
    const broken = { ...register, read: () => Promise.reject(new Error('secret of the inside')) };
    Object.assign(means, { register: broken });
    try {
      const answer = await at.get(portalPaths.notices);
      expect(refusing(answer)).toMatchObject({ code: 'unexpected', status: 500 });
      expect(answer.body).not.toContain('secret');
    } finally {
      Object.assign(means, { register });
    }
  });
});

describe('the look-up', () => {
  it('is limited by login ID, whether it exists or not, and says when to come again', async () => {
    const { user } = await bank.customer();
    for (const loginId of [user.loginId, 'nobody-at-all']) {
      const at = browser();
      await at.session();
      for (let i = 0; i < 5; i += 1) {
        const problem = refusing(await at.post(portalPaths.lookUp, { loginId, password: 'wrong' }));
        expect(problem).toMatchObject({ code: 'password-mismatch', facts: {} });
      }
      const limited = await at.post(portalPaths.lookUp, { loginId, password: 'wrong' });
      expect(refusing(limited)).toMatchObject({ code: 'rate-limited', status: 429 });
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    }
  });
});

describe('a page', () => {
  it('is the same document for every address, in the language the browser prefers, with the bank’s colour', async () => {
    const at = browser();
    for (const [header, language] of [
      ['ja', 'ja'],
      ['en-US,en;q=0.9', 'en'],
      ['fr,en;q=0.5,ja;q=0.8', 'ja'],
      ['fr', 'ja'],
      ['en;q=0', 'ja'],
    ] as const) {
      const { body } = await at.get('/notices', { 'accept-language': header });
      expect(body, header).toContain(`<html lang="${language}" data-bank="mihon">`);
    }
    const chosen = await at.get('/', { 'accept-language': 'ja', cookie: 'koshin-language=en' });
    expect(chosen.body).toContain('<html lang="en"');
  });

  it('is locked down: nothing inline, nothing from elsewhere, in nobody’s frame', async () => {
    const { headers } = await browser().get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(String(headers['strict-transport-security'])).toMatch(/max-age=31536000/);
  });

  it('is on no host but a bank’s', async () => {
    const answer = await httpRequest(`${service.portalOrigin('nobank')}/`, { ca: service.serverCa });
    expect(refusing(answer).code).toBe('not-found');
  });

  it('asks for no client certificate', async () => {
    const customer = await bank.customer();
    const answer = await httpRequest(`${service.portalOrigin('mihon')}/api/session`, {
      ca: service.serverCa,
      identity: identity(customer),
    });
    expect(JSON.parse(answer.body).stage).toBe('anonymous');
  });
});

describe('the cookies', () => {
  it('are host-only, HttpOnly, Secure and Lax, and the session’s changes with redemption and password', async () => {
    const customer = await bank.customer();
    const at = browser();
    const { headers } = await at.get(portalPaths.session);
    const [line] = [headers['set-cookie']].flat();
    expect(line).toMatch(/^__Host-koshin-browser=[\w-]{43}; /);
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(line).toContain(attribute);
    expect(line).not.toContain('Domain');
    await at.present(identity(customer));
    const presented = at.cookies.get('__Host-koshin-session');
    await at.post(portalPaths.password, { password: 'right password' });
    const opened = at.cookies.get('__Host-koshin-session');
    expect(presented).toMatch(/^[\w-]{43}$/);
    expect(opened).toMatch(/^[\w-]{43}$/);
    expect(opened).not.toBe(presented);
  });
});
