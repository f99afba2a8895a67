import { acquisitionTexts } from '@koshin/web/texts/acquisition.ts';
import { acquisitionWords } from '@koshin/web/texts/acquisition-words.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalHelperTexts } from '@koshin/web/texts/renewal-helper.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extensionId } from '../testkit/helper/helper-in-profile.ts';
import { press } from '../testkit/helper/helper-pc.ts';
import { reissueCode } from '../testkit/journeys/bank.ts';
import type { Customer } from '../testkit/journeys/customer.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import { chosenPassword, type RenewalWindow } from '../testkit/journeys/renewal-window.ts';
import { TokenAtHand } from '../testkit/journeys/token-at-hand.ts';

const { customer, demo } = journeys({}, { KOSHIN_HELPER_EXTENSION_ID: extensionId });
const helper = { host: true };
const newPassword = 'a new login password';

/** From the login page to 「取得する」, by the code that the bank handed over on paper. */
async function beginAcquisition(someone: Customer, code = someone.account.code ?? ''): Promise<RenewalWindow> {
  const { portal } = someone;
  await portal.page.goto(`${someone.account.portalUrl}/`);
  await portal.press(loginTexts['start.first']);
  await portal.shows('acq.start');
  await portal.fill(acquisitionTexts.loginId, someone.account.loginId);
  await portal.fill(acquisitionTexts.code, code.toLowerCase());
  await portal.press(acquisitionTexts.next);
  return someone.renewalIn(portal.page);
}

async function setPassword({ portal }: Customer, password = newPassword): Promise<void> {
  await portal.shows('acq.password');
  await portal.fill(acquisitionTexts['set.label'], password);
  await portal.fill(acquisitionTexts['set.repeat'], password);
  await portal.press(acquisitionTexts['set.set']);
}

/** 「取得する」: the page of the code has the same title. */
async function pressAcquire(window: RenewalWindow): Promise<void> {
  await window.button(acquisitionTexts.acquire).waitFor();
  await window.press(acquisitionTexts.acquire);
}

/** To the login, and in, in the same running browser with what it presents by itself. */
async function goOnToLogin(someone: Customer): Promise<void> {
  await someone.portal.press(acquisitionTexts['done.login']);
  await someone.portal.press(loginTexts['start.login']);
  await someone.givePassword(newPassword);
  await someone.portal.shows('notice.list');
}

describe('a customer who was given a code for his first certificate (R23)', () => {
  it('sets a password, gets the certificate by three times はい, and logs in with it in the same running browser', async () => {
    const someone = await customer('hibari-kishi', { helper });
    const before = someone.certificates().length;
    const window = await beginAcquisition(someone);
    await setPassword(someone);
    await window.button(acquisitionTexts.acquire).waitFor();
    expect(await window.text()).toContain(someone.say(renewalStartTexts.howSavedByHelper));
    await lookAt(window, { language: 'ja', name: 'acq.start-acquire' });
    await window.press(acquisitionTexts.acquire);
    const questions = [await someone.sayYesToHelper(), await someone.sayYesToHelper(), await someone.sayYesToHelper()];
    for (const question of questions)
      expect(question).toMatch(/https:\/\/mihon\.portal\.localhost:\d+[\s\S]*見本信用金庫/);
    await window.shows('renewal.done');
    expect(await window.text()).toMatch(/岸 美咲[\s\S]*次の更新は/);
    expect(await window.text()).toContain(someone.say(renewalHelperTexts.storage));
    await lookAt(window, { language: 'ja', name: 'acq.done' });
    expect(someone.certificates()).toHaveLength(before + 1);
    await goOnToLogin(someone);
    const [account] = await demo().accountsOf('hibari-kishi');
    expect(account).toMatchObject({ code: null, state: 'active' });
  });

  it('keeps it on the USB token that the bank gave him, and logs in from there', async () => {
    const token = TokenAtHand.prepare('REIJI-0005');
    onTestFinished(() => token.remove());
    await token.giveTo(demo(), { bank: 'reiji', loginId: 'yukari-tani' });
    const someone = await customer('yukari-tani', { helper: { host: true, token } });
    const before = someone.certificates().length;
    const window = await beginAcquisition(someone);
    await setPassword(someone);
    await pressAcquire(window);
    await window.shows('renewal.storage');
    await window.press(renewalStartTexts['storage.token']);
    await someone.sayYesToHelper();
    await someone.givePin(token.pin);
    await someone.sayYesToHelper();
    await someone.sayYesToHelper();
    await window.shows('renewal.done');
    expect(await window.text()).toContain(someone.say(renewalHelperTexts.token));
    expect(token.objects()).toMatch(/Certificate Object/);
    expect(someone.certificates()).toHaveLength(before);
    await goOnToLogin(someone);
  });
});

