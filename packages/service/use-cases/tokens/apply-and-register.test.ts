import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { appliedToken, type TokenWorld, testToken, tokenWorld } from '../../../../tests/testkit/bank/test-token.ts';
import { applyForToken, recordApplication } from './apply-for-token.ts';
import { listTokens, ownTokens } from './find-applications.ts';

const by = { bankId: 'mihon', operatorId: 'operator-1' };
const form = { collection: 'branch', contact: '03-0000-0000' } as const;

for (const engine of ['sqlite', 'postgres'] as const) {
  describe(`applications for USB tokens, on ${engine}`, () => {
    let at: TokenWorld;
    beforeEach(async () => {
      at = await tokenWorld(engine);
    });
    afterEach(() => at.means.close());

    it('go from the application to the hand-over, each step with its audit, and each change told', async () => {
      const { means, customer, browser, apply, bankDoes, stored, audited, told } = at;
      const token = testToken();
      const { applicationNo, contact } = await apply();
      expect(applicationNo).toMatch(/^\d{8}$/);
      expect(contact).toBe('03-0000-0000 経理部');
      expect(await ownTokens(means, browser.key)).toEqual({
        applications: [
          {
            ...{ applicationNo, state: 'received', collection: 'branch', reason: null, tokenSerialTail: null },
            ...{ receivedOn: '2026-12-10', changedOn: '2026-12-10' },
          },
        ],
        mayApply: false,
      });
      means.clock.forward({ days: 1 });
      await bankDoes(applicationNo, { event: 'accept' });
      means.clock.forward({ days: 1 });
      await bankDoes(applicationNo, { event: 'register', token: { ...token, serial: ` ${token.serial}  ` } });
      await browser.login(customer.certificate);
      // Registering changes no state: what stands there is the day of the acceptance.
      expect((await ownTokens(means, browser.key)).applications).toMatchObject([
        { state: 'accepted', changedOn: '2026-12-11', tokenSerialTail: '3921' },
      ]);
      await bankDoes(applicationNo, { event: 'hand-over' });
      expect(await stored()).toMatchObject({ state: 'handed-over', tokenSerial: token.serial, reason: null });
      const userId = customer.user.id;
      const [bare, registered] = [
        { applicationNo, userId, serial: null },
        { applicationNo, userId, serial: token.serial },
      ];
      expect((await audited()).map(({ act, actor, subject }) => [act, actor.kind, subject])).toEqual([
        ['token-application-received', 'customer', { applicationNo, userId }],
        ['token-application-accepted', 'bank', bare],
        ['token-registered', 'bank', registered],
        ['token-handed-over', 'bank', registered],
      ]);
      expect(await told()).toEqual([
        `受付番号 ${applicationNo}。2026年12月12日にお渡ししました。管理ソフトを入れて接続してください。`,
        `Number ${applicationNo}. Handed over on 12 December 2026; install the software and connect it.`,
        `受付番号 ${applicationNo}。2026年12月11日に承認しました。窓口でお渡しします。`,
        `Number ${applicationNo}. Approved on 11 December 2026; you receive it by collection at a branch.`,
      ]);
    });

    it('made twice at the same time are one', async () => {
      const { means, customer, apply, audited } = at;
      const done = await Promise.allSettled([apply(), apply(), apply(), apply()]);
      const refusals = done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(refusals).toEqual(['token-application-exists', 'token-application-exists', 'token-application-exists']);
      expect(await audited()).toHaveLength(1);
      const recorded = recordApplication(means, { loginId: customer.user.loginId, by, ...form });
      await expect(recorded).rejects.toMatchObject({ code: 'token-application-exists' });
    });

    it('get another number where the first was given before', async () => {
      const { means, bank, browser } = at;
      const given = await appliedToken(means, { loginId: (await bank.newcomer()).user.loginId, until: 'apply' });
      const octets = new Uint8Array(6);
      octets.set(new Uint8Array(new BigUint64Array([BigInt(given.applicationNo)]).buffer).subarray(0, 6).toReversed());
      let drawn = 0;
      const chance = {
        bytes: (count: number) => {
          drawn += count === 6 ? 1 : 0;
          return count === 6 && drawn === 1 ? octets : means.chance.bytes(count);
        },
      };
      const { applicationNo } = await applyForToken({ ...means, chance }, { ...browser.key, ...form });
      expect(drawn).toBe(2);
      expect(applicationNo).not.toBe(given.applicationNo);
    });

    it('take another token, and the same with another device key, in the place of the one registered', async () => {
      const { means, customer, bankDoes, stored } = at;
      const [first, second] = [testToken('AAAA'), testToken('BBBB')];
      const { loginId } = customer.user;
      const { applicationNo } = await appliedToken(means, { loginId, token: first, until: 'register' });
      await bankDoes(applicationNo, { event: 'register', token: second });
      const anew = { ...second, deviceKey: customerKey().spki };
      await bankDoes(applicationNo, { event: 'register', token: anew });
      const tokens = await listTokens(means, { bankId: 'mihon', suspended: true });
      expect(tokens.map(({ serial, suspendedAt }) => [serial, suspendedAt !== null])).toEqual([
        ['BBBB', false],
        ['BBBB', true],
        ['AAAA', true],
      ]);
      expect(tokens[0]).toMatchObject({ deviceKey: anew.deviceKey, loginId, userId: customer.user.id });
      expect(await stored()).toMatchObject({ tokenSerial: 'BBBB', state: 'accepted' });
    });

    it('never get a token that another application has', async () => {
      const { means, bank, customer, bankDoes, stored } = at;
      const token = testToken();
      const { user } = await bank.newcomer();
      await appliedToken(means, { loginId: user.loginId, token });
      const { applicationNo } = await appliedToken(means, { loginId: customer.user.loginId, until: 'accept' });
      const before = await stored();
      await expect(bankDoes(applicationNo, { event: 'register', token })).rejects.toMatchObject({
        code: 'token-other-user',
        detail: { tokenSerialTail: '3921' },
      });
      expect(await stored()).toEqual(before);
    });
  });
}
