import { AcquiredCertificate, AcquisitionStanding, AcquisitionView } from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import { TokenChallenge, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CustomerKey, customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { HttpBrowser, type Identity, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../../../tests/testkit/bank/test-token.ts';
import { issueAcquisitionCode } from '../../use-cases/acquisition/issue-acquisition-code.ts';

let at: TokenWorld;
let service: TestService;
let browser: HttpBrowser;
let loginId: string;
let code: string;
beforeAll(async () => {
  at = await tokenWorld();
  service = await testService(at.means);
});
afterAll(async () => {
  await service.stop();
  await at.means.close();
});
beforeEach(async () => {
  ({ loginId } = (await at.bank.newcomer({ machine: true })).user);
  ({ code } = await issueAcquisitionCode(at.means, { bankId: 'mihon', loginId }));
  browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await browser.session();
});

const open = () => browser.post(portalPaths.acquisitions, { loginId, code });
const givePassword = (password = 'chosen password') => browser.post(portalPaths.acquisitionPassword, { password });
const standing = async () => saying(AcquisitionStanding, await browser.get(portalPaths.acquisition));
const request = async (key: CustomerKey) =>
  saying(
    AcquiredCertificate,
    await browser.post(portalPaths.acquisitionRequests, { csr: Buffer.from(key.request()).toString('base64') }),
  );
const problem = async (answer: ReturnType<HttpBrowser['post']>) => {
  const { status, body } = await answer;
  const { code: name, facts } = JSON.parse(body);
  return [status, name, facts];
};
const use = (identity?: Identity) => browser.present(identity, portalPaths.acquisitionPresentations);
const identity = (key: CustomerKey, { certificate }: { certificate: string }) =>
  identityOf(key.privateKey, Buffer.from(certificate, 'base64'));

it('leads from the code over the first use, by a handshake of the new key, to the login', async () => {
  expect(await standing()).toEqual({ stage: 'none' });
  expect(saying(AcquisitionStanding, await open())).toMatchObject({ stage: 'password', ask: 'set', loginId });
  const opened = saying(AcquisitionStanding, await givePassword());
  expect(opened).toMatchObject({ stage: 'open', acquisition: { state: 'ready', certificate: null, held: 'here' } });
  const key = customerKey();
  const issued = await request(key);
  expect(issued).toMatchObject({ renewal: { state: 'issued' }, fileName: 'web-fb-certificate-20271210.p12' });
  const again = saying(DeliveredCertificate, await browser.get(portalPaths.acquiredCertificate));
  expect(again.certificate).toBe(issued.certificate);
  const saved = saying(AcquisitionView, await browser.post(portalPaths.acquisitionSaved, {}));
  expect(saved.successors).toMatchObject([{ installedAt: null, savedAt: expect.any(String) }]);
  const report = { storage: 'pc-store' };
  expect(saying(AcquisitionView, await browser.post(portalPaths.acquisitionInstalled, report)).state).toBe('installed');

  // Nothing chosen: the way back is to the very window, which asks what came of it.
  const refused = await use();
  const nonce = new URL(refused, browser.origin).searchParams.get('presentation') ?? '';
  expect(refused).toBe(`${portalPages.acquisition}?presentation=${nonce}`);
  const outcome = saying(PresentationView, await browser.get(portalPaths.presentation(nonce)));
  expect(outcome).toMatchObject({
    purpose: 'first-use',
    state: 'refused',
    code: 'certificate-not-presented',
    certificateId: issued.certificateId,
  });
  expect(await use(identity(key, issued))).toMatch(/^\/first\/certificate\?presentation=/);
  expect(await standing()).toMatchObject({ stage: 'open', acquisition: { state: 'proven' } });
  expect((await browser.session()).stage).toBe('anonymous');
  const login = await browser.login(identity(key, issued), 'chosen password');
  expect([login.status, JSON.parse(login.body).stage]).toEqual([200, 'open']);
});

it('says what a code is like to who has it, and nothing to who has not', async () => {
  const wrong = { loginId, code: '0000-0000-0000-0000' };
  const mismatch = [403, 'acquisition-mismatch', { n: 10 }];
  expect(await problem(browser.post(portalPaths.acquisitions, wrong))).toEqual(mismatch);
  expect(await problem(browser.post(portalPaths.acquisitions, { ...wrong, loginId: 'nobody' }))).toEqual(mismatch);
  await open();
  expect(await problem(givePassword('short'))).toEqual([422, 'login-password-unfit', { rule: 'short' }]);
  expect(await problem(givePassword(code))).toEqual([422, 'login-password-unfit', { rule: 'same-as-code' }]);
  await givePassword();
  const key = customerKey();
  const issued = await request(key);
  await use(identity(key, issued));
  expect(await problem(open())).toEqual([410, 'acquisition-used', { usedDate: '2026-12-10' }]);
});

it('is the browser’s that gave the code: to any other, and after the end, each act is refused', async () => {
  const key = customerKey();
  await open();
  await givePassword();
  await request(key);
  const other = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await other.session();
  const csr = Buffer.from(key.request()).toString('base64');
  const acts = (one: HttpBrowser) => [
    one.get(portalPaths.acquiredCertificate),
    one.get(portalPaths.acquisitionTokens),
    one.post(portalPaths.acquisitionPassword, { password: 'chosen password' }),
    one.post(portalPaths.acquisitionRequests, { csr }),
    one.post(portalPaths.acquisitionSaved, {}),
    one.post(portalPaths.acquisitionInstalled, {}),
    one.post(portalPaths.acquisitionToken, { serial: 'A' }),
    one.post(portalPaths.acquisitionTokenProof, { serial: 'A', signature: 'AAAA' }),
    one.post(portalPaths.acquisitionPresentations, {}),
  ];
  for (const act of acts(other)) expect(await problem(act)).toEqual([401, 'session-expired', {}]);
  expect(await standing()).toMatchObject({ stage: 'open' });
  for (const _ of [1, 2]) {
    expect(saying(AcquisitionStanding, await browser.post(portalPaths.acquisitionEnd, {}))).toEqual({ stage: 'none' });
  }
  for (const act of acts(browser)) expect(await problem(act)).toEqual([401, 'session-expired', {}]);
});

it('takes the proof of a token that the bank gave to the user', async () => {
  await open();
  await givePassword();
  const token = testToken();
  await appliedToken(at.means, { loginId, token });
  const situation = saying(TokenSituation, await browser.get(portalPaths.acquisitionTokens));
  expect(situation.applications).toMatchObject([{ state: 'handed-over' }]);
  const { serial } = token;
  const { challenge } = saying(TokenChallenge, await browser.post(portalPaths.acquisitionToken, { serial }));
  const signature = Buffer.from(token.prove(Buffer.from(challenge, 'base64'))).toString('base64');
  saying(AcquisitionView, await browser.post(portalPaths.acquisitionTokenProof, { serial, signature }));
  const proven = saying(TokenSituation, await browser.get(portalPaths.acquisitionTokens));
  expect(proven.applications).toMatchObject([{ state: 'usable' }]);
});

it.each([
  ['no code', { loginId: 'x' }],
  ['an empty code', { loginId: 'x', code: '' }],
  ['a code too long', { loginId: 'x', code: 'x'.repeat(65) }],
  ['more than is asked', { loginId: 'x', code: 'x', userId: 'x' }],
])('takes nothing with %s', async (_what, body) => {
  expect(await problem(browser.post(portalPaths.acquisitions, body))).toEqual([400, 'request-malformed', {}]);
});

it('takes sixty codes a minute at most, of one address', async () => {
  const statuses = [];
  for (let n = 0; n < 61; n += 1) statuses.push((await browser.post(portalPaths.acquisitions, {})).status);
  expect([statuses.at(0), statuses.at(-1)]).toEqual([400, 429]);
});