describe('a customer whose certificate is to be replaced (R24)', () => {
  it('is told of a wrong code, and gets it as a file without helper; the one before ends with the first use', async () => {
    const someone = await customer('minato-ishii');
    const code = await reissueCode(demo(), { bank: 'mihon', loginId: 'minato-ishii' });
    await beginAcquisition(someone, '0000-0000-0000-0000');
    await someone.portal.page
      .locator('.msg', { hasText: someone.say(acquisitionTexts.mismatch, { n: '10' }) })
      .waitFor();
    const window = await beginAcquisition(someone, code);
    await someone.portal.shows('login.password');
    await someone.portal.fill(loginTexts['password.label'], someone.password);
    await someone.portal.press(acquisitionTexts.next);
    await pressAcquire(window);
    await window.choosePassword();
    const file = await window.consentToFile();
    await window.goToImport();
    someone.removeCertificates();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
    await someone.portal.press(acquisitionTexts['done.login']);
    await someone.login();
    await someone.portal.shows('notice.list');
    await someone.portal.page.goto(`${someone.account.portalUrl}/certificates`);
    await someone.portal.page.locator('.ledger').first().waitFor();
    expect(await someone.portal.text()).toContain('更新前のもの');
  });

  it('loses nothing by いいえ, a killed host and a killed browser: the code given again goes on with the same key', async () => {
    const someone = await customer('aoba-kuroda', { helper, language: 'en' });
    const code = await reissueCode(demo(), { bank: 'mihon', loginId: 'aoba-kuroda' });
    const before = someone.certificates().length;
    const begin = async () => {
      const window = await beginAcquisition(someone, code);
      await someone.portal.shows('login.password');
      await someone.portal.fill(loginTexts['password.label'], someone.password);
      await someone.portal.press(acquisitionTexts.next);
      return window;
    };
    let window = await begin();
    // 1. No, then the host dies while it is asked, then the browser.
    await pressAcquire(window);
    await someone.sayNoToHelper();
    await window.shows('turn.declined');
    await window.press(renewalTexts.keepOn);
    const asking = await someone.helperAsks();
    expect(someone.killHost()).toBe(true);
    await press(asking, 'Yes');
    await someone.helperAsks();
    await someone.killBrowser();
    // 2. The key is there: the first question is the request's. The certificate is issued, the browser dies.
    window = await begin();
    await pressAcquire(window);
    expect(await someone.sayYesToHelper()).toContain('request signed with that key');
    await someone.helperAsks();
    await someone.killBrowser();
    // 3. It is installed.
    window = await begin();
    await window.page
      .getByRole('heading', {
        name: someone.say(acquisitionWords.get(renewalTexts['step.resume']) ?? renewalTexts['step.resume']),
      })
      .waitFor();
    await window.press(renewalHelperTexts['install.save']);
    await someone.sayYesToHelper();
    await window.shows('renewal.done');
    expect(someone.certificates()).toHaveLength(before + 1);
    // Used up: whoever gives it once more is told when that was.
    await someone.portal.press(acquisitionTexts['done.login']);
    await beginAcquisition(someone, code);
    await someone.portal.shows('acq.used');
    await lookAt(someone.portal, { language: 'en', name: 'acq.used' });
  });

  it('finds no key on another PC: the page says where it is, and another code makes another', async () => {
    const someone = await customer('minato-ono', { helper: { host: false } });
    const loginId = 'minato-ono';
    const code = await reissueCode(demo(), { bank: 'mihon', loginId });
    const window = await beginAcquisition(someone, code);
    await someone.portal.shows('login.password');
    await someone.portal.fill(loginTexts['password.label'], someone.password);
    await someone.portal.press(acquisitionTexts.next);
    await pressAcquire(window);
    await window.choosePassword(chosenPassword);
    await window.consentToFile();
    const elsewhere = await customer(loginId);
    const there = await beginAcquisition(elsewhere, code);
    await elsewhere.portal.shows('login.password');
    await elsewhere.portal.fill(loginTexts['password.label'], elsewhere.password);
    await elsewhere.portal.press(acquisitionTexts.next);
    await there.shows('acq.key-gone');
    await lookAt(there, { language: 'ja', name: 'acq.key-gone' });
    await there.press(acquisitionTexts.back);
    await beginAcquisition(elsewhere, await reissueCode(demo(), { bank: 'mihon', loginId }));
    await elsewhere.portal.shows('login.password');
  });
});
