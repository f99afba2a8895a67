import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { describe, expect, it } from 'vitest';
import type { Issuer, Session } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import type { Register } from './register.ts';
import {
  after,
  certificate,
  issuer,
  noon,
  reservedCrl,
  type Stock,
  session,
  stockUp,
  user,
} from './samples.contract.ts';

const compromised = { at: after(5), reason: 'ca-compromise' } as const;
const today = calendarDay('2026-11-22');

/** Claims about CAs that are revoked, and what hangs on them. */
export function authorityQueriesContract(open: OpenForTest): void {
  describe('a CA', () => {
    it('is revoked once: by one of eight at the same time, and it stays', async () => {
      const { register, nodes } = await open();
      const { issuer: one, bank } = await register.change(stockUp);
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const done = await Promise.all(
        asked.map((node, at) =>
          node.change((tx) => tx.issuers.revoke({ id: one.id, revocation: { ...compromised, at: after(at) } })),
        ),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const revoked: Issuer = { ...one, revocation: { ...compromised, at: after(done.indexOf(true)) } };
      const found = await register.read(async (tx) => [
        await tx.issuers.get(one.id),
        ...(await tx.issuers.ofBank(bank.id)),
        ...(await tx.issuers.all()),
      ]);
      expect(found).toEqual([revoked, revoked, revoked]);
      expect(await register.change((tx) => tx.issuers.revoke({ id: 'x', revocation: compromised }))).toBe(false);
    });

    it('comes back revoked as it was written', async () => {
      const { register } = await open();
      const made = issuer({ revocation: { at: after(3), reason: 'cessation' } });
      await register.change((tx) => tx.issuers.insert(made));
      expect(await register.read((tx) => tx.issuers.get(made.id))).toEqual(made);
    });

    it('stands among those that its issuer revoked, once, whether or not it is registered', async () => {
      const { register } = await open();
      const [root, other] = [issuer(), issuer()];
      const revoked = { issuerId: root.id, serial: '5f3a', ...compromised };
      const insert = () => register.change((tx) => tx.revokedAuthorities.insert(revoked));
      await register.change(async (tx) => {
        for (const one of [root, other]) await tx.issuers.insert(one);
        await tx.revokedAuthorities.insert({ ...revoked, issuerId: other.id });
      });
      expect([await insert(), await insert()]).toEqual([true, false]);
      const again = { ...revoked, at: after(9), reason: 'cessation' } as const;
      expect(await register.change((tx) => tx.revokedAuthorities.insert(again))).toBe(false);
      expect(await register.read((tx) => tx.revokedAuthorities.ofIssuer(root.id))).toEqual([revoked]);
      expect(await register.read((tx) => tx.revokedAuthorities.ofIssuer('x'))).toEqual([]);
    });

    it('is not on its issuer’s CRL until a number was given out after it was revoked', async () => {
      const { register } = await open();
      const root = issuer();
      const key = { issuerId: root.id, shard: 0 };
      const unlisted = (number: number | null, differing: object = {}) =>
        register.read((tx) => tx.crlShards.hasUnlisted({ ...key, number, now: noon, ...differing }));
      const reserve = (number: number, shard = 0) =>
        register.change((tx) => tx.crls.reserve({ ...reservedCrl({ ...key, shard, number }), now: noon }));
      await register.change((tx) => tx.issuers.insert(root));
      await reserve(1);
      expect(await unlisted(1)).toBe(false);
      await register.change((tx) => tx.revokedAuthorities.insert({ ...compromised, issuerId: root.id, serial: '5f' }));
      expect([await unlisted(null), await unlisted(1)]).toEqual([true, true]);
      expect([await unlisted(1, { serial: '5f' }), await unlisted(1, { serial: '60' })]).toEqual([true, false]);
      expect(await unlisted(1, { shard: 1 })).toBe(false);
      await reserve(2, 1);
      expect(await unlisted(2)).toBe(true);
      await reserve(3);
      expect([await unlisted(3), await unlisted(2)]).toEqual([false, true]);
      await reserve(4);
      expect(await unlisted(3)).toBe(false);
    });
  });

  describe('what hangs on CAs', () => {
    /** A second generation, and a user of the same bank with one certificate of the first. */
    async function twoGenerations(register: Register): Promise<{ stock: Stock; second: Issuer; usable: Counter }> {
      const stock = await register.change(stockUp);
      const second = issuer({ bankId: stock.bank.id, generation: 2 });
      await register.change((tx) => tx.issuers.insert(second));
      const usable: Counter = (issuerIds = [stock.issuer.id]) =>
        register.read((tx) => tx.certificates.usableOf({ issuerIds, today, now: noon }));
      return { stock, second, usable };
    }
    type Counter = (issuerIds?: readonly string[]) => Promise<{ certificates: number; usersWithoutOther: number }>;

    it('are the certificates that are accepted now, and the users who have no other', async () => {
      const { register } = await open();
      const { stock, second, usable } = await twoGenerations(register);
      const first = { ...stock.own, issuerId: stock.issuer.id };
      expect(await usable()).toEqual({ certificates: 1, usersWithoutOther: 1 });
      const revocation = { at: noon, reason: 'lost', by: 'bank' } as const;
      await register.change(async (tx) => {
        // Not accepted, each for its own reason; and two that still are.
        await tx.certificates.insert(certificate({ ...first, state: 'revoked', revocation }));
        await tx.certificates.insert(certificate({ ...first, expiryDate: calendarDay('2026-11-21') }));
        await tx.certificates.insert(certificate({ ...first, retiresAt: noon }));
        await tx.certificates.insert(certificate({ ...first, expiryDate: today, retiresAt: after(1) }));
        const other = user({ bankId: stock.bank.id, contractId: stock.contract.id });
        await tx.users.insert(other);
        await tx.certificates.insert(certificate({ ...first, userId: other.id, state: 'issued' }));
      });
      expect(await usable()).toEqual({ certificates: 3, usersWithoutOther: 2 });
      await register.change((tx) => tx.certificates.insert(certificate({ ...first, issuerId: second.id })));
      expect(await usable()).toEqual({ certificates: 3, usersWithoutOther: 1 });
      expect(await usable([stock.issuer.id, second.id])).toEqual({ certificates: 4, usersWithoutOther: 2 });
      expect(await usable(['x'])).toEqual({ certificates: 0, usersWithoutOther: 0 });
    });

    it.each([
      [
        'of a CA that is revoked',
        (tx, { second }) => tx.issuers.revoke({ id: second.id, revocation: compromised }),
        {},
      ],
      ['that has expired', () => null, { expiryDate: calendarDay('2026-11-21') }],
      ['that is retired', () => null, { retiresAt: noon }],
      ['that is revoked', () => null, { state: 'revoked' }],
    ] as readonly (readonly [
      string,
      (tx: Parameters<Parameters<Register['change']>[0]>[0], of: { second: Issuer }) => unknown,
      object,
    ])[])('count no other certificate %s', async (_, change, differing) => {
      const { register } = await open();
      const { stock, second, usable } = await twoGenerations(register);
      await register.change(async (tx) => {
        await tx.certificates.insert(certificate({ ...stock.own, issuerId: second.id, ...differing }));
        await change(tx, { second });
      });
      expect(await usable()).toEqual({ certificates: 1, usersWithoutOther: 1 });
    });

    it('are the sessions that are open with their certificates, and end together', async () => {
      const { register } = await open();
      const { stock, second } = await twoGenerations(register);
      const other = certificate({ ...stock.own, issuerId: second.id });
      const ended = { endedAt: after(7), endReason: 'session-ended-by-certificate' } as const;
      const of = (certificateId: string, differing: Partial<Session> = {}): Session => ({
        ...session({ ...stock.own, certificateId }),
        endedAt: null,
        endReason: null,
        ...differing,
      });
      const [open1, open2, over, others] = [
        of(stock.certificate.id),
        of(stock.certificate.id),
        of(stock.certificate.id, { endedAt: after(1), endReason: 'logged-out' }),
        of(other.id),
      ];
      await register.change(async (tx) => {
        await tx.certificates.insert(other);
        for (const one of [open1, open2, over, others]) await tx.sessions.insert(one);
      });
      const end = () => register.change((tx) => tx.sessions.endOfIssuer({ issuerId: stock.issuer.id, ...ended }));
      expect([await end(), await end()]).toEqual([2, 0]);
      const found = await register.read((tx) =>
        Promise.all([open1, open2, over, others].map(({ hash }) => tx.sessions.get(hash))),
      );
      expect(found).toEqual([{ ...open1, ...ended }, { ...open2, ...ended }, over, others]);
    });
  });
}
