import { frameTexts } from '@koshin/web/texts/frame.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { sessionTexts } from '@koshin/web/texts/session.ts';
import { describe, expect, it } from 'vitest';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld, readFileContents } from '../testkit/journeys/keys-held.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import { walkTo } from '../testkit/journeys/steps.ts';

const { demo, customer } = journeys();

describe('an outage in the middle is waited out in the same step (R10, R20)', () => {
  it('a network that is gone: the request is sent when it is back', async () => {
    const someone = await customer('aoba-sakura');
    const window = await someone.beginRenewal();
    await walkTo(window, 'send-request');
    await someone.context.setOffline(true);
    await window.sayYes('send-request');
    await window.page.getByText(someone.say(renewalFileTexts['issuing.cutOff'])).waitFor();
    await lookAt(window, { language: 'ja', name: 'renewal.issuing-cut-off' });
    await someone.context.setOffline(false);
    const file = await window.saveFile();
    await window.goToImport();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
  });

  it('a service killed and started again: the page goes on by itself, in the same session', async () => {
    const someone = await customer('aoba-kuroda');
    const window = await someone.beginRenewal();
    await walkTo(window, 'send-request');
    await demo().end('kill');
    await window.sayYes('send-request');
    await window.page.getByText(someone.say(frameTexts['offline.lost'])).waitFor();
    await demo().startAgain();
    const file = await window.saveFile();
    await demo().end('kill');
    await window.goToImport();
    someone.register(file);
    await window.press(renewalTexts.check);
    await demo().startAgain();
    await window.shows('renewal.done');
  });
});

describe('a session that ends in the middle, after 15 minutes without an act (R10)', () => {
  it('before the file is saved: page and key stay, and go on by themselves once somebody has logged in', async () => {
    const someone = await customer('minato-ishii');
    const window = await someone.beginRenewal();
    await walkTo(window, 'save');
    const kept = await keysHeld(window.page);
    await laterBy(20);
    const dialog = window.page.getByRole('alertdialog', { name: someone.say(sessionTexts['expired.title']) });
    await dialog.waitFor();
    await lookAt(window, { language: 'ja', name: 'turn.session' });
    const opening = window.page.waitForEvent('popup');
    await dialog.getByRole('button', { name: someone.say(sessionTexts.login), exact: true }).click();
    someone.portal = someone.renewalIn(await opening);
    await someone.login();
    await someone.portal.shows('notice.list');
    await dialog.waitFor({ state: 'hidden' });
    const file = await window.saveFile();
    expect([readFileContents(file).keyDigest]).toEqual(kept);
    await window.goToImport();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
  });

  it('at the instructions: the login leads back to the renewal, which is then finished', async () => {
    const someone = await customer('minato-ono');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile();
    await window.goToImport();
    await laterBy(40);
    // By its own sign of life the page may be told before anybody presses.
    await Promise.any([window.check(), window.shows('session.expired')]);
    await window.shows('session.expired');
    await lookAt(window, { language: 'ja', name: 'session.expired' });
    await window.press(sessionTexts.login);
    await window.press(loginTexts['start.login']);
    someone.portal = window;
    await someone.givePassword();
    await window.shows('resume');
    someone.register(file);
    await window.press(renewalResumeTexts['saved.check']);
    await window.shows('renewal.done');
  });
});

/** The demo is started again so many minutes later. */
async function laterBy(minutes: number): Promise<void> {
  await demo().end('stop');
  await demo().startAgain({ clock: new Date(Date.now() + minutes * 60_000) });
}
