import { basename } from 'node:path';
import { formatDay } from '@koshin/web/texts/dates.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { uiTexts } from '@koshin/web/texts/ui.ts';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../testkit/journeys/customer.ts';
import { hold } from '../testkit/journeys/hold.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { Screen } from '../testkit/journeys/screen.ts';

const { customer } = journeys();

describe('a customer of 見本信用金庫 renews (R4, R5, R8, R9, R29)', () => {
  it.each([
    ['ja', 'aoba-sakura'],
    ['en', 'aoba-kuroda'],
  ] as const)('from the notice to the new certificate, every screen accessible (%s)', async (language, loginId) => {
    const someone = await customer(loginId, { language });
    const look = (screen: Screen, name: string) => lookAt(screen, { language, name });

    // ① The notice waits after login and leads to a window.
    await someone.portal.page.goto(someone.account.portalUrl);
    await someone.portal.shows('login.start');
    await look(someone.portal, 'login.start');
    await someone.present();
    await someone.portal.shows('login.password');
    await look(someone.portal, 'login.password');
    await someone.givePassword();
    await someone.portal.shows('notice.list');
    await look(someone.portal, 'notice.list');
    await someone.openNotice();
    await look(someone.portal, 'notice.renewal');

    // ② ③ 電子証明書更新前処理中 checks by itself and goes on by itself.
    const checks = await hold(someone.context, /\/api\/renewals$/);
    const renewal = await someone.openRenewal();
    await checks.first;
    await renewal.shows('renewal.prepare');
    await look(renewal, 'renewal.prepare');
    await checks.release();

    // ④ 更新, then the password of the file.
    await renewal.shows('renewal.start');
    await look(renewal, 'renewal.start');
    await renewal.pressRenew();
    await renewal.shows('renewal.file-password');
    await look(renewal, 'renewal.file-password');
    await renewal.choosePassword();

    // ⑥ はい, はい, 電子証明書発行処理中.
    await renewal.isAsked('make-key');
    await look(renewal, 'consent.make-key');
    await renewal.sayYes('make-key');
    await renewal.isAsked('send-request');
    await look(renewal, 'consent.send-request');
    const issuing = await hold(someone.context, /\/api\/renewals\/[^/]+\/requests$/);
    await renewal.sayYes('send-request');
    await issuing.first;
    await renewal.shows('renewal.issuing');
    await look(renewal, 'renewal.issuing');
    await issuing.release();

    // ⑦ The file, はい, the instructions, the check.
    await renewal.shows('renewal.save');
    await look(renewal, 'renewal.save');
    const file = await renewal.saveFile();
    await look(renewal, 'renewal.save-begun');
    await renewal.confirmSaved();
    await renewal.isAsked('install');
    await look(renewal, 'consent.install');
    await renewal.sayYes('install');
    await renewal.shows('renewal.import');
    expect(await renewal.text()).toContain('Linux');
    await look(renewal, 'renewal.import');
    const tail = await renewal.serialTail();
    someone.register(file);
    await renewal.check();

    // ⑧ ⑨ The contents are those of the certificate presented; the window closes.
    await renewal.shows('renewal.done');
    await look(renewal, 'renewal.done');
    expect((await renewal.text()).replaceAll(' ', '')).toContain(`${tail}\n`);
    await renewal.close();
    await sessionGoesOn(someone, file);
    await look(someone.portal, 'main');
    await newCertificateLogsIn(someone, file);
  });
});

describe('a customer of 例示信用金庫, which offers media storage, renews (R6)', () => {
  it.each([
    ['ja', 'nagisa-fujita'],
    ['en', 'nagisa-okada'],
  ] as const)(
    'after the choice of storage, which says what the USB key still needs (%s)',
    async (language, loginId) => {
      const someone = await customer(loginId, { language });
      const renewal = await someone.beginRenewal();
      await renewal.pressRenew();
      await renewal.shows('renewal.storage');
      expect(await renewal.text()).toContain(someone.say(renewalStartTexts['storage.before']));
      await lookAt(renewal, { language, name: 'renewal.storage' });
      await renewal.press(renewalStartTexts['storage.token']);
      await renewal.shows('renewal.usb-not-offered');
      expect(await renewal.text()).toContain(someone.say(renewalStartTexts['usb.helper']));
      await lookAt(renewal, { language, name: 'renewal.usb-not-offered' });
      await renewal.press(renewalTexts.back);
      await renewal.saveToPc();
      await renewal.choosePassword();
      const file = await renewal.consentToFile();
      await renewal.goToImport();
      someone.register(file);
      await renewal.check();
      await renewal.shows('renewal.done');
      await renewal.close();
      await sessionGoesOn(someone, file);
      await newCertificateLogsIn(someone, file);
    },
  );
});

/** The portal behind the window: the new date, and no notice but the confirmation, in the session that has been open all the time. */
async function sessionGoesOn(someone: Customer, file: string): Promise<void> {
  await someone.portal.shows('main');
  const newExpiryDate = dateOf(file, someone);
  expect(await someone.portal.text()).toContain(
    someone.say(
      { ja: '新しい有効期限は{newExpiryDate}です。', en: 'It is valid until {newExpiryDate}.' },
      { newExpiryDate },
    ),
  );
  expect(await someone.term()).toContain(newExpiryDate);
  expect(await someone.portal.text()).toContain(someone.say(mainTexts.unread, { unread: 1 }));
}

/** In the browser that is running: what it presents now is the new one. */
async function newCertificateLogsIn(someone: Customer, file: string): Promise<void> {
  await someone.portal.press(uiTexts['page.logout']);
  await someone.present();
  await someone.portal.shows('login.password');
  expect(await someone.portal.text()).toContain(dateOf(file, someone));
  expect(await someone.portal.text()).toContain(someone.say(loginTexts['password.body']));
  await someone.givePassword();
  // The confirmation waits there, under the number of its mail.
  await someone.portal.shows('notice.list');
  expect(await someone.portal.text()).toContain(
    someone.say({ ja: '電子証明書の更新が完了しました', en: 'Your certificate has been renewed' }),
  );
}

/** The file's name ends with the expiry date of what is in it. */
function dateOf(file: string, { language }: Pick<Customer, 'language'>): string {
  const [, year, month, day] = /(\d{4})(\d{2})(\d{2})\.p12$/.exec(basename(file)) ?? [];
  return formatDay(`${year}-${month}-${day}`, language);
}
