import { mainTexts } from '@koshin/web/texts/main.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalResumeTexts } from '@koshin/web/texts/renewal-resume.ts';
import { expect, it } from 'vitest';
import { interruptEverywhere } from '../testkit/journeys/interruption.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld, readFileContents } from '../testkit/journeys/keys-held.ts';

const { customer } = journeys();

it('a window closed at any step is opened again where it was; the portal says that the renewal is not finished (R10, R20)', {
  timeout: 480_000,
}, async ({ task }) => {
  // Where it is tried once more, it is another customer's renewal: the first one's is half done.
  const someone = await customer(task.result?.retryCount ? 'nagisa-okada' : 'nagisa-fujita');
  const openAgain = async () => {
    await someone.goToMain();
    const unfinished = someone.say(mainTexts['banner.unfinished'], { stillValid: '' }).trim();
    expect(await someone.portal.text()).toContain(unfinished);
    await someone.openNoticeFromMain();
    return someone.openRenewal();
  };
  const file = await interruptEverywhere(someone, {
    lostAtIssuing: 'answer',
    lostAtProof: 'presentation',
    end: (window) => window.page.close(),
    openAgain,
  });

  // It had left for the presentation host, so nobody has told the service that it is gone.
  const window = await openAgain();
  await window.goOnHere();
  await window.shows('resume');
  expect(await window.text()).toContain(window.say(renewalResumeTexts['prove.body']));
  await window.press(renewalTexts.check);
  await window.shows('renewal.done');
  expect((await window.text()).replaceAll(' ', '')).toContain(readFileContents(file).serial);
  expect(await keysHeld(window.page)).toEqual([]);
});
