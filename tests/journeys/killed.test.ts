import { describe, it } from 'vitest';
import { finishAfter } from '../testkit/journeys/interruption.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { type Step, walkTo } from '../testkit/journeys/steps.ts';

// One day more than usual, so that one customer more can renew.
const { customer } = journeys({ mihon: { renewalWindowDays: 31 } });

describe('a browser killed in the middle loses nothing: the renewal ends with the same key (R10, R20)', () => {
  it.each<[Step, string]>([
    ['start', 'aoba-sakura'],
    ['file-password', 'aoba-kuroda'],
    ['make-key', 'minato-ishii'],
    ['send-request', 'minato-ono'],
    ['save', 'minato-hayashi'],
    ['import', 'aoba-mori'],
  ])('at %s', async (step, loginId) => {
    const someone = await customer(loginId);
    await walkTo(await someone.beginRenewal(), step);
    await someone.killBrowser();
    const again = await someone.beginRenewal();
    // The service has not heard of the killed window's end.
    await again.continueHere();
    await finishAfter(step, again, someone);
  });
});
