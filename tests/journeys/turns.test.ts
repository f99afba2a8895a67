import { errorTexts } from '@koshin/web/texts/errors.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { describe, expect, it } from 'vitest';
import { hold } from '../testkit/journeys/hold.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld, readFileContents } from '../testkit/journeys/keys-held.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { Consent } from '../testkit/journeys/renewal-window.ts';
import { type Step, walkTo } from '../testkit/journeys/steps.ts';

const { customer } = journeys({ mihon: { renewalWindowDays: 31 } });

describe('いいえ stops, says what was not done, and can be taken back (R7, R15)', () => {
  it.each<[Consent, string, Step]>([
    ['make-key', 'aoba-sakura', 'send-request'],
    ['send-request', 'aoba-kuroda', 'save'],
    ['install', 'minato-ishii', 'import'],
  ])('at %s', async (consent, loginId, next) => {
    const someone = await customer(loginId);
    const window = await someone.beginRenewal();
    await walkTo(window, consent);
    const held = await keysHeld(window.page);
    await window.sayNo(consent);
    await window.shows('turn.declined');
    const said = await window.text();
    expect(said).toContain(someone.say(renewalConsentTexts[`act.${consent}`]));
    expect(said).toContain('まで引き続きご利用いただけます。');
    expect(said.includes(someone.say(renewalConsentTexts['declined.issued']))).toBe(consent === 'install');
    expect(await keysHeld(window.page)).toEqual(held);
    await lookAt(window, { language: 'ja', name: `turn.declined-${consent}` });
    await window.press(renewalTexts.keepOn);
    await window.sayYes(consent);
    await (next === 'send-request'
      ? window.isAsked(next)
      : window.shows(`renewal.${next === 'save' ? next : 'import'}`));
  });
});

describe('two windows', () => {
  it('are one renewal: はい in both at once makes one certificate, and the first says that it has moved', async () => {
    const someone = await customer('minato-ono');
    const first = await someone.beginRenewal();
    await walkTo(first, 'send-request');
    const [key] = await keysHeld(first.page);
    // Until both have answered, the first does not hear of the second.
    const hearing = await hold(someone.context, /\/seen$/);
    const tab = await someone.context.newPage();
    await tab.goto(first.page.url());
    const second = someone.renewalIn(tab);
    await second.shows('turn.two-windows');
    await lookAt(second, { language: 'ja', name: 'turn.two-windows' });
    await second.continueHere();
    await second.pressRenew();
    await second.openKeptKey();
    await second.isAsked('send-request');
    const answers: number[] = [];
    someone.context.on('response', (answer) => {
      if (answer.url().endsWith('/requests')) answers.push(answer.status());
    });
    await Promise.all([first.sayYes('send-request'), second.sayYes('send-request')]);
    await first.shows('turn.moved');
    await lookAt(first, { language: 'ja', name: 'turn.moved' });
    await first.close();
    await hearing.release();
    const file = await second.saveFile();
    expect(readFileContents(file).keyDigest).toBe(key);
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    const certificates: unknown = await second.page.evaluate(
      `fetch('/api/certificates').then((answer) => answer.json()).then((list) => list.certificates.length)`,
    );
    expect(certificates, 'the earlier one and one new').toBe(2);
    await second.goToImport();
    someone.register(file);
    await second.check();
    await second.shows('renewal.done');
  });
});

