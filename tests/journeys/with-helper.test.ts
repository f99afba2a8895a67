import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalHelperTexts } from '@koshin/web/texts/renewal-helper.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { describe, expect, it } from 'vitest';
import { extensionId } from '../testkit/helper/helper-in-profile.ts';
import { press } from '../testkit/helper/helper-pc.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld } from '../testkit/journeys/keys-held.ts';
import { lookAt } from '../testkit/journeys/look.ts';

const { customer } = journeys({}, { KOSHIN_HELPER_EXTENSION_ID: extensionId });
const helper = { host: true };

describe('a customer whose PC has the management software (R4, R5, R7, R8, R9)', () => {
  it('renews by three times はい, and logs in with the new certificate in the same running browser', async () => {
    const someone = await customer('aoba-sakura', { helper });
    const renewal = await someone.beginRenewal();
    await renewal.shows('renewal.start');
    expect(await renewal.text()).toContain(someone.say(renewalStartTexts.howSavedByHelper));
    await renewal.pressRenew();
    const questions = [await someone.sayYesToHelper(), await someone.sayYesToHelper(), await someone.sayYesToHelper()];
    // Site and bank are the extension's own words, not the page's.
    for (const question of questions)
      expect(question).toMatch(/https:\/\/mihon\.portal\.localhost:\d+[\s\S]*見本信用金庫/);
    await renewal.shows('renewal.done');
    const contents = await renewal.text();
    expect(contents).toContain(someone.say(renewalHelperTexts.storage));
    expect(contents).not.toContain('.p12');
    await lookAt(renewal, { language: 'ja', name: 'renewal.done-with-helper' });
    expect(await keysHeld(renewal.page)).toEqual([]);

    // The earlier one came from a file: it is not the helper's to remove.
    await renewal.press(renewalHelperTexts['old.remove']);
    await someone.sayYesToHelper();
    await renewal.page.getByText(someone.say(renewalHelperTexts['old.notOurs'])).waitFor();
    const tail = /シリアル番号\s+([0-9A-F ]+)/.exec(contents)?.[1]?.slice(-4) ?? '';
    await renewal.close();
    expect(await someone.certificatesAfterLoginAgain()).toContain(tail);
  });

  it('loses nothing by いいえ and by a browser that is killed at each step: one key, one certificate', async () => {
    const someone = await customer('aoba-kuroda', { helper, language: 'en' });
    const again = async () => {
      await someone.killBrowser();
      const window = await someone.beginRenewal();
      await window.goOnHere();
      return window;
    };
    const before = someone.certificates().length;
    let window = await someone.beginRenewal();
    const noAndAskedAgain = async () => {
      await someone.sayNoToHelper();
      await window.shows('turn.declined');
      await window.press(renewalTexts.keepOn);
      await someone.helperAsks();
    };
    // 1. No to the key, then the browser dies while it is asked again.
    await window.pressRenew();
    await noAndAskedAgain();
    window = await again();
    // 2. The key is made; the browser dies before its request is signed.
    await window.pressRenew();
    await someone.sayYesToHelper();
    await noAndAskedAgain();
    window = await again();
    // 3. The certificate is issued; the browser dies before it is saved. The first question is the request's.
    await window.pressRenew();
    expect(await someone.sayYesToHelper()).toContain('request signed with that key');
    await noAndAskedAgain();
    window = await again();
    await window.shows('resume');
    await window.press(renewalHelperTexts['install.save']);
    await someone.sayYesToHelper();
    await window.shows('renewal.done');
    expect(someone.certificates()).toHaveLength(before + 1);
  });

  it('notices nothing of a host that is killed while it is asked: another one goes on with what lies in the store', async () => {
    const someone = await customer('minato-ishii', { helper });
    const before = someone.certificates().length;
    const renewal = await someone.beginRenewal();
    await renewal.pressRenew();
    for (const _ of ['key', 'request', 'installation']) {
      const asking = await someone.helperAsks();
      expect(someone.killHost()).toBe(true);
      await press(asking, 'はい');
    }
    await renewal.shows('renewal.done');
    expect(someone.certificates()).toHaveLength(before + 1);
  });

  it('is told which part is missing when he asks for it, and renews without it all the same', async () => {
    const someone = await customer('nagisa-fujita', { helper: { host: false } });
    const renewal = await someone.beginRenewal();
    await renewal.shows('renewal.start');
    await renewal.press(renewalStartTexts.useHelper);
    await renewal.shows('renewal.check');
    expect(await renewal.text()).toContain('管理ソフト本体が見つかりません');
    await renewal.press(renewalTexts.withoutHelper);
    const file = await renewal.renewToFile({ storage: true });
    await renewal.goToImport();
    someone.register(file);
    await renewal.check();
    await renewal.shows('renewal.done');
  });
});
