import { loginTexts } from '@koshin/web/texts/login.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { describe, it } from 'vitest';
import { untilClosed } from '../testkit/journeys/closing.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { Keyboard } from '../testkit/journeys/keyboard.ts';
import { chosenPassword } from '../testkit/journeys/renewal-window.ts';

const { customer } = journeys();

describe('a customer without a mouse (screens 1.11)', () => {
  it('logs in and renews with Tab, Enter, Space and Esc alone', async () => {
    const someone = await customer('nagisa-fujita');
    const { portal, say } = someone;
    await portal.page.goto(someone.account.portalUrl);
    const inPortal = new Keyboard(portal);
    await inPortal.press(loginTexts['start.login'], 'Enter');
    await portal.shows('login.password');
    await inPortal.type(loginTexts['password.label'], someone.password);
    await portal.page.keyboard.press('Enter');
    await portal.shows('notice.list');
    await inPortal.press(noticeTexts['renewal.subject'], 'Enter');
    await portal.shows('notice.renewal');
    const opening = portal.page.waitForEvent('popup');
    await inPortal.press(noticeTexts['renewal.go'], 'Enter');

    const window = someone.renewalIn(await opening);
    const keyboard = new Keyboard(window);
    await window.shows('renewal.start');
    await keyboard.press(renewalStartTexts.renew, 'Space');
    await window.shows('renewal.storage');
    await keyboard.press(renewalStartTexts['storage.pc'], 'Enter');
    await window.shows('renewal.file-password');
    await keyboard.type(renewalFileTexts['password.label'], chosenPassword);
    await keyboard.type(renewalFileTexts['password.repeat'], chosenPassword);
    await window.page.keyboard.press('Enter');

    // Esc is いいえ; 続ける shows the same dialog again.
    await window.isAsked('make-key');
    await keyboard.isOn(renewalConsentTexts.no);
    await window.page.keyboard.press('Escape');
    await window.shows('turn.declined');
    await keyboard.press(renewalTexts.keepOn, 'Enter');
    await keyboard.sayYes('make-key');
    await keyboard.sayYes('send-request');
    await window.shows('renewal.save');
    const arriving = window.page.waitForEvent('download');
    await keyboard.press(renewalFileTexts['save.save'], 'Enter');
    const file = await someone.keep(await arriving);
    await keyboard.press(renewalFileTexts['save.next'], 'Enter');
    await keyboard.sayYes('install');
    await window.shows('renewal.import');
    someone.register(file);
    await keyboard.press(renewalTexts.check, 'Space');
    await window.shows('renewal.done');
    await untilClosed(window.page, () => keyboard.press(renewalTexts.close, 'Enter'));
    await portal.shows('main');
    await portal.page.getByText(say({ ja: '更新後の確認', en: 'After the renewal' })).waitFor();
  });
});
