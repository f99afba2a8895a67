import type { Text } from '@koshin/web/texts/catalogue.ts';
import { helperTexts } from '@koshin/web/texts/helper-parts.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { renewalTokenTexts } from '@koshin/web/texts/renewal-token.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { extensionId } from '../testkit/helper/helper-in-profile.ts';
import { press } from '../testkit/helper/helper-pc.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { RenewalWindow } from '../testkit/journeys/renewal-window.ts';
import { TokenAtHand } from '../testkit/journeys/token-at-hand.ts';

const { customer, demo } = journeys({}, { KOSHIN_HELPER_EXTENSION_ID: extensionId });

/** A customer of the bank that gives tokens out, with one that is his, at a PC with the management software. */
async function withToken(loginId: string, language: 'ja' | 'en' = 'ja') {
  const token = prepared('REIJI-0001');
  await token.giveTo(demo(), { bank: 'reiji', loginId });
  const someone = await customer(loginId, { helper: { host: true, token }, language });
  return { token, someone };
}

function prepared(label: string): TokenAtHand {
  const token = TokenAtHand.prepare(label);
  onTestFinished(() => token.remove());
  return token;
}

/** From the window that just opened to the first question of the helper. */
async function saveToToken(renewal: RenewalWindow): Promise<void> {
  await renewal.pressRenew();
  await renewal.shows('renewal.storage');
  await renewal.press(renewalStartTexts['storage.token']);
}

/** The customer's own token lies at home; what is plugged in is a stranger's that the bank has not registered. */
async function withWrongToken(loginId: string) {
  const own = prepared('REIJI-0001');
  await own.giveTo(demo(), { bank: 'reiji', loginId });
  const stranger = prepared('REIJI-0002');
  return { own, stranger, someone: await customer(loginId, { helper: { host: true, token: stranger } }) };
}

/** Which is said depends on what the helper had open, and SoftHSM without its folder answers in no one way. */
const gone = [renewalTokenTexts['token-absent'], renewalTokenTexts['token-removed'], renewalTokenTexts['token-faulty']];

async function typePin(asking: Page, pin: string): Promise<void> {
  await asking.locator('input[type=password]').fill(pin);
  await press(asking, 'Confirm');
}

