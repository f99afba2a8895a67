import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { describe, expect, it } from 'vitest';
import type { Session } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import {
  after,
  attempt,
  bank,
  certificate,
  contract,
  freshId,
  issuer,
  presentation,
  renewal,
  session,
  stockUp,
  user,
} from './samples.contract.ts';

/** Claims about attempts, presentations and sessions. */
export function presentationQueriesContract(open: OpenForTest): void {
  describe('attempts', () => {
    it('come back as they were written', async () => {
      const { register } = await open();
      const { own, bank: at, certificate: of } = await register.change(stockUp);
      const live = renewal({ ...own, certificateId: of.id });
      const bound = { sessionHash: 'h', userId: own.userId, certificateId: of.id, renewalId: live.id };
      const [plain, full] = [
        attempt({ bankId: at.id }),
        attempt({ bankId: at.id, purpose: 'proof', ...bound, closedAt: after(1) }),
      ];
      await register.change(async (tx) => {
        await tx.renewals.insert(live);
        for (const one of [plain, full]) await tx.attempts.insert(one);
      });
      const found = await register.read(async (tx) => [
        await tx.attempts.get(plain.nonce),
        await tx.attempts.get(full.nonce),
        await tx.attempts.get(freshId()),
      ]);
      expect(found).toEqual([plain, full, null]);
    });

    it('name the issuing CAs of their bank, newest first', async () => {
      const { register } = await open();
      const [{ bank: at, issuer: first }, lone] = [await register.change(stockUp), bank()];
      const [second, third] = [2, 3].map((generation) => issuer({ bankId: at.id, generation }));
      const [ofAll, ofNone] = [attempt({ bankId: at.id }), attempt({ bankId: lone.id })];
      await register.change(async (tx) => {
        await tx.banks.insert(lone);
        for (const one of [third, second]) if (one) await tx.issuers.insert(one);
        for (const one of [ofAll, ofNone]) await tx.attempts.insert(one);
      });
      const issuersOf = (nonce: string) => register.read((tx) => tx.attempts.issuersOf(nonce));
      expect(await issuersOf(ofAll.nonce)).toEqual({ bankId: at.id, issuerIds: [third?.id, second?.id, first.id] });
      expect(await issuersOf(ofNone.nonce)).toEqual({ bankId: lone.id, issuerIds: [] });
      expect(await issuersOf(freshId())).toBeNull();
    });

    it('come with their bank’s policy and with the certificate that this bank issued under the presented number', async () => {
      const { register } = await open();
      const [{ bank: at, own, issuer: by, certificate: active }, other, lone] = [
        await register.change(stockUp),
        await register.change(stockUp),
        bank(),
      ];
      const ended = contract({ bankId: at.id, closedAt: after(9) });
      const gone = user({ bankId: at.id, contractId: ended.id, suspendedAt: after(8) });
      const revocation = { at: after(3), reason: 'lost', by: 'customer' } as const;
      const full = certificate({
        ...{ bankId: at.id, userId: gone.id, issuerId: by.id, renewalId: freshId(), successorId: active.id },
        ...{ state: 'revoked', retiresAt: after(7), revocation },
      });
      const [here, alone] = [attempt({ ...own, closedAt: after(1) }), attempt({ bankId: lone.id })];
      await register.change(async (tx) => {
        await tx.banks.insert(lone);
        await tx.contracts.insert(ended);
        await tx.users.insert(gone);
        await tx.certificates.insert(full);
        for (const one of [here, alone]) await tx.attempts.insert(one);
      });
      const look = ({ nonce }: { nonce: string }, { serial }: { serial: string }) =>
        register.read((tx) => tx.attempts.withPresented({ nonce, serial, fingerprint: '' }));
      const { policy } = at;
      const ofActive = {
        ...{
          id: active.id,
          userId: active.userId,
          renewalId: null,
          serial: active.serial,
          notBefore: active.notBefore,
        },
        ...{ fingerprint: active.fingerprint, state: 'active', expiryDate: active.expiryDate, revocation: null },
        ...{ retiresAt: null, successorId: null, issuerRevokedAt: null, userSuspendedAt: null, contractClosedAt: null },
      };
      expect(await look(here, active)).toEqual({ attempt: here, policy, certificate: ofActive });
      const ofFull = {
        ...{ id: full.id, userId: gone.id, renewalId: full.renewalId, serial: full.serial, successorId: active.id },
        ...{ fingerprint: full.fingerprint, state: 'revoked', revocation, retiresAt: after(7), issuerRevokedAt: null },
        ...{ userSuspendedAt: after(8), contractClosedAt: after(9) },
      };
      expect(await look(here, full)).toMatchObject({ attempt: here, policy, certificate: ofFull });
      expect(await look(here, other.certificate)).toEqual({ attempt: here, policy, certificate: null });
      expect(await look(here, { serial: '' })).toEqual({ attempt: here, policy, certificate: null });
      expect(await look(alone, active)).toEqual({ attempt: alone, policy: lone.policy, certificate: null });
      expect(await look({ nonce: freshId() }, active)).toBeNull();
      await register.change((tx) =>
        tx.issuers.revoke({ id: by.id, revocation: { at: after(5), reason: 'superseded' } }),
      );
      expect((await look(here, active))?.certificate?.issuerRevokedAt).toBe(after(5));
    });

    it('come with the certificate of the presented bytes, should two CAs of the bank have used its number', async () => {
      const { register } = await open();
      const { bank: at, own, certificate: first } = await register.change(stockUp);
      const second = issuer({ bankId: at.id, generation: 2 });
      const twin = certificate({ ...own, issuerId: second.id, serial: first.serial });
      const { nonce } = attempt({ bankId: at.id });
      await register.change(async (tx) => {
        await tx.issuers.insert(second);
        await tx.certificates.insert(twin);
        await tx.attempts.insert(attempt({ bankId: at.id, nonce }));
      });
      for (const { id, serial, fingerprint } of [first, twin]) {
        const seen = await register.read((tx) => tx.attempts.withPresented({ nonce, serial, fingerprint }));
        expect(seen?.certificate?.id).toBe(id);
      }
      const { serial } = first;
      const strange = await register.read((tx) => tx.attempts.withPresented({ nonce, serial, fingerprint: 'other' }));
      expect(strange?.certificate?.serial).toBe(serial);
    });

    it('are closed by one of eight at the same time; unknown ones by nobody', async () => {
      const { register, nodes } = await open();
      const { bank: at } = await register.change(stockUp);
      const { nonce } = await register.change(async (tx) => {
        const made = attempt({ bankId: at.id });
        await tx.attempts.insert(made);
        return made;
      });
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const closed = await Promise.all(
        asked.map((node, index) => node.change((tx) => tx.attempts.close({ nonce, at: after(index) }))),
      );
      expect(closed.filter(Boolean)).toHaveLength(1);
      const found = await register.read((tx) => tx.attempts.get(nonce));
      expect(found?.closedAt).toBe(after(closed.indexOf(true)));
      expect(await register.change((tx) => tx.attempts.close({ nonce: freshId(), at: after(1) }))).toBe(false);
    });

    it('that expired before the instant are forgotten with their presentations, others stay', async () => {
      const { register } = await open();
      const { bank: at } = await register.change(stockUp);
      const [old, kept] = [
        attempt({ bankId: at.id, expiresAt: after(4) }),
        attempt({ bankId: at.id, expiresAt: after(5) }),
      ];
      const shown = [old, kept].map(({ nonce }) => presentation({ nonce }));
      await register.change(async (tx) => {
        for (const one of [old, kept]) await tx.attempts.insert(one);
        for (const one of shown) await tx.presentations.insert(one);
      });
      await register.change((tx) => tx.attempts.forget(after(5)));
      const found = await register.read(async (tx) => ({
        attempts: [await tx.attempts.get(old.nonce), await tx.attempts.get(kept.nonce)],
        presentations: [await tx.presentations.latestOf(old.nonce), await tx.presentations.latestOf(kept.nonce)],
      }));
      expect(found).toEqual({ attempts: [null, kept], presentations: [null, shown[1]] });
    });
  });

  describe('presentations', () => {
    it('are found by ticket, the latest of an attempt, and the redeemed one', async () => {
      const { register } = await open();
      const { bank: at, certificate: of } = await register.change(stockUp);
      const { nonce } = await register.change(async (tx) => {
        const made = attempt({ bankId: at.id });
        await tx.attempts.insert(made);
        return made;
      });
      const [first, second, third] = [
        presentation({ nonce, refusal: 'certificate-expired', facts: {} }),
        presentation({ nonce, certificateId: of.id }),
        presentation({ nonce, at: after(0) }),
      ] as const;
      const look = () =>
        register.read(async (tx) => ({
          byTicket: await tx.presentations.byTicket(second.ticketHash),
          latest: await tx.presentations.latestOf(nonce),
          redeemed: await tx.presentations.redeemedOf(nonce),
        }));
      expect(await look()).toEqual({ byTicket: null, latest: null, redeemed: null });
      await register.change(async (tx) => {
        for (const one of [first, second, third]) await tx.presentations.insert(one);
      });
      expect(await look()).toEqual({ byTicket: second, latest: third, redeemed: null });
      await register.change((tx) => tx.presentations.redeem({ ticketHash: second.ticketHash, at: after(7) }));
      const redeemed = { ...second, redeemedAt: after(7) };
      expect(await look()).toEqual({ byTicket: redeemed, latest: third, redeemed });
    });

    it('are redeemed by one of eight at the same time; unknown tickets by nobody', async () => {
      const { register, nodes } = await open();
      const { bank: at } = await register.change(stockUp);
      const { ticketHash } = await register.change(async (tx) => {
        const made = attempt({ bankId: at.id });
        await tx.attempts.insert(made);
        const shown = presentation({ nonce: made.nonce });
        await tx.presentations.insert(shown);
        return shown;
      });
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const redeemed = await Promise.all(
        asked.map((node, index) => node.change((tx) => tx.presentations.redeem({ ticketHash, at: after(index) }))),
      );
      expect(redeemed.filter(Boolean)).toHaveLength(1);
      const found = await register.read((tx) => tx.presentations.byTicket(ticketHash));
      expect(found?.redeemedAt).toBe(after(redeemed.indexOf(true)));
      expect(await register.change((tx) => tx.presentations.redeem({ ticketHash: '?', at: after(1) }))).toBe(false);
    });
  });

  describe('sessions', () => {
    const full = {
      stage: 'open',
      passwordAt: after(1),
      previousLoginAt: after(-1),
      endedAt: after(5),
      endReason: 'logged-out',
      banner: { kind: 'renewed', newExpiryDate: calendarDay('2028-02-29') },
    } as const satisfies Partial<Session>;

    it('are replaced as a whole', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const plain = session({ ...own, certificateId: of.id });
      await register.change((tx) => tx.sessions.insert(plain));
      expect(await register.read((tx) => tx.sessions.get(plain.hash))).toEqual(plain);
      const changed = { ...plain, ...full, lastSeenAt: after(2), alsoPresented: [of.id, freshId()] };
      await register.change((tx) => tx.sessions.update(changed));
      expect(await register.read((tx) => tx.sessions.get(plain.hash))).toEqual(changed);
    });

    it('that are not there cannot be replaced or renamed, and are null', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const never = session({ ...own, certificateId: of.id });
      const gone = { code: 'changed-meanwhile' };
      await expect(register.change((tx) => tx.sessions.update(never))).rejects.toMatchObject(gone);
      await expect(register.change((tx) => tx.sessions.rename({ from: '?', to: '!' }))).rejects.toMatchObject(gone);
      expect(await register.read((tx) => tx.sessions.get(never.hash))).toBeNull();
    });

    it('are known by their new hash alone once renamed', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const one = session({ ...own, certificateId: of.id, alsoPresented: [of.id] });
      await register.change((tx) => tx.sessions.insert(one));
      await register.change((tx) => tx.sessions.rename({ from: one.hash, to: 'new' }));
      const found = await register.read(async (tx) => [await tx.sessions.get(one.hash), await tx.sessions.get('new')]);
      expect(found).toEqual([null, { ...one, hash: 'new' }]);
    });

    it('cannot take the hash of another', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const [one, other] = [session({ ...own, certificateId: of.id }), session({ ...own, certificateId: of.id })];
      await register.change(async (tx) => {
        for (const each of [one, other]) await tx.sessions.insert(each);
      });
      const rename = register.change((tx) => tx.sessions.rename({ from: one.hash, to: other.hash }));
      await expect(rename).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
    });

    it('that are open belong to this certificate and have not ended, oldest first', async () => {
      const { register } = await open();
      const [{ own, certificate: of }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const [young, old, ended, others] = [
        session({ ...own, certificateId: of.id, startedAt: after(2) }),
        session({ ...own, certificateId: of.id, startedAt: after(1) }),
        session({ ...own, certificateId: of.id, ...full }),
        session({ ...other.own, certificateId: other.certificate.id }),
      ];
      await register.change(async (tx) => {
        for (const each of [young, old, ended, others]) await tx.sessions.insert(each);
      });
      expect(await register.read((tx) => tx.sessions.openOf(of.id))).toEqual([old, young]);
    });

    it('that were last seen before the instant are forgotten, ended or not; the others stay', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const seen = { ...own, certificateId: of.id, lastSeenAt: after(6) };
      const [still, early, late, faded] = [
        session(seen),
        session({ ...full, ...seen, lastSeenAt: after(4), endedAt: after(4) }),
        session({ ...full, ...seen, endedAt: after(6) }),
        session({ ...seen, lastSeenAt: after(4) }),
      ];
      const all = [still, early, late, faded];
      await register.change(async (tx) => {
        for (const each of all) await tx.sessions.insert(each);
      });
      await register.change((tx) => tx.sessions.forget(after(5)));
      const found = await register.read((tx) => Promise.all(all.map(({ hash }) => tx.sessions.get(hash))));
      expect(found).toEqual([still, null, late, null]);
    });
  });
}
