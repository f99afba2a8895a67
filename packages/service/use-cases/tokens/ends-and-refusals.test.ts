import type { ApplicationStateName } from '@koshin/lifecycle/tokens/states.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../../../tests/testkit/bank/test-token.ts';
import { applyForToken, recordApplication } from './apply-for-token.ts';
import type { BankEvent } from './change-application.ts';
import { changeByBank } from './change-by-bank.ts';
import { listApplications, listTokens, ownTokens } from './find-applications.ts';
import { withdrawApplication } from './withdraw-application.ts';

const by = { bankId: 'mihon', operatorId: 'operator-1' };
const form = { collection: 'branch', contact: '03-0000-0000' } as const;
const reason = { ja: '在庫がありません [こちら](x)', en: 'none in stock *now*' };

let at: TokenWorld;
beforeEach(async () => {
  at = await tokenWorld();
});
afterEach(() => at.means.close());

describe('applications for USB tokens', () => {
  it('are declined with a reason, also after a token was registered, which then answers nothing more', async () => {
    const { means, customer, browser, bankDoes, stored, told } = at;
    const token = testToken();
    const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, token, until: 'register' });
    await bankDoes(applicationNo, { event: 'decline', reason });
    expect(await stored()).toMatchObject({ state: 'declined', reason, tokenSerial: token.serial });
    const [registered] = await means.register.read((tx) =>
      tx.tokens.ofSerial({ bankId: 'mihon', serial: token.serial }),
    );
    expect(registered?.suspendedAt).toBe(means.clock.now());
    const letters = await told();
    expect(letters).toContainEqual(expect.stringMatching(/理由：在庫がありません \[こちら\]\(x\)$/));
    expect(letters).toContainEqual(expect.stringMatching(/Reason: none in stock \*now\*$/));
    const again = await ownTokens(means, browser.key);
    expect(again).toMatchObject({ applications: [{ state: 'declined', reason }], mayApply: true });
    // The same token may be given to another application, and the declined one keeps its history.
    const next = await appliedToken(means, { loginId: customer.user.loginId, token });
    expect(next).toMatchObject({ state: 'handed-over', tokenSerial: token.serial });
  });

  it('accepted without a token can be declined too', async () => {
    const { means, customer, bankDoes } = at;
    const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, until: 'accept' });
    expect(await bankDoes(applicationNo, { event: 'decline', reason })).toMatchObject({ state: 'declined', reason });
  });

  it('suspended silence their token, and keep why', async () => {
    const { means, customer, browser, bankDoes, stored, told } = at;
    const { applicationNo, tokenSerial } = await appliedToken(means, { loginId: customer.user.loginId });
    await bankDoes(applicationNo, { event: 'suspend', reason: { ja: '紛失', en: 'lost' } });
    expect(await stored()).toMatchObject({ state: 'suspended', reason: { ja: '紛失', en: 'lost' }, tokenSerial });
    expect(await listTokens(means, { bankId: 'mihon', suspended: false })).toEqual([]);
    expect(await told()).toContainEqual(expect.stringContaining('Suspended since 10 December 2026.'));
    expect((await ownTokens(means, browser.key)).applications).toMatchObject([{ state: 'suspended', reason: null }]);
  });

  it('are withdrawn by who made them, once, and only before they are accepted', async () => {
    const { means, bank, browser, apply, bankDoes, audited, told } = at;
    const { applicationNo } = await apply();
    const other = new TestBrowser(means, 'mihon');
    await other.login((await bank.customer({ daysLeft: 100 })).certificate);
    const withdraw = (who: TestBrowser) => withdrawApplication(means, { ...who.key, applicationNo });
    await expect(withdraw(other)).rejects.toMatchObject({ code: 'not-found' });
    const first = await withdraw(browser);
    means.clock.forward({ minutes: 1 });
    expect(await withdraw(browser)).toEqual(first);
    expect((await audited()).map(({ act }) => act)).toEqual([
      'token-application-received',
      'token-application-withdrawn',
    ]);
    expect(await told()).toHaveLength(2);
    await expect(bankDoes(applicationNo, { event: 'accept' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const second = await apply();
    await bankDoes(second.applicationNo, { event: 'accept' });
    const late = withdrawApplication(means, { ...browser.key, applicationNo: second.applicationNo });
    await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile', expected: 'received or withdrawn' });
  });

  it('done again change and tell nothing', async () => {
    const { means, customer, bankDoes, stored, audited } = at;
    const token = testToken();
    const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, token, until: 'register' });
    const before = await stored();
    means.clock.forward({ minutes: 1 });
    await bankDoes(applicationNo, { event: 'accept' });
    await bankDoes(applicationNo, { event: 'register', token });
    expect(await stored()).toEqual(before);
    await bankDoes(applicationNo, { event: 'hand-over' });
    await bankDoes(applicationNo, { event: 'hand-over' });
    await bankDoes(applicationNo, { event: 'suspend', reason });
    await bankDoes(applicationNo, { event: 'suspend', reason: { ja: '別', en: 'another' } });
    expect(await stored()).toMatchObject({ state: 'suspended', reason });
    expect((await audited()).map(({ act }) => act)).toEqual([
      'token-application-received',
      'token-application-accepted',
      'token-registered',
      'token-handed-over',
      'token-suspended',
    ]);
  });

  it.each<[BankEvent['event'], ApplicationStateName]>([
    ['hand-over', 'received'],
    ['register', 'received'],
    ['suspend', 'received'],
  ])('refuse %s while they are %s', async (event, got) => {
    const { means, apply, bankDoes } = at;
    const { applicationNo } = await apply();
    const given = { register: { token: testToken() }, suspend: { reason } } as Readonly<Record<string, object>>;
    const asked = bankDoes(applicationNo, { event, ...given[event] } as BankEvent);
    await expect(asked).rejects.toMatchObject({ code: 'changed-meanwhile', got });
    expect(await listTokens(means, { bankId: 'mihon', suspended: true })).toEqual([]);
  });

  it('are not handed over before a token is registered', async () => {
    const { means, customer, bankDoes } = at;
    const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, until: 'accept' });
    await expect(bankDoes(applicationNo, { event: 'hand-over' })).rejects.toMatchObject({
      code: 'token-not-registered',
    });
  });

  it.each<[string, BankEvent]>([
    ['reason', { event: 'decline', reason: { ja: ' ', en: 'x' } }],
    ['reason', { event: 'suspend', reason: { ja: 'x', en: 'x'.repeat(201) } }],
    ['reason', { event: 'decline', reason: { ja: '一\n二', en: 'x' } }],
    ['serial', { event: 'register', token: { ...testToken(''), serial: '   ' } }],
    ['label', { event: 'register', token: { ...testToken(), label: 'x'.repeat(65) } }],
    ['device-key', { event: 'register', token: { ...testToken(), deviceKey: Uint8Array.of(0x30, 0x00) } }],
    ['device-key', { event: 'register', token: { ...testToken(), deviceKey: customerKey('P-384').spki } }],
  ])('take nothing else for a %s, case %#', async (rule, happened) => {
    const { means, customer, bankDoes, stored } = at;
    const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, until: 'accept' });
    const before = await stored();
    await expect(bankDoes(applicationNo, happened)).rejects.toMatchObject({
      code: 'request-malformed',
      detail: { rule },
    });
    expect(await stored()).toEqual(before);
  });

  it('are made only where the bank gives tokens out, with a contact, and by who may act', async () => {
    const { means, bank, browser, apply, audited } = at;
    const contact = '二行\nの連絡先';
    const asked = applyForToken(means, { ...browser.key, ...form, contact });
    await expect(asked).rejects.toMatchObject({ code: 'request-malformed', detail: { rule: 'contact' } });
    const nobody = applyForToken(means, { bankId: 'mihon', sessionSecret: null, ...form });
    await expect(nobody).rejects.toMatchObject({ code: 'session-expired' });
    const unknown = recordApplication(means, { loginId: 'nobody', by, ...form });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    await means.register.change((tx) =>
      tx.banks.update({ ...bank.bank, policy: { ...bank.bank.policy, mediaStorage: false } }),
    );
    await expect(apply()).rejects.toMatchObject({ code: 'not-found' });
    expect(await ownTokens(means, browser.key)).toEqual({ applications: [], mayApply: false });
    expect(await audited()).toEqual([]);
  });

  it('are listed with whose they are, those that stand or all, and none of another bank', async () => {
    const { means, customer, browser, apply } = at;
    await testBank(means, { name: 'reiji', policy: { mediaStorage: true } });
    const { applicationNo } = await apply();
    await withdrawApplication(means, { ...browser.key, applicationNo });
    const standing = await apply();
    const list = (ended: boolean, bankId = 'mihon') => listApplications(means, { bankId, ended });
    expect(await list(false)).toMatchObject([
      { applicationNo: standing.applicationNo, loginId: customer.user.loginId },
    ]);
    expect((await list(true)).map(({ state }) => state)).toEqual(['received', 'withdrawn']);
    expect((await list(true))[0]?.contractNumber).toBe(customer.contract.contractNumber);
    expect(await list(true, 'reiji')).toEqual([]);
    const theirs = {
      applicationNo: standing.applicationNo,
      by: { ...by, bankId: 'reiji' },
      event: 'accept',
    } as const;
    await expect(changeByBank(means, theirs)).rejects.toMatchObject({ code: 'not-found' });
    for (const asked of [list(true, 'nobody'), listTokens(means, { bankId: 'nobody', suspended: true })]) {
      await expect(asked).rejects.toMatchObject({ code: 'not-found', detail: { bank: 'nobody' } });
    }
  });
});
