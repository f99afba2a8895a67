import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../../../tests/testkit/bank/test-token.ts';
import { luckOfTheRun } from '../../../../tests/testkit/faults/luck.ts';
import { failingRegister } from '../../../../tests/testkit/faults/ports/failing-register.ts';
import { applyForToken } from './apply-for-token.ts';
import { challengeToken } from './challenge-token.ts';
import type { BankEvent } from './change-application.ts';
import { changeByBank } from './change-by-bank.ts';
import { ownTokens } from './find-applications.ts';
import { proveToken } from './prove-token.ts';
import { withdrawApplication } from './withdraw-application.ts';

const by = { bankId: 'mihon', operatorId: null };
const reason = { ja: '紛失', en: 'lost' };

let at: TokenWorld;
afterEach(() => at.means.close());

const codesOf = (done: readonly PromiseSettledResult<unknown>[]) =>
  done.map((one) => (one.status === 'rejected' ? one.reason.code : 'done')).sort();

describe.each(['sqlite', 'postgres'] as const)('what happens at the same time, on %s', (engine) => {
  it('acceptance, decline and withdrawal of one application: one of them, and the others see it', async () => {
    at = await tokenWorld(engine);
    const { applicationNo } = await at.apply();
    const done = await Promise.allSettled([
      at.bankDoes(applicationNo, { event: 'accept' }),
      at.bankDoes(applicationNo, { event: 'decline', reason }),
      withdrawApplication(at.means, { ...at.browser.key, applicationNo }),
    ]);
    const state = (await at.stored())?.state;
    // Declined it may also be after it was accepted.
    const both = state === 'declined' && (await at.audited()).some(({ act }) => act === 'token-application-accepted');
    expect(codesOf(done)).toEqual(
      both ? ['changed-meanwhile', 'done', 'done'] : ['changed-meanwhile', 'changed-meanwhile', 'done'],
    );
    expect(await at.told()).toHaveLength(both ? 4 : 2);
  });

  it('one token registered for two applications: one has it, the other is refused', async () => {
    at = await tokenWorld(engine);
    const token = testToken();
    const numbers = [];
    for (const user of [at.customer.user, (await at.bank.newcomer()).user]) {
      numbers.push((await appliedToken(at.means, { loginId: user.loginId, until: 'accept' })).applicationNo);
    }
    const done = await Promise.allSettled(numbers.map((one) => at.bankDoes(one, { event: 'register', token })));
    expect(codesOf(done)).toEqual(['done', 'token-other-user']);
    const registered = await at.means.register.read((tx) => tx.tokens.ofBank('mihon'));
    expect(registered).toHaveLength(1);
    const applications = await at.means.register.read((tx) => tx.tokenApplications.ofBank('mihon'));
    const having = applications.filter(({ tokenSerial }) => tokenSerial !== null);
    expect(having.map(({ userId }) => userId)).toEqual([registered[0]?.userId]);
  });
});

describe('a store that fails before, at and after the commit', () => {
  it('loses no act and does none twice: each is asked for until it is answered', async () => {
    at = await tokenWorld();
    const luck = luckOfTheRun(75);
    let [share, failures] = [0, 0];
    const means = { ...at.means, register: failingRegister(at.means.register, { share: () => share, luck }) };
    const until = async <T>(act: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await act();
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'store-unavailable')) throw error;
          failures += 1;
        }
      }
    };
    const rounds = 6;
    for (let round = 0; round < rounds; round += 1) {
      const customer = await at.bank.customer({ daysLeft: 12 });
      const browser = new TestBrowser(at.means, 'mihon');
      await browser.login(customer.certificate);
      const renewal = await browser.startRenewal(customer.certificate);
      const token = testToken(`000${round}`);
      share = 0.4;
      // Whoever did not hear that he has applied is told when he asks again.
      await until(() =>
        applyForToken(means, { ...browser.key, collection: 'post', contact: '03-0000-0000' }).catch((error) => {
          if (error.code !== 'token-application-exists') throw error;
        }),
      );
      const { applications } = await until(() => ownTokens(means, browser.key));
      expect(applications).toHaveLength(1);
      const applicationNo = applications[0]?.applicationNo ?? '';
      const bankDoes = (happened: BankEvent) => until(() => changeByBank(means, { applicationNo, by, ...happened }));
      await bankDoes({ event: 'accept' });
      await bankDoes({ event: 'register', token });
      await bankDoes({ event: 'hand-over' });
      const key = { ...browser.renewalKey(renewal), serial: token.serial };
      const challenge = await until(() => challengeToken(means, key));
      const proof = { ...key, signature: token.prove(challenge), proofBytes: deviceProofBytes };
      await until(() => proveToken(means, proof));
      await bankDoes({ event: 'suspend', reason });
      share = 0;
      const audited = (await at.audited()).filter(({ subject }) => subject.serial === token.serial);
      expect(audited.map(({ act }) => act)).toEqual([
        'token-registered',
        'token-handed-over',
        'token-proven',
        'token-usable',
        'token-suspended',
      ]);
      const written = await at.means.register.read((tx) => tx.writtenNotices.ofBank('mihon'));
      expect(written).toHaveLength(4 * (round + 1));
    }
    expect(failures).toBeGreaterThan(rounds);
  });
});
