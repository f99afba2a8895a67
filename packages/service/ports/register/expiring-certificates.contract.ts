import { addDays, calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { describe, expect, it } from 'vitest';
import type { CertificateRecord, ExpiringCertificate } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import { after, certificate, contract, freshId, issuer, noon, renewal, stockUp, user } from './samples.contract.ts';

const day = (text: string) => calendarDay(text);

/** Claims about what the stages of mails look through. */
export function expiringCertificatesContract(open: OpenForTest): void {
  describe('certificates that expire', () => {
    it('come by expiry date and id, of one bank and a range of days, page by page', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const other = await register.change(stockUp);
      const first = day('2026-12-20');
      const made = [0, 1, 1, 2, 3, 4].map((days) => certificateOn(stock, addDays(first, days)));
      await register.change(async (tx) => {
        const waiting = { ...certificateOn(stock, addDays(first, 1)), renewalId: freshId() };
        for (const one of [...made, certificateOn(other, first), waiting]) await tx.certificates.insert(one);
      });
      const range = { bankId: stock.bank.id, first: addDays(first, 1), last: addDays(first, 3) };
      const pages: ExpiringCertificate[] = [];
      for (;;) {
        const page = await register.read((tx) =>
          tx.certificates.expiring({ ...range, after: pages.at(-1) ?? null, limit: 2 }),
        );
        if (page.length === 0) break;
        pages.push(...page);
      }
      const expected = made
        .filter(({ expiryDate }) => expiryDate >= range.first && expiryDate <= range.last)
        .toSorted((a, b) => (a.expiryDate < b.expiryDate || (a.expiryDate === b.expiryDate && a.id < b.id) ? -1 : 1));
      expect(pages.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      expect(pages).toHaveLength(4);
    });

    it('say what a mail’s stage must know: how they stand, whose they are, and whether that one is closed', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const revocation = { at: after(7), reason: 'lost', by: 'customer' } as const;
      const closedContract = contract({ bankId: stock.bank.id, closedAt: noon });
      const people = [
        user({ bankId: stock.bank.id, contractId: stock.contract.id, suspendedAt: noon }),
        user({ bankId: stock.bank.id, contractId: closedContract.id, suspendedAt: noon }),
      ];
      const [suspended, closed] = people;
      if (!suspended || !closed) throw new Error('two were made');
      const of = (userId: string, differing: Partial<CertificateRecord>) =>
        certificate({ ...stock.own, issuerId: stock.issuer.id, userId, ...differing });
      const ended = issuer({ bankId: stock.bank.id, generation: 2, revocation: { at: noon, reason: 'ca-compromise' } });
      const [retiring, revoked, theirs, gone, ofEnded] = [
        of(stock.user.id, { state: 'active', retiresAt: after(3) }),
        of(stock.user.id, { state: 'revoked', revocation }),
        of(suspended.id, {}),
        of(closed.id, {}),
        of(closed.id, { issuerId: ended.id }),
      ];
      await register.change(async (tx) => {
        await tx.contracts.insert(closedContract);
        for (const one of people) await tx.users.insert(one);
        await tx.issuers.insert(ended);
        for (const one of [retiring, revoked, theirs, gone, ofEnded]) await tx.certificates.insert(one);
      });
      const found = (id: string) => register.read((tx) => tx.certificates.expiringOf(id));
      expect(await found(retiring.id)).toEqual({
        id: retiring.id,
        userId: stock.user.id,
        contractId: stock.contract.id,
        state: 'active',
        expiryDate: retiring.expiryDate,
        issuedAt: noon,
        retiresAt: after(3),
        revocation: null,
        unproven: false,
        closed: null,
      });
      expect(await found(revoked.id)).toMatchObject({ state: 'revoked', revocation });
      expect(await found(theirs.id)).toMatchObject({ closed: 'user-closed' });
      expect(await found(gone.id)).toMatchObject({ closed: 'contract-closed' });
      expect(await found(ofEnded.id)).toMatchObject({ closed: 'authority-revoked' });
      expect(await found('0'.repeat(32))).toBeNull();
    });

    it('wait for a proof while a successor of their live renewal was issued and not used', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const live = renewal({ ...stock.own, certificateId: stock.certificate.id, state: 'issued' });
      const successor = certificate({ ...stock.own, issuerId: stock.issuer.id, renewalId: live.id });
      const unproven = async () =>
        (await register.read((tx) => tx.certificates.expiringOf(stock.certificate.id)))?.unproven;
      await register.change((tx) => tx.renewals.insert({ ...live, state: 'requested' }));
      expect(await unproven()).toBe(false);
      await register.change(async (tx) => {
        await tx.renewals.update(live);
        await tx.certificates.insert(successor);
      });
      expect(await unproven()).toBe(true);
      await register.change((tx) => tx.renewals.update({ ...live, state: 'installed', version: 2 }));
      expect(await unproven()).toBe(true);
      await register.change((tx) => tx.certificates.update({ ...successor, state: 'active' }));
      expect(await unproven()).toBe(false);
    });
  });

  describe('the 管理者 of contracts', () => {
    it('are those of that role, of each contract that is asked for', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const other = await register.change(stockUp);
      const person = (role: 'administrator' | 'member', at = stock) =>
        user({ bankId: at.bank.id, contractId: at.contract.id, role });
      const made = [person('administrator'), person('member'), person('administrator'), person('administrator', other)];
      await register.change(async (tx) => {
        for (const one of made) await tx.users.insert(one);
      });
      const ask = (...contracts: readonly string[]) => register.read((tx) => tx.users.administratorsOf(contracts));
      const expected = [made[0], made[2]].map((one) => ({ id: one?.id, contractId: stock.contract.id }));
      expect(new Set(await ask(stock.contract.id))).toEqual(new Set(expected));
      expect(await ask(stock.contract.id, other.contract.id)).toHaveLength(3);
      expect(await ask()).toEqual([]);
    });
  });
}

function certificateOn(
  { own, issuer: by }: { readonly own: { bankId: string; userId: string }; readonly issuer: { readonly id: string } },
  expiryDate: CertificateRecord['expiryDate'],
) {
  return certificate({ ...own, issuerId: by.id, expiryDate });
}
