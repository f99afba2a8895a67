import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalHelperTexts } from '@koshin/web/texts/renewal-helper.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { renewalTokenTexts } from '@koshin/web/texts/renewal-token.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extensionId } from '../testkit/helper/helper-in-profile.ts';
import type { Customer } from '../testkit/journeys/customer.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { RenewalWindow } from '../testkit/journeys/renewal-window.ts';
import { TokenAtHand } from '../testkit/journeys/token-at-hand.ts';

const { customer, demo } = journeys({}, { KOSHIN_HELPER_EXTENSION_ID: extensionId });

/** A customer of the bank that gives tokens out, with one that is his, at a PC with the management software. */
async function withToken(loginId: string, language: 'ja' | 'en' = 'ja') {
  const token = TokenAtHand.prepare();
  onTestFinished(() => token.remove());
  await token.giveTo(demo(), { bank: 'reiji', loginId });
  const someone = await customer(loginId, { helper: { host: true, token }, language });
  return { token, someone };
}

/** From the window that just opened to the first question of the helper. */
async function saveToToken(renewal: RenewalWindow): Promise<void> {
  await renewal.pressRenew();
  await renewal.shows('renewal.storage');
  await renewal.press(renewalStartTexts['storage.token']);
}

/** In the running browser: the login presents the new certificate, which nobody chose by hand. */
async function newCertificateLogsIn(someone: Customer, tail: string): Promise<void> {
  await someone.portal.press({ ja: 'ログアウト', en: 'Log out' });
  await someone.login();
  await someone.portal.shows('notice.list');
  await someone.portal.page.goto(`${someone.account.portalUrl}/certificates`);
  await someone.portal.page.locator('.ledger').first().waitFor();
  expect(await someone.portal.text()).toContain(tail);
}

describe('a customer who was given a USB token (R5, R11)', () => {
  it('renews onto it, types the PIN once into the helper’s own window, and logs in from it in the same running browser', async () => {
    const { token, someone } = await withToken('nagisa-fujita');
    const before = someone.certificates().length;
    const renewal = await someone.beginRenewal();
    await saveToToken(renewal);
    await someone.sayYesToHelper();
    expect(await someone.givePin(token.pin)).toContain('REIJI-0001');
    await someone.sayYesToHelper();
    await someone.sayYesToHelper();
    await renewal.shows('renewal.done');
    const contents = await renewal.text();
    await lookAt(renewal, { language: 'ja', name: 'renewal.done-on-token' });
    // The one before is on the PC still; the new one is on the token alone.
    expect(someone.certificates()).toHaveLength(before);
    expect(token.objects()).toMatch(/Certificate Object/);
    const tail = /シリアル番号\s+([0-9A-F ]+)/.exec(contents)?.[1]?.slice(-4) ?? '';
    await renewal.close();
    await newCertificateLogsIn(someone, tail);
    await someone.portal.page.goto(`${someone.account.portalUrl}/token`);
    await someone.portal.shows('token.status');
    expect(await someone.portal.text()).toContain(token.serialTail);
  });
});
