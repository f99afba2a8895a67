import { presentTexts } from '@koshin/web/texts/present.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { renewalTurnsTexts } from '@koshin/web/texts/renewal-turns.ts';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../testkit/journeys/customer.ts';
import { inDays } from '../testkit/journeys/demo.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { readFileContents } from '../testkit/journeys/keys-held.ts';
import { lookAt } from '../testkit/journeys/look.ts';

const { demo, customer } = journeys({ mihon: { overlapDays: 0 } });

describe('the earlier certificate after the proof (R20)', () => {
  it('with overlap 0 the renewal asks for other PCs first, and those stop at once with their own page', async () => {
    const elsewhere = await customer('aoba-sakura');
    await elsewhere.login();
    await elsewhere.portal.shows('notice.list');

    const someone = await customer('aoba-sakura');
    const window = await someone.beginRenewal();
    await window.pressRenew();
    await window.page.locator('.msg', { hasText: someone.say(renewalStartTexts['otherPcs.missing']) }).waitFor();
    await lookAt(window, { language: 'ja', name: 'renewal.start-overlap-0' });
    await window.page.getByLabel(someone.say(renewalStartTexts['otherPcs.yes'])).check();
    const file = await window.renewToFile();
    await window.goToImport();
    // Until the proof the other PC goes on.
    await elsewhere.goToMain();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
    expect(await window.text()).toContain('は、ログインに使用できなくなりました。');

    await elsewhere.portal.page.goto(`${elsewhere.account.portalUrl}/main`);
    await elsewhere.portal.shows('session.ended');
    await lookAt(elsewhere.portal, { language: 'ja', name: 'session.ended' });
    await expectRetired(elsewhere, file);
    await someone.goToMain();
  });

  it('with an overlap of 3 days it logs in on other PCs until then, and has its own page after it', async () => {
    const someone = await customer('nagisa-fujita');
    const window = await someone.beginRenewal();
    const file = await window.renewToFile({ storage: true });
    await window.goToImport();
    someone.register(file);
    await window.check();
    await window.shows('renewal.done');
    expect(await window.text()).toMatch(/更新前の電子証明書も、\d{4}年\d{1,2}月\d{1,2}日まで使用できます。/);
    await window.close();

    const elsewhere = await customer('nagisa-fujita');
    await elsewhere.login();
    // The renewal is confirmed there, too.
    await elsewhere.portal.shows('notice.list');
    expect(await elsewhere.portal.text()).toContain('電子証明書の更新が完了しました');

    // On the last day of the overlap it still does; the day after it does not.
    await demo().end('stop');
    await demo().startAgain({ clock: inDays(3) });
    await elsewhere.login();
    await elsewhere.portal.shows('notice.list');
    await demo().end('stop');
    await demo().startAgain({ clock: inDays(4) });
    await expectRetired(elsewhere, file);
    await someone.login();
    await someone.portal.shows('notice.list');
  });

  it('a renewal whose period is over says what to do instead', async () => {
    await demo().end('stop');
    await demo().startAgain({ clock: inDays(13) });
    const someone = await customer('hibari-hara');
    await someone.login();
    await someone.portal.shows('notice.list');
    const id: unknown = await someone.portal.page.evaluate(
      `fetch('/api/certificates').then((answer) => answer.json())
        .then(({ certificates }) => certificates.find(({ status }) => status === 'expired').id)`,
    );
    await someone.portal.page.goto(`${someone.account.portalUrl}/renewal/${id}`);
    await someone.portal.shows('renewal.too-late');
    await lookAt(someone.portal, { language: 'ja', name: 'renewal.too-late' });
    await someone.portal.press(renewalTurnsTexts['tooLate.steps']);
    await someone.portal.shows('expired.public');
    expect(await someone.portal.text()).toContain('契約も口座もそのままです。次のいずれかで、またログインできます。');
  });
});

/** Presenting the earlier one names the new one; when that is there, the same browser presents it at once. */
async function expectRetired(elsewhere: Customer, file: string): Promise<void> {
  await elsewhere.present();
  await elsewhere.portal.shows('present.retired');
  expect(await elsewhere.portal.text()).toContain(`末尾 ${readFileContents(file).serial.slice(-4)}`);
  await lookAt(elsewhere.portal, { language: 'ja', name: 'present.retired' });
  elsewhere.register(file);
  await elsewhere.portal.press(presentTexts.newer);
  await elsewhere.portal.shows('login.password');
}
