import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import { TokenChallenge, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../../../tests/testkit/bank/test-token.ts';

const windowId = 'a'.repeat(32);

let at: TokenWorld;
let service: TestService;
beforeAll(async () => {
  at = await tokenWorld();
  service = await testService(at.means);
});
afterAll(async () => {
  await service.stop();
  await at.means.close();
});

/** Someone with a certificate to renew. */
async function loggedIn() {
  const customer = await at.bank.customer({ daysLeft: 12 });
  const browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await browser.login(identityOf(customer.key.privateKey, customer.certificate.der), 'right password');
  await browser.session();
  const codeOf = async (path: string, body: unknown) => {
    const answer = await browser.post(path, body);
    return [answer.status, JSON.parse(answer.body).code];
  };
  return { customer, browser, codeOf };
}

it('shows a customer what he applied for, takes an application and takes it back', async () => {
  const { browser, codeOf } = await loggedIn();
  const form = { collection: 'post', contact: '03-0000-0000' };
  const none = saying(TokenSituation, await browser.get(portalPaths.tokens));
  expect(none).toEqual({ applications: [], mayApply: true });
  const applied = saying(TokenSituation, await browser.post(portalPaths.tokenApplications, form));
  expect(applied).toMatchObject({ applications: [{ state: 'received', collection: 'post' }], mayApply: false });
  expect(JSON.stringify(applied)).not.toContain(form.contact);
  expect(saying(TokenSituation, await browser.get(portalPaths.tokens))).toEqual(applied);
  expect(await codeOf(portalPaths.tokenApplications, form)).toEqual([409, 'token-application-exists']);
  const withdrawal = portalPaths.tokenWithdrawal(applied.applications[0]?.applicationNo ?? '');
  const stranger = await loggedIn();
  expect(await stranger.codeOf(withdrawal, {})).toEqual([404, 'not-found']);
  const withdrawn = saying(TokenSituation, await browser.post(withdrawal, {}));
  expect(withdrawn).toMatchObject({ applications: [{ state: 'withdrawn' }], mayApply: true });
});

it.each([
  ['another way to receive it', { collection: 'courier', contact: 'x' }],
  ['no contact', { collection: 'post' }],
  ['an empty contact', { collection: 'post', contact: '' }],
  ['a contact of blanks', { collection: 'post', contact: '   ' }],
  ['more than is asked', { collection: 'post', contact: 'x', userId: 'x' }],
])('takes no application with %s', async (_what, body) => {
  const { browser, codeOf } = await loggedIn();
  expect(await codeOf(portalPaths.tokenApplications, body)).toEqual([400, 'request-malformed']);
  expect(saying(TokenSituation, await browser.get(portalPaths.tokens)).applications).toEqual([]);
});

it('challenges the token of a customer, and takes the signature of its device key', async () => {
  const { customer, browser, codeOf } = await loggedIn();
  const token = testToken();
  await appliedToken(at.means, { loginId: customer.user.loginId, token });
  const start = { certificateId: customer.certificate.id, windowId, takeOver: false };
  const { id } = saying(RenewalView, await browser.post(portalPaths.renewals, start));
  const [chosen, proof] = [portalPaths.renewalToken(id), portalPaths.renewalTokenProof(id)];
  const { serial } = token;
  expect(await codeOf(chosen, { windowId, serial: 'FFFF' })).toEqual([403, 'token-not-registered']);
  const { challenge } = saying(TokenChallenge, await browser.post(chosen, { windowId, serial }));
  const signed = (by: typeof token) => {
    const signature = Buffer.from(by.prove(Buffer.from(challenge, 'base64'))).toString('base64');
    return { windowId, serial, signature };
  };
  expect(await codeOf(proof, signed(testToken()))).toEqual([422, 'token-device-key-missing']);
  expect(saying(RenewalView, await browser.post(proof, signed(token)))).toMatchObject({ id, state: 'preparing' });
  const { applications } = saying(TokenSituation, await browser.get(portalPaths.tokens));
  expect(applications).toMatchObject([{ state: 'usable', tokenSerialTail: '3921' }]);
});

it('is for who is logged in', async () => {
  const nobody = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await nobody.session();
  const answers = [
    await nobody.get(portalPaths.tokens),
    await nobody.post(portalPaths.tokenApplications, { collection: 'post', contact: 'x' }),
    await nobody.post(portalPaths.tokenWithdrawal('00000000'), {}),
    await nobody.post(portalPaths.renewalToken(windowId), { windowId, serial: 'A' }),
    await nobody.post(portalPaths.renewalTokenProof(windowId), { windowId, serial: 'A', signature: 'AAAA' }),
  ];
  expect(answers.map(({ status, body }) => [status, JSON.parse(body).code])).toEqual(
    answers.map(() => [401, 'session-expired']),
  );
});

it('is applied for thirty times an hour at most, of one address', async () => {
  const { browser } = await loggedIn();
  const statuses = [];
  for (let n = 0; n < 31; n += 1) statuses.push((await browser.post(portalPaths.tokenApplications, {})).status);
  expect(statuses.at(0)).toBe(400);
  expect(statuses.at(-1)).toBe(429);
});
