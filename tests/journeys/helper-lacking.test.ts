import { helperTexts } from '@koshin/web/texts/helper-parts.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { describe, expect, it } from 'vitest';
import { extensionId } from '../testkit/helper/helper-in-profile.ts';
import type { Customer } from '../testkit/journeys/customer.ts';
import { journeys } from '../testkit/journeys/journeys.ts';

const { customer } = journeys({}, { KOSHIN_HELPER_EXTENSION_ID: extensionId, KOSHIN_HELPER_MINIMUM_VERSION: '99.0.0' });

/** Asks for the helper, and reads what is wrong with it. */
async function askForHelper(someone: Customer) {
  const renewal = await someone.beginRenewal();
  await renewal.shows('renewal.start');
  await renewal.press(renewalStartTexts.useHelper);
  await renewal.shows('renewal.check');
  return { renewal, said: await renewal.text() };
}

describe('a helper that lacks something never stands in the way (R7, R12)', () => {
  it('too old for the service: both versions are named, and the renewal goes on by a file', async () => {
    const someone = await customer('aoba-sakura', { helper: { host: true } });
    const { renewal, said } = await askForHelper(someone);
    expect(said).toContain(someone.say(helperTexts['helper-outdated'], { have: '0.1.0', need: '99.0.0' }));
    await renewal.press(renewalTexts.withoutHelper);
    const file = await renewal.renewToFile();
    await renewal.goToImport();
    someone.register(file);
    await renewal.check();
    await renewal.shows('renewal.done');
  });

  it('no extension: it is named, with where to get it', async () => {
    const someone = await customer('aoba-kuroda', { language: 'en' });
    const { renewal, said } = await askForHelper(someone);
    expect(said).toContain('management software');
    await renewal.press(renewalTexts.withoutHelper);
    await renewal.pressRenew();
    await renewal.shows('renewal.file-password');
  });
});
