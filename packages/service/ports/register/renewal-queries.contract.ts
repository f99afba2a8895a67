import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { isRevocationReason, revocationReasonCodes } from '@koshin/lifecycle/certificates/revocation.ts';
import { isLive, renewalStateNames } from '@koshin/lifecycle/renewal/states.ts';
import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { after, certificate, contract, freshId, intent, noon, renewal, stockUp, user } from './samples.contract.ts';

/** Claims about certificates, intents and renewals. */
export function renewalQueriesContract(open: OpenForTest): void {
  describe('certificates', () => {
    it('are found by id, and by serial only under their own issuer', async () => {
      const { register } = await open();
      const [{ certificate: mine, issuer: by }, other] = [
        await register.change(stockUp),
        await register.change(stockUp),
      ];
      const { serial } = mine;
      const found = await register.read(async (tx) => [
        await tx.certificates.get(mine.id),
        await tx.certificates.bySerial({ issuerId: by.id, serial }),
        await tx.certificates.bySerial({ issuerId: other.issuer.id, serial }),
        await tx.certificates.get(freshId()),
      ]);
      expect(found).toEqual([mine, mine, null, null]);
    });

    it('are found by serial with their own user and his contract', async () => {
      const { register } = await open();
      const [stock, other] = [await register.change(stockUp), await register.change(stockUp)];
      const { certificate: mine, issuer: by, own } = stock;
      const [itsContract, itsUser] = await register.change(async (tx) => {
        const closed = contract({ bankId: own.bankId, closedAt: after(9) });
        const locked = { suspendedAt: after(1), lockedUntil: after(2), passwordHash: null };
        const unlike = user({ bankId: own.bankId, contractId: closed.id, ...locked, passwordFailures: 4 });
        await tx.contracts.insert(closed);
        await tx.users.insert(unlike);
        await tx.users.update(unlike);
        return [closed, { ...unlike, version: 2 }] as const;
      });
      const his = certificate({ bankId: own.bankId, userId: itsUser.id, issuerId: by.id, renewalId: freshId() });
      await register.change((tx) => tx.certificates.insert(his));
      const found = await register.read(async (tx) => [
        await tx.certificates.withOwner({ issuerId: by.id, serial: mine.serial }),
        await tx.certificates.withOwner({ issuerId: by.id, serial: his.serial }),
        await tx.certificates.withOwner({ issuerId: other.issuer.id, serial: mine.serial }),
      ]);
      expect(found).toEqual([
        { certificate: mine, user: stock.user, contract: stock.contract, issuerRevokedAt: null },
        { certificate: his, user: itsUser, contract: itsContract, issuerRevokedAt: null },
        null,
      ]);
      const revocation = { at: after(3), reason: 'ca-compromise' } as const;
      await register.change((tx) => tx.issuers.revoke({ id: by.id, revocation }));
      const after3 = await register.read((tx) => tx.certificates.withOwner({ issuerId: by.id, serial: mine.serial }));
      expect(after3?.issuerRevokedAt).toBe(after(3));
    });

    it('come back with every kind of revocation', async () => {
      const { register } = await open();
      const { own, issuer: by } = await register.change(stockUp);
      const reasons = Object.keys(revocationReasonCodes).filter(isRevocationReason);
      const actors = ['customer', 'administrator', 'bank', 'lifecycle'] as const;
      const revocations = reasons.flatMap((reason) => actors.map((actor) => ({ at: after(1), reason, by: actor })));
      const revoked = revocations.map((revocation) =>
        certificate({ ...own, issuerId: by.id, state: 'revoked', revocation }),
      );
      await register.change(async (tx) => {
        for (const one of revoked) await tx.certificates.insert(one);
      });
      const found = await register.read((tx) => Promise.all(revoked.map(({ id }) => tx.certificates.get(id))));
      expect(found).toEqual(revoked);
    });

    it('of a user come newest expiry first, among equals the later written first', async () => {
      const { register } = await open();
      const { own, issuer: by, certificate: first } = await register.change(stockUp);
      const days = ['2027-11-21', '2028-01-01', '2027-11-22'].map(calendarDay);
      const more = days.map((expiryDate) => certificate({ ...own, issuerId: by.id, expiryDate }));
      await register.change(stockUp);
      await register.change(async (tx) => {
        for (const one of more) await tx.certificates.insert(one);
      });
      const found = await register.read((tx) => tx.certificates.ofUser(own.userId));
      expect(found).toEqual([more[1], more[2], first, more[0]]);
      expect(await register.read((tx) => tx.certificates.ofUser(freshId()))).toEqual([]);
    });

    it('of a renewal come in the order written', async () => {
      const { register } = await open();
      const { own, issuer: by } = await register.change(stockUp);
      const renewalId = freshId();
      const siblings = [after(3), after(3), after(1)].map((issuedAt) =>
        certificate({ ...own, issuerId: by.id, renewalId, issuedAt }),
      );
      await register.change(async (tx) => {
        for (const one of siblings) await tx.certificates.insert(one);
      });
      expect(await register.read((tx) => tx.certificates.ofRenewal(renewalId))).toEqual(siblings);
      expect(await register.read((tx) => tx.certificates.ofRenewal(freshId()))).toEqual([]);
    });
  });

  describe('intents', () => {
    it('are found by certificate, by key digest and by renewal, completed or not', async () => {
      const { register } = await open();
      const { own, issuer: by, certificate: of } = await register.change(stockUp);
      const live = renewal({ ...own, certificateId: of.id });
      const [open1, done] = [
        intent({ ...own, issuerId: by.id, renewalId: live.id }),
        intent({ ...own, issuerId: by.id, renewalId: live.id, completedAt: after(9), recordedAt: after(-9) }),
      ];
      await register.change(async (tx) => {
        await tx.renewals.insert(live);
        for (const one of [open1, done, intent({ ...own, issuerId: by.id })]) await tx.intents.insert(one);
      });
      const found = await register.read(async (tx) => ({
        get: await tx.intents.get(open1.certificateId),
        byKey: await tx.intents.byKeyDigest(done.keyDigest),
        ofRenewal: await tx.intents.ofRenewal(live.id),
        instants: await tx.intents.instantsOf(live.id),
        unknown: [await tx.intents.get(freshId()), await tx.intents.byKeyDigest('?')],
        ofNone: [...(await tx.intents.ofRenewal(freshId())), ...(await tx.intents.instantsOf(freshId()))],
      }));
      expect(found).toEqual({
        get: open1,
        byKey: done,
        ofRenewal: [open1, done],
        instants: [open1.recordedAt, done.recordedAt],
        unknown: [null, null],
        ofNone: [],
      });
    });

    it('that are open come oldest first, at most so many, recorded before the instant and not at it', async () => {
      const { register } = await open();
      const { own, issuer: by } = await register.change(stockUp);
      const at = [after(3), after(1), after(2), after(4)];
      const [third, first, second, atTheInstant] = at.map((recordedAt) =>
        intent({ ...own, issuerId: by.id, recordedAt }),
      );
      const done = intent({ ...own, issuerId: by.id, recordedAt: noon, completedAt: after(1) });
      await register.change(async (tx) => {
        for (const one of [third, first, second, atTheInstant, done]) if (one) await tx.intents.insert(one);
      });
      const before = (limit: number) => register.read((tx) => tx.intents.open(after(4), limit));
      expect(await before(10)).toEqual([first, second, third]);
      expect(await before(2)).toEqual([first, second]);
    });

    it('are completed once, which that call is told: the first instant stays', async () => {
      const { register } = await open();
      const { own, issuer: by } = await register.change(stockUp);
      const recorded = intent({ ...own, issuerId: by.id });
      const { certificateId } = recorded;
      await register.change((tx) => tx.intents.insert(recorded));
      const complete = (at: Instant) => register.change((tx) => tx.intents.complete({ certificateId, at }));
      expect([await complete(after(5)), await complete(after(6))]).toEqual([true, false]);
      const found = await register.read((tx) => tx.intents.get(certificateId));
      expect(found).toEqual({ ...recorded, completedAt: after(5) });
      expect(await register.read((tx) => tx.intents.open(after(99), 9))).toEqual([]);
    });

    it('are completed once by many at the same time', async () => {
      const { register, nodes } = await open();
      const { own, issuer: by } = await register.change(stockUp);
      const recorded = intent({ ...own, issuerId: by.id });
      const { certificateId } = recorded;
      await register.change((tx) => tx.intents.insert(recorded));
      const asked = (await nodes(4)).map((node) =>
        node.change((tx) => tx.intents.complete({ certificateId, at: after(5) })),
      );
      expect((await Promise.all(asked)).filter((first) => first)).toHaveLength(1);
    });

    it('that are not there are not completed', async () => {
      const { register } = await open();
      const complete = register.change((tx) => tx.intents.complete({ certificateId: freshId(), at: noon }));
      expect(await complete).toBe(false);
    });
  });

  describe('renewals', () => {
    it.each(renewalStateNames)(
      'in the state %s are found by id, as the latest, and as live only while they are',
      async (state) => {
        const { register } = await open();
        const { own, certificate: of } = await register.change(stockUp);
        const one = renewal({
          ...own,
          certificateId: of.id,
          state,
          windowId: 'w1',
          windowSeenAt: after(1),
          confirmedIn: 'session',
          usedOnOtherPcs: true,
          provenAt: after(2),
          provenCertificateId: of.id,
          ended: { reason: 'window-closed', at: after(3) },
        });
        await register.change((tx) => tx.renewals.insert(one));
        const found = await register.read(async (tx) => ({
          get: await tx.renewals.get(one.id),
          latest: await tx.renewals.latestOf(of.id),
          live: await tx.renewals.liveOf(of.id),
        }));
        expect(found).toEqual({ get: one, latest: one, live: isLive(state) ? one : null });
      },
    );

    it('of nobody are null', async () => {
      const { register } = await open();
      const found = await register.read(async (tx) => [
        await tx.renewals.get(freshId()),
        await tx.renewals.latestOf(freshId()),
        await tx.renewals.liveOf(freshId()),
      ]);
      expect(found).toEqual([null, null, null]);
    });

    it('that follow one another in one instant have the later written as the latest', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const [first, second] = [
        renewal({ ...own, certificateId: of.id, state: 'cancelled' }),
        renewal({ ...own, certificateId: of.id, usedOnOtherPcs: false }),
      ];
      await register.change(async (tx) => {
        await tx.renewals.insert(first);
        await tx.renewals.insert(second);
      });
      expect(await register.read((tx) => tx.renewals.latestOf(of.id))).toEqual(second);
    });
  });
}
