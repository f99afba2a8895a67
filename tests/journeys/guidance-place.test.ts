import { dayOf, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { guidanceTexts } from '@koshin/web/texts/guidance.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../testkit/journeys/customer.ts';
import { inDays } from '../testkit/journeys/demo.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { RenewalWindow } from '../testkit/journeys/renewal-window.ts';

const importantNoticesFrom = dayOf(instant(inDays(2).getTime()), timeZone('Asia/Tokyo'));

const { demo, customer } = journeys({
  mihon: { guidancePlace: 'renewal-notice', importantNoticesFrom },
  reiji: { guidancePlace: 'main-screen', importantNoticesFrom },
});

describe('where the portal guides to the renewal (R13)', () => {
  it('before the bank’s day: the 更新通知画面 comes after login, blocks nothing, and leads to the renewal', async () => {
    const someone = await customer('aoba-sakura');
    await someone.login();
    await someone.portal.shows('notice.legacy');
    expect(await someone.portal.text()).toMatch(/有効期限は.+です（あと20日）。/);
    await lookAt(someone.portal, { language: 'ja', name: 'notice.legacy' });
    await someone.portal.press(guidanceTexts.later);
    await someone.portal.shows('main');
    // The notice with the number of the mails stands where it always does.
    await someone.openNoticeFromMain();
    await someone.portal.page.goto(`${someone.account.portalUrl}/renewal-notice`);
    await someone.portal.shows('notice.legacy');
    const opening = someone.portal.page.waitForEvent('popup');
    await someone.portal.press(noticeTexts['renewal.go']);
    await renew(someone, someone.renewalIn(await opening));
  });

  it('before the bank’s day: the main screen comes after login, and leads to the renewal', async () => {
    const someone = await customer('nagisa-fujita');
    await someone.login();
    await someone.portal.shows('main');
    expect(await someone.portal.text()).not.toContain(someone.say(mainTexts.openNotices));
    await lookAt(someone.portal, { language: 'ja', name: 'main-guiding' });
    await someone.portal.page.goto(`${someone.account.portalUrl}/notices`);
    await someone.openNotice();
    await someone.goToMain();
    await renew(someone, await someone.openRenewal(), { storage: true });
  });

  it('from that day on 重要なお知らせ comes after the next login, at both banks, and leads to the renewal', async () => {
    const [aoba, nagisa] = [await customer('aoba-kuroda'), await customer('nagisa-okada')];
    await aoba.login();
    await aoba.portal.shows('notice.legacy');
    await nagisa.login();
    await nagisa.portal.shows('main');

    await demo().end('stop');
    await demo().startAgain({ clock: inDays(2) });
    for (const someone of [aoba, nagisa]) {
      await someone.login();
      await someone.portal.shows('notice.list');
      await someone.portal.page.goto(`${someone.account.portalUrl}/renewal-notice`);
      await someone.portal.shows('notice.list');
      await someone.goToMain();
      await someone.openNoticeFromMain();
    }
    const window = await aoba.openRenewal();
    await window.shows('renewal.start');
  });
});

/** From the window's first page to its last; the portal behind it says that it is done. */
async function renew(
  someone: Customer,
  window: RenewalWindow,
  how: { readonly storage?: boolean } = {},
): Promise<void> {
  const file = await window.renewToFile(how);
  await window.goToImport();
  someone.register(file);
  await window.check();
  await window.shows('renewal.done');
  await window.close();
  await someone.portal.shows('main');
  expect(await someone.portal.text()).toContain('電子証明書を更新しました。');
}
