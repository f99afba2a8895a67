import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { describeSession } from './describe-session.ts';

describe.each(['sqlite', 'postgres'] as const)('the login password on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
    // Whoever asks for PostgreSQL first waits for its start.
  }, 60_000);
  afterAll(() => means.close());

  async function atPassword() {
    const customer = await bank.customer();
    const browser = new TestBrowser(means, 'mihon');
    await browser.present(customer.certificate);
    return { customer, browser };
  }

  it('pauses login after five mismatches for fifteen minutes, then takes the right one again', async () => {
    const { customer, browser } = await atPassword();
    for (const triesLeft of [4, 3, 2, 1]) {
      await expect(browser.givePassword('wrong')).rejects.toMatchObject({
        code: 'password-mismatch',
        detail: { triesLeft, minutes: 15 },
      });
    }
    await expect(browser.givePassword('wrong')).rejects.toMatchObject({ code: 'login-locked', detail: { n: 5 } });
    await expect(browser.givePassword()).rejects.toMatchObject({ code: 'login-locked' });
    means.clock.forward({ minutes: 14, seconds: 50 });
    await expect(browser.givePassword()).rejects.toMatchObject({ code: 'login-locked' });
    means.clock.forward({ seconds: 10 });
    // Who presented has been idle for too long by then, and presents again; no try is left over from before.
    await expect(browser.givePassword()).rejects.toMatchObject({ code: 'session-expired' });
    await browser.present(customer.certificate);
    await expect(browser.givePassword('wrong')).rejects.toMatchObject({ detail: { triesLeft: 4 } });
    await browser.givePassword();
    expect((await describeSession(means, browser.key)).stage).toBe('open');
  });

  it('takes no more guesses when they come at the same time', async () => {
    const { browser } = await atPassword();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => browser.givePassword('wrong')));
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes.filter((code) => code === 'password-mismatch')).toHaveLength(4);
  });

  it('forgets earlier mismatches once it matched', async () => {
    const { customer, browser } = await atPassword();
    await expect(browser.givePassword('wrong')).rejects.toMatchObject({ detail: { triesLeft: 4 } });
    await browser.givePassword();
    await browser.present(customer.certificate);
    await expect(browser.givePassword('wrong')).rejects.toMatchObject({ detail: { triesLeft: 4 } });
  });
});
