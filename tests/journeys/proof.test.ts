import { renameSync } from 'node:fs';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { presentTexts } from '@koshin/web/texts/present.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalProofTexts } from '@koshin/web/texts/renewal-proof.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { uiTexts } from '@koshin/web/texts/ui.ts';
import { describe, expect, it } from 'vitest';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld, readFileContents } from '../testkit/journeys/keys-held.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import { chosenPassword } from '../testkit/journeys/renewal-window.ts';
import { walkTo } from '../testkit/journeys/steps.ts';

const { demo, customer } = journeys();

const stillValid = /現在の電子証明書は、\d{4}年\d{1,2}月\d{1,2}日まで引き続きご利用いただけます。/;

describe('the proof takes the new certificate and no other, and can be tried again at once (R20, R21, R22)', () => {
  it('the earlier one: the page names the new one, and the same browser then presents it', async () => {
    const someone = await customer('aoba-sakura');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile();
    await window.goToImport();
    const tail = await window.serialTail();
    await window.check();
    await window.shows('proof.old');
    expect(await window.serialTail()).toBe(tail);
    expect(await window.text()).toMatch(stillValid);
    await lookAt(window, { language: 'ja', name: 'proof.old' });
    await window.press(renewalProofTexts.toImport);
    await window.shows('renewal.import');
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
  });

  it("none, then another user's: the page says what is needed, and the same browser then presents the right one", async () => {
    const someone = await customer('minato-ishii');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile();
    await window.goToImport();
    someone.removeCertificates();
    await window.check();
    await window.shows('proof.none');
    expect(await window.text()).toMatch(stillValid);
    await lookAt(window, { language: 'ja', name: 'proof.none' });
    // Of what the bank takes, the browser offers the one that expires last.
    const [others] = await demo().filesOf(await demo().accountsOf('aoba-kuroda'));
    if (others === undefined) throw new Error('aoba-kuroda has a certificate');
    someone.register(others.path, others.password);
    await window.press(renewalProofTexts.again);
    await window.shows('present.other-user');
    const said = await window.text();
    expect(said).toContain('石井 健一様ご本人の電子証明書が必要です');
    expect(said).not.toContain('黒田');
    expect(said).toMatch(stillValid);
    await lookAt(window, { language: 'ja', name: 'proof.other-user' });
    someone.register(file);
    await window.press(renewalProofTexts.again);
    await window.shows('renewal.done');
  });
});

describe('until the proof nothing is taken away (R20)', () => {
  it('the earlier certificate logs in on another PC while the new one waits there to be used', async () => {
    const someone = await customer('minato-ono');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile();
    const elsewhere = await customer('minato-ono');
    await elsewhere.login();
    await elsewhere.openNotice();
    expect(await elsewhere.portal.text()).toContain('更新の途中です。新しい電子証明書は');

    // A new certificate used at login is proven by that, in whatever state its renewal was left.
    elsewhere.register(file);
    await elsewhere.portal.press(uiTexts['page.logout']);
    await elsewhere.login();
    await elsewhere.portal.shows('main');
    expect(await elsewhere.portal.text()).toContain('でログインしました。更新は完了しています。');
    await lookAt(elsewhere.portal, { language: 'ja', name: 'login.proved' });

    // The window of the first PC hears of it by itself.
    await window.shows('resume.done');
    await lookAt(window, { language: 'ja', name: 'resume.done' });
    await window.close();
    await someone.portal.page.reload();
    await someone.goToMain();
    expect(await someone.portal.text()).not.toContain(someone.say(mainTexts.openNotices));
  });
});

describe('a lost key is replaced by another (R20)', () => {
  it('a forgotten password: made again, and the first file gets its own page once the second is proven', async () => {
    const someone = await customer('minato-hayashi');
    const window = await someone.beginRenewal();
    const first = await window.renewToFile();
    await window.goToImport();
    await window.press(renewalTexts.fileGone);
    await window.shows('resume');
    await lookAt(window, { language: 'ja', name: 'resume.key-kept' });
    await window.press(renewalResumeTexts['keyKept.forgotten']);
    await window.shows('resume.remake');
    await lookAt(window, { language: 'ja', name: 'resume.remake' });
    const lost = { path: `${first}.first`, password: chosenPassword };
    renameSync(first, lost.path);
    await window.press(renewalResumeTexts['remake.remake']);
    await window.choosePassword();
    const second = await window.consentToFile();
    expect(readFileContents(second).keyDigest).not.toBe(readFileContents(lost.path).keyDigest);
    await window.goToImport();
    someone.register(second);
    await window.check();
    await window.shows('renewal.done');

    const elsewhere = await customer('minato-hayashi', { files: [lost] });
    await elsewhere.present();
    await elsewhere.portal.shows('present.replaced');
    expect(await elsewhere.portal.text()).toContain(`末尾 ${readFileContents(second).serial.slice(-4)}`);
    await lookAt(elsewhere.portal, { language: 'ja', name: 'present.replaced' });
    elsewhere.register(second);
    await elsewhere.portal.press(presentTexts.another);
    await elsewhere.portal.shows('login.password');
  });

  it('a stolen file: revoked at once and made again; presented by mistake it gets its page, and the new one is taken then', async () => {
    const someone = await customer('nagisa-fujita');
    const window = await someone.beginRenewal();
    const stolen = await window.renewToFile({ storage: true });
    await window.goToImport();
    const { serial } = readFileContents(stolen);
    someone.register(stolen);
    await window.press(renewalTexts.fileGone);
    await window.press(renewalResumeTexts['keyKept.forgotten']);
    await window.shows('resume.remake');
    await window.press(renewalResumeTexts['remake.lost']);
    await window.choosePassword();
    const file = await window.consentToFile();
    await window.goToImport();
    await window.check();
    await window.shows('present.revoked');
    expect(await window.text()).toContain(`末尾 ${serial.slice(-4)}`);
    expect(await window.text()).toMatch(stillValid);
    await lookAt(window, { language: 'ja', name: 'proof.revoked' });
    someone.register(file);
    await window.press(renewalProofTexts.again);
    await window.shows('renewal.done');
  });

  it('a browser whose storage was cleared is offered another key', async () => {
    const someone = await customer('aoba-kuroda');
    const window = await someone.beginRenewal();
    await walkTo(window, 'save');
    await window.page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('koshin-keys');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const clearing = opening.result.transaction('keys', 'readwrite').objectStore('keys').clear();
        clearing.transaction.oncomplete = resolve;
      };
    })`);
    expect(await keysHeld(window.page)).toEqual([]);
    await window.page.close();
    const again = await someone.openRenewal();
    await again.shows('resume.remake');
    expect(await again.text()).toMatch(stillValid);
    await again.press(renewalResumeTexts['remake.remake']);
    await again.choosePassword();
    const file = await again.consentToFile();
    await again.goToImport();
    someone.register(file);
    await again.check();
    await again.shows('renewal.done');
  });
});
