import { mainTexts } from '@koshin/web/texts/main.ts';
import { describe, expect, it } from 'vitest';
import { finishAfter } from '../testkit/journeys/interruption.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { type Step, walkTo } from '../testkit/journeys/steps.ts';

// One day more than usual, so that one customer more can renew.
const { customer } = journeys({ mihon: { renewalWindowDays: 31 } });

describe('a window closed in the middle is opened again where it was (R10, R20)', () => {
  it.each<[Step, string]>([
    ['start', 'aoba-sakura'],
    ['file-password', 'aoba-kuroda'],
    ['make-key', 'minato-ishii'],
    ['send-request', 'minato-ono'],
    ['save', 'minato-hayashi'],
    ['install', 'aoba-mori'],
  ])('at %s, while the portal says that the renewal is not finished', async (step, loginId) => {
    const someone = await customer(loginId);
    const window = await someone.beginRenewal();
    await walkTo(window, step);
    await window.page.close();
    await someone.goToMain();
    const words = someone.say(mainTexts['banner.unfinished'], { stillValid: '' }).trim();
    expect(await someone.portal.text()).toContain(words);
    await someone.openNoticeFromMain();
    const again = await someone.openRenewal();
    await finishAfter(step, again, someone);
  });
});
