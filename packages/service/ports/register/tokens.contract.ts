import { applicationStateNames, stands } from '@koshin/lifecycle/tokens/states.ts';
import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { after, event, freshId, renewal, stockUp } from './samples.contract.ts';
import type { Token, TokenApplication } from './token-records.ts';

let made = 0;

function application(
  differing: Pick<TokenApplication, 'bankId' | 'userId'> & Partial<TokenApplication>,
): TokenApplication {
  made += 1;
  return {
    applicationNo: String(made).padStart(8, '0'),
    state: 'received',
    collection: 'branch',
    contact: '03-0000-0000 経理部 佐倉',
    reason: null,
    tokenSerial: null,
    receivedAt: after(1),
    changedAt: after(2),
    version: 1,
    ...differing,
  };
}

function token(differing: Pick<Token, 'bankId' | 'userId'> & Partial<Token>): Token {
  return {
    serial: freshId(),
    label: '例示信用金庫 専用USB',
    deviceKey: Uint8Array.of(0x30, 0x00, 0xff, 0x80),
    registeredAt: after(3),
    suspendedAt: null,
    ...differing,
  };
}

/** Claims about applications for USB tokens, the tokens a bank has registered, and which of them was there in a renewal. */
export function tokensContract(open: OpenForTest): void {
  describe('applications for USB tokens', () => {
    it('of a user and of a bank come the latest written first, and no other’s', async () => {
      const { register } = await open();
      const [{ own }, { own: others }] = [await register.change(stockUp), await register.change(stockUp)];
      const declined = application({
        ...own,
        state: 'declined',
        reason: { ja: '理由', en: 'why' },
        receivedAt: after(9),
      });
      const usable = application({ ...own, state: 'usable', collection: 'post', tokenSerial: '9F8E7D6C' });
      const another = application(others);
      await register.change(async (tx) => {
        for (const one of [declined, another, usable]) await tx.tokenApplications.insert(one);
      });
      const found = await register.read(async ({ tokenApplications }) => ({
        ofUser: await tokenApplications.ofUser(own.userId),
        ofBank: await tokenApplications.ofBank(own.bankId),
        nobody: await tokenApplications.ofUser(freshId()),
      }));
      expect(found).toEqual({ ofUser: [usable, declined], ofBank: [usable, declined], nobody: [] });
    });

    it('are found by their number in their bank alone', async () => {
      const { register } = await open();
      const [{ own }, { own: others }] = [await register.change(stockUp), await register.change(stockUp)];
      const one = application(own);
      await register.change((tx) => tx.tokenApplications.insert(one));
      const { applicationNo } = one;
      const get = (bankId: string) => register.read((tx) => tx.tokenApplications.get({ bankId, applicationNo }));
      expect(await get(own.bankId)).toEqual(one);
      expect(await get(others.bankId)).toBeNull();
    });

    it('never share a number in one bank, and may in two', async () => {
      const { register } = await open();
      const [{ own }, { own: others }] = [await register.change(stockUp), await register.change(stockUp)];
      const ended = { applicationNo: '10000001', state: 'withdrawn' } as const;
      const insert = (one: TokenApplication) => register.change((tx) => tx.tokenApplications.insert(one));
      await insert(application({ ...own, ...ended }));
      await expect(insert(application({ ...own, ...ended }))).rejects.toMatchObject({ rule: 'id' });
      await insert(application({ ...others, ...ended }));
    });

    it.each(applicationStateNames)(
      'beside one that is %s another stands only when that one has ended',
      async (state) => {
        const { register } = await open();
        const { own } = await register.change(stockUp);
        const insert = (one: TokenApplication) => register.change((tx) => tx.tokenApplications.insert(one));
        await insert(application({ ...own, state }));
        const another = insert(application(own));
        if (!stands(state)) await another;
        else await expect(another).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'token-application' });
      },
    );

    it('of one user made eight times at the same time is one', async () => {
      const { register, nodes } = await open();
      const { own } = await register.change(stockUp);
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const done = await Promise.allSettled(
        asked.map((node) => node.change((tx) => tx.tokenApplications.insert(application(own)))),
      );
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await register.read((tx) => tx.tokenApplications.ofUser(own.userId))).toHaveLength(1);
    });

    it('are changed by who saw them as they are, and by no other', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const one = application(own);
      await register.change((tx) => tx.tokenApplications.insert(one));
      const changed: TokenApplication = {
        ...one,
        state: 'suspended',
        collection: 'post',
        contact: '別の連絡先',
        reason: { ja: '紛失', en: 'lost' },
        tokenSerial: '9F8E7D6C',
        changedAt: after(7),
      };
      await register.change((tx) => tx.tokenApplications.update(changed));
      const late = register.change(async (tx) => {
        await tx.audit.append(event());
        await tx.tokenApplications.update({ ...one, state: 'accepted' });
      });
      await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile' });
      expect(await register.read((tx) => tx.tokenApplications.ofUser(own.userId))).toEqual([
        { ...changed, version: 2 },
      ]);
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });
  });

  describe('USB tokens', () => {
    it('are found by serial and by bank, the latest written first, the suspended too', async () => {
      const { register } = await open();
      const [{ own }, { own: others }] = [await register.change(stockUp), await register.change(stockUp)];
      const former = token({ ...own, suspendedAt: after(5) });
      const again = token({ ...own, serial: former.serial, label: 'second', deviceKey: Uint8Array.of(0x30) });
      const another = token(own);
      await register.change(async (tx) => {
        for (const one of [former, again, another, token({ ...others, serial: former.serial })]) {
          await tx.tokens.insert(one);
        }
      });
      const found = await register.read(async (tx) => ({
        ofSerial: await tx.tokens.ofSerial(former),
        ofBank: await tx.tokens.ofBank(own.bankId),
      }));
      expect(found).toEqual({ ofSerial: [again, former], ofBank: [another, again, former] });
      expect(found.ofSerial[0]?.deviceKey.constructor).toBe(Uint8Array);
    });

    it('are registered once at a time under a serial of a bank', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const one = token(own);
      await register.change((tx) => tx.tokens.insert(one));
      const again = register.change((tx) => tx.tokens.insert(one));
      await expect(again).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'token-serial' });
    });

    it('are suspended once, and the first instant stays', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const one = token(own);
      await register.change((tx) => tx.tokens.insert(one));
      const suspend = (ms: number) => register.change((tx) => tx.tokens.suspend({ ...one, at: after(ms) }));
      expect([await suspend(10), await suspend(20)]).toEqual([true, false]);
      expect(await register.read((tx) => tx.tokens.ofSerial(one))).toEqual([{ ...one, suspendedAt: after(10) }]);
      const unknown = { ...one, serial: freshId(), at: after(1) };
      expect(await register.change((tx) => tx.tokens.suspend(unknown))).toBe(false);
    });
  });

  describe('the presence of a token', () => {
    const octets = (first: number) => Uint8Array.from({ length: 32 }, (_, index) => (first + index) & 0xff);

    it('is one for each renewal, and a new challenge begins anew', async () => {
      const { register } = await open();
      const { own, certificate } = await register.change(stockUp);
      const { id: renewalId } = await register.change(async (tx) => {
        const one = renewal({ ...own, certificateId: certificate.id });
        await tx.renewals.insert(one);
        return one;
      });
      const [first, second] = [octets(0xf0), octets(0x10)];
      const of = () => register.read((tx) => tx.tokenPresences.ofRenewal(renewalId));
      const challenge = (serial: string, given: Uint8Array, ms: number) =>
        register.change((tx) =>
          tx.tokenPresences.challenge({ renewalId, serial, challenge: given, challengedAt: after(ms) }),
        );
      const prove = (given: Uint8Array, ms: number) =>
        register.change((tx) => tx.tokenPresences.prove({ renewalId, challenge: given, at: after(ms) }));
      expect(await of()).toBeNull();
      await challenge('AAAA', first, 1);
      expect([await prove(second, 2), await prove(first, 3), await prove(first, 4)]).toEqual([false, true, false]);
      const proven = { renewalId, serial: 'AAAA', challenge: first, challengedAt: after(1), provenAt: after(3) };
      expect(await of()).toEqual(proven);
      await challenge('BBBB', second, 5);
      expect(await of()).toEqual({
        ...proven,
        serial: 'BBBB',
        challenge: second,
        challengedAt: after(5),
        provenAt: null,
      });
      expect([await prove(first, 6), await prove(second, 7)]).toEqual([false, true]);
      expect((await of())?.challenge.constructor).toBe(Uint8Array);
      expect(await register.read((tx) => tx.tokenPresences.ofRenewal(freshId()))).toBeNull();
    });

    it('is of a renewal that is there', async () => {
      const { register } = await open();
      const nowhere = { renewalId: freshId(), serial: 'AAAA', challenge: octets(0), challengedAt: after(1) };
      await expect(register.change((tx) => tx.tokenPresences.challenge(nowhere))).rejects.toBeInstanceOf(Error);
    });
  });
}
