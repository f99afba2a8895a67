import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { startPresentation } from '../../use-cases/presentation/start-presentation.ts';
import { hashOf } from '../../use-cases/secrets.ts';
import { forgetTheEnded } from './forget-the-ended.ts';

describe.each(['sqlite', 'postgres'] as const)('what is long over, on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterAll(() => means.close());

  it('is forgotten: an attempt a day after its end, and not before', async () => {
    const { nonce } = await startPresentation(means, {
      bankId: bank.bank.id,
      browserSecret: 'x'.repeat(43),
      purpose: 'login',
    });
    const known = () => means.register.read((tx) => tx.attempts.get(nonce));
    means.clock.forward({ minutes: 24 * 60 });
    await forgetTheEnded(means);
    expect(await known()).not.toBeNull();
    means.clock.forward({ minutes: 3 });
    await forgetTheEnded(means);
    expect(await known()).toBeNull();
  });

  it('leaves the audit log as it was, and open sessions alone', async () => {
    const { certificate } = await bank.customer();
    const browser = new TestBrowser(means, bank.bank.id);
    await browser.login(certificate);
    const events = () => means.register.read((tx) => tx.audit.of({ bankId: bank.bank.id }));
    const before = await events();
    means.clock.forward({ days: 3 });
    await forgetTheEnded(means);
    expect(await events()).toEqual(before);
    const session = await means.register.read((tx) => tx.sessions.get(hashOf(means, browser.sessionSecret ?? '')));
    expect(session?.endedAt).toBeNull();
  });
});