describe('the customer is quicker or slower than the page', () => {
  it('double clicks do nothing twice: one confirmation, one request, one file, one proof', async () => {
    const someone = await customer('minato-hayashi');
    const asked: string[] = [];
    someone.context.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname.replace(/[0-9a-f]{32}/, ':id'));
    });
    const window = await someone.beginRenewal();
    await window.shows('renewal.start');
    await window.button(renewalStartTexts.renew).dblclick();
    await window.shows('renewal.file-password');
    await window.fill(renewalFileTexts['password.label'], 'Twice-the-click-1');
    await window.fill(renewalFileTexts['password.repeat'], 'Twice-the-click-1');
    await window.button(renewalFileTexts['password.next']).dblclick();
    await window.doubleYes('make-key');
    await window.doubleYes('send-request');
    await window.shows('renewal.save');
    const file = await window.saveFile();
    await window.button(renewalFileTexts['save.next']).dblclick();
    await window.doubleYes('install');
    someone.register(file, 'Twice-the-click-1');
    await window.shows('renewal.import');
    await window.button(renewalTexts.check).dblclick();
    await window.shows('renewal.done');
    const times = (path: string) => asked.filter((one) => one === `/api/renewals/:id/${path}`).length;
    expect({ confirm: times('confirm'), requests: times('requests'), proofs: times('presentations') }).toEqual({
      confirm: 1,
      requests: 1,
      proofs: 1,
    });
  });

  it('Back stays at the step that was reached, and says so', async () => {
    const someone = await customer('aoba-mori');
    const window = await someone.beginRenewal();
    await walkTo(window, 'file-password');
    await window.page.goBack();
    await window.page.getByText('手続きは「電子証明書ファイルのパスワード」まで進んでいます。').waitFor();
    await lookAt(window, { language: 'ja', name: 'turn.back' });
    await window.choosePassword();
    const file = await window.consentToFile();
    await window.page.goBack();
    await window.page.getByText('手続きは「電子証明書ファイルの保存」まで進んでいます。').waitFor();
    await window.goToImport();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
  });

  it('a reload at the instructions shows them again', async () => {
    const someone = await customer('nagisa-fujita');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile({ storage: true });
    await window.goToImport();
    const tail = await window.serialTail();
    await window.page.reload();
    await window.shows('renewal.import');
    expect(await window.serialTail()).toBe(tail);
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
  });
});

describe('the browser does not do what is usual', () => {
  it('a refused window: the renewal continues in the tab, to its end', async () => {
    const someone = await customer('nagisa-okada');
    await someone.context.addInitScript('window.open = () => null');
    await someone.login();
    await someone.openNotice();
    await someone.pressRenewalLink();
    const window = someone.renewalIn(someone.portal.page);
    await window.shows('renewal.start');
    expect(await window.text()).toContain(someone.say(noticeTexts['renewal.refused']));
    await lookAt(window, { language: 'ja', name: 'notice.window-refused' });
    const file = await window.renewToFile({ storage: true });
    await window.goToImport();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
    await window.press(renewalTexts.close);
    await someone.portal.shows('main');
  });

  it.each([
    ['WebCrypto', 'komorebi-sugiura', `Object.defineProperty(crypto, 'subtle', { value: undefined })`],
    ['IndexedDB', 'komorebi-taniguchi', `Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`],
  ])('without %s the page names browsers that can, and the notice stays', async (_, loginId, without) => {
    const someone = await customer(loginId);
    await someone.context.addInitScript(without);
    const window = await someone.beginRenewal();
    await window.shows('browser.unsupported');
    expect(await window.text()).toContain('まで引き続きご利用いただけます。');
    await lookAt(window, { language: 'ja', name: 'browser.unsupported' });
    await someone.portal.press(noticeTexts['letter.back']);
    await someone.portal.shows('notice.list');
  });

  it('a phone is told to use the PC, and can read the notice', async () => {
    const someone = await customer('komorebi-baba');
    const phone = 'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36';
    await someone.context.addInitScript(
      `Object.defineProperty(navigator, 'userAgent', { value: ${JSON.stringify(phone)} })`,
    );
    const window = await someone.beginRenewal();
    await window.shows('browser.phone');
    await lookAt(window, { language: 'ja', name: 'browser.phone' });
    await window.press(errorTexts['phone.back']);
    await window.shows('notice.list');
    await window.page.getByRole('link', { name: someone.say(noticeTexts['renewal.subject']) }).click();
    await window.shows('notice.renewal');
    const letter = await window.text();
    expect(letter).toContain(someone.account.loginId);
    expect(letter).toMatch(/お使いの電子証明書は、\d{4}年\d{1,2}月\d{1,2}日に有効期限を迎えます。/);
  });
});