describe('a customer who was given a USB token (R5, R11)', () => {
  it('renews onto it, types the PIN once into the helper’s own window, and logs in from it in the same running browser', async () => {
    const { token, someone } = await withToken('nagisa-fujita');
    const before = someone.certificates().length;
    const renewal = await someone.beginRenewal();
    await saveToToken(renewal);
    // 1. Full: told after the PIN, which is then not asked for again.
    token.fill();
    await someone.sayYesToHelper();
    expect(await someone.givePin(token.pin)).toContain('REIJI-0001');
    await renewal.shows('token.error');
    expect(await renewal.text()).toContain(someone.say(renewalTokenTexts['token-full']));
    token.makeRoom();
    await renewal.press(renewalTexts.checkAgain);
    // 2. Key, request, installation.
    await someone.sayYesToHelper();
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
    expect(await someone.certificatesAfterLoginAgain()).toContain(tail);
    await someone.portal.page.goto(`${someone.account.portalUrl}/token`);
    await someone.portal.shows('token.status');
    expect(await someone.portal.text()).toContain(token.serialTail);
  });

  it('may pull it out at every step: what is wrong is named, and it goes on where it stopped', async () => {
    const { token, someone } = await withToken('nagisa-okada', 'en');
    const renewal = await someone.beginRenewal();
    const pulledOut = async (...words: readonly Text[]) => {
      await renewal.shows('token.error');
      const said = await renewal.text();
      expect(
        words.filter((word) => said.includes(someone.say(word))),
        said,
      ).toHaveLength(1);
      token.putBack();
      await renewal.press(renewalTexts.checkAgain);
    };
    const pullAnd = async (answer: (asking: Page) => Promise<void>) => {
      const asking = await someone.helperAsks();
      token.pull();
      await answer(asking);
    };
    // 1. Before it is chosen.
    token.pull();
    await saveToToken(renewal);
    await pulledOut(renewalTokenTexts['token-absent']);
    // 2. While the key is asked about, and while the PIN is.
    await pullAnd((asking) => press(asking, 'Yes'));
    await pulledOut(...gone);
    await someone.sayYesToHelper();
    await pullAnd((asking) => typePin(asking, token.pin));
    await pulledOut(...gone);
    await someone.sayYesToHelper();
    await someone.givePin(token.pin);
    // 3. With the key on it, while its request is asked about.
    await pullAnd((asking) => press(asking, 'Yes'));
    await pulledOut(...gone);
    await someone.sayYesToHelper();
    await someone.givePin(token.pin);
    // 4. While the installation is.
    await pullAnd((asking) => press(asking, 'Yes'));
    await pulledOut(...gone);
    await someone.sayYesToHelper();
    await someone.givePin(token.pin);
    await renewal.shows('renewal.done');
    expect(token.objects().match(/Certificate Object/g)).toHaveLength(1);
  });

  it('is told of a wrong PIN, of the last try and of the lock, tries nothing by itself, and renews on the PC then', async () => {
    const { token, someone } = await withToken('komorebi-sugiura');
    const renewal = await someone.beginRenewal();
    await saveToToken(renewal);
    // Cancelled first: that is no try.
    await someone.sayYesToHelper();
    await someone.refusePin();
    await renewal.shows('token.error');
    expect(await renewal.text()).toContain(someone.say(renewalTokenTexts['token-pin-cancelled']));
    const asked: string[] = [];
    for (const pin of ['000000', '111111', '222222']) {
      await renewal.press(renewalTexts.checkAgain);
      await someone.sayYesToHelper();
      asked.push(await someone.givePin(pin));
      await renewal.shows('token.error');
    }
    expect(asked[0]).not.toContain('残り');
    expect(asked[2]).toContain('残り1回');
    expect(await renewal.text()).toContain(someone.say(renewalTokenTexts['token-pin-locked']));
    await lookAt(renewal, { language: 'ja', name: 'token.error-locked' });
    await renewal.press(renewalStartTexts['storage.pc']);
    for (const _ of ['key', 'request', 'installation']) await someone.sayYesToHelper();
    await renewal.shows('renewal.done');
    expect(token.objects()).not.toMatch(/Certificate Object/);
  });

  it('is told that the bank does not know a token, that it is another user’s, and that there are two', async () => {
    const { someone, own, stranger } = await withWrongToken('komorebi-taniguchi');
    const renewal = await someone.beginRenewal();
    await saveToToken(renewal);
    await renewal.shows('token.error');
    expect(await renewal.text()).toContain(
      someone.say(renewalTokenTexts['token-not-registered'], { tokenSerialTail: stranger.serialTail }),
    );
    await stranger.giveTo(demo(), { bank: 'reiji', loginId: 'nagisa-imai' });
    await renewal.press(renewalTexts.checkAgain);
    await renewal.page.getByText(someone.say(renewalTokenTexts['token-other-user'])).waitFor();
    stranger.plugInAnother('REIJI-0004');
    await renewal.press(renewalTexts.checkAgain);
    const { serialTail: tokenSerialTail } = own;
    const both = someone.say(renewalTokenTexts['token-multiple'], { n: 2, tokenSerialTail });
    await renewal.page.getByText(both).waitFor();
    await renewal.press(renewalStartTexts['storage.pc']);
    expect(await someone.sayYesToHelper()).toMatch(/https:\/\/reiji\.portal\.localhost/);
  });

  it('is told that the part that reads tokens is missing, and goes on without the helper', async () => {
    await prepared('REIJI-0003').giveTo(demo(), { bank: 'reiji', loginId: 'komorebi-baba' });
    const nowhere = { plugInto: () => ({ KOSHIN_HELPER_PKCS11_MODULE: '/nowhere/module.so' }) };
    const someone = await customer('komorebi-baba', { helper: { host: true, token: nowhere } });
    const renewal = await someone.beginRenewal();
    await saveToToken(renewal);
    await renewal.shows('renewal.check');
    expect(await renewal.text()).toContain(
      someone.say(helperTexts['helper-module-missing'], { moduleName: 'module.so' }),
    );
    await renewal.press(renewalTexts.withoutHelper);
    await renewal.shows('renewal.start');
  });
});
