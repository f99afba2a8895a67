import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Revocation } from '@koshin/lifecycle/certificates/revocation.ts';
import { describe, expect, it } from 'vitest';
import type { CrlKey, CrlShard } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import type { Register } from './register.ts';
import { after, certificate, noon, reservedCrl, type Stock, stockUp } from './samples.contract.ts';

const lost: Revocation = { at: after(1), reason: 'lost', by: 'bank' };
const shardOf = (issuerId: string, differing: Partial<CrlShard> = {}): CrlShard => ({
  issuerId,
  shard: 0,
  url: 'http://status.example/crl/x/0.crl',
  estimate: 64,
  lastExpiryDate: calendarDay('2027-11-22'),
  closedAt: null,
  ...differing,
});

/** Claims about shards, the certificates on them, and CRLs. */
export function crlQueriesContract(open: OpenForTest): void {
  describe('shards', () => {
    it('come back as they were written and changed, oldest first, those of their issuer only', async () => {
      const { register } = await open();
      const { issuer: by } = await register.change(stockUp);
      const { issuer: other } = await register.change(stockUp);
      const first = shardOf(by.id, { lastExpiryDate: null });
      const second = shardOf(by.id, { shard: 1, url: 'http://status.example/crl/x/1.crl' });
      await register.change(async (tx) => {
        for (const one of [second, first, shardOf(other.id)]) await tx.crlShards.insert(one);
        await tx.crlShards.update({ ...second, estimate: 96, closedAt: after(3) });
      });
      const changed = { ...second, estimate: 96, closedAt: after(3) };
      const found = await register.read(async (tx) => ({
        all: await tx.crlShards.ofIssuer(by.id),
        open: await tx.crlShards.open(by.id),
        counts: [await tx.crlShards.count(by.id), await tx.crlShards.count(other.id), await tx.crlShards.count('x')],
      }));
      expect(found).toEqual({ all: [first, changed], open: [first], counts: [2, 1, 0] });
    });

    it('have each number once; what is not there cannot be changed', async () => {
      const { register } = await open();
      const { issuer: by } = await register.change(stockUp);
      const insert = () => register.change((tx) => tx.crlShards.insert(shardOf(by.id)));
      await insert();
      await expect(insert()).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
      const update = register.change((tx) => tx.crlShards.update(shardOf(by.id, { shard: 9 })));
      await expect(update).rejects.toMatchObject({ code: 'changed-meanwhile' });
    });

    it('know their certificates that have ended or will be retired, with what a CRL says of them', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const own = { ...stock.own, issuerId: stock.issuer.id };
      const [revoked, retiring, elsewhere] = [
        certificate({ ...own, state: 'revoked', revocation: lost }),
        certificate({ ...own, retiresAt: after(9) }),
        certificate({ ...own, crlShard: 1, state: 'revoked', revocation: lost }),
      ];
      await register.change(async (tx) => {
        for (const one of [revoked, retiring, elsewhere]) await tx.certificates.insert(one);
      });
      const said = ({ serial, revocation, retiresAt, expiryDate }: typeof revoked | typeof retiring) => ({
        serial,
        revocation,
        retiresAt,
        expiryDate,
      });
      const ended = (shard: number) => register.read((tx) => tx.crlShards.ended({ issuerId: own.issuerId, shard }));
      expect(await ended(0)).toHaveLength(2);
      expect(await ended(0)).toEqual(expect.arrayContaining([said(revoked), said(retiring)]));
      expect(await ended(1)).toEqual([said(elsewhere)]);
      expect(await ended(2)).toEqual([]);
    });
  });

  describe('CRLs', () => {
    it('are what readers get from their publication on, and lower numbers are forgotten', async () => {
      const { register } = await open();
      const key = { issuerId: (await register.change(stockUp)).issuer.id, shard: 0 };
      const [first, second] = [reservedCrl({ ...key, number: 7 }), reservedCrl({ ...key, number: 9, complete: false })];
      await register.change((tx) => tx.crls.reserve({ ...first, now: noon }));
      expect(await seen(register, key)).toEqual({ newest: first, current: null, published: null });
      const signed = { der: Uint8Array.of(0x30, 0, 0xff), fingerprint: 'f1' };
      expect(await publish(register, { ...key, number: 7, ...signed })).toBe(true);
      expect(await seen(register, key)).toEqual({ newest: first, current: first, published: { ...first, ...signed } });
      await register.change((tx) => tx.crls.reserve({ ...second, now: noon }));
      expect(await seen(register, key)).toMatchObject({ newest: second, current: first });
      expect(await publish(register, { ...key, number: 9, ...signed })).toBe(true);
      expect(await seen(register, key)).toMatchObject({ newest: second, current: second });
      expect(await publish(register, { ...key, number: 7, ...signed })).toBe(false);
      expect(await seen(register, key)).toMatchObject({ published: { number: 9 } });
    });

    it('keep to their issuer and shard', async () => {
      const { register } = await open();
      const [a, b] = [await register.change(stockUp), await register.change(stockUp)].map(({ issuer }) => issuer.id);
      const key = { issuerId: a ?? '', shard: 0 };
      await register.change((tx) => tx.crls.reserve({ ...reservedCrl({ ...key, number: 1 }), now: noon }));
      for (const other of [
        { ...key, shard: 1 },
        { ...key, issuerId: b ?? '' },
      ]) {
        expect(await seen(register, other)).toEqual({ newest: null, current: null, published: null });
        expect(await publish(register, { ...other, number: 1, der: Uint8Array.of(1), fingerprint: 'f' })).toBe(false);
      }
    });

    it('get each number once, also when eight ask for the next one at the same time', async () => {
      const { register, nodes } = await open();
      const key = { issuerId: (await register.change(stockUp)).issuer.id, shard: 0 };
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const numbers = await Promise.all(
        asked.map((node) =>
          node.change(async (tx) => {
            const number = ((await tx.crls.newest(key))?.number ?? 0) + 1;
            await tx.crls.reserve({ ...reservedCrl({ ...key, number }), now: noon });
            return number;
          }),
        ),
      );
      expect(numbers.toSorted((x, y) => x - y)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });
  });

  describe('what is not on a CRL yet', () => {
    const unlisted = async (register: Register, { issuer }: Stock, number: number | null, now = after(5)) =>
      register.read((tx) => tx.crlShards.hasUnlisted({ issuerId: issuer.id, shard: 0, number, now }));
    const reserve = (register: Register, { issuer }: Stock, number: number, now = after(5)) =>
      register.change((tx) => tx.crls.reserve({ ...reservedCrl({ issuerId: issuer.id, shard: 0, number }), now }));

    it('is what was revoked since the number was given out, on whatever node and by whatever clock', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      expect(await unlisted(register, stock, null)).toBe(false);
      await revoke(register, stock, after(4));
      expect(await unlisted(register, stock, null)).toBe(true);
      await reserve(register, stock, 3);
      expect(await unlisted(register, stock, 3)).toBe(false);
      // The one before knows nothing of it, and the one of the number may never come.
      expect(await unlisted(register, stock, 2)).toBe(true);
      expect(await unlisted(register, stock, null)).toBe(true);
    });

    it('is asked of one certificate by its serial number, whatever the others are', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      await revoke(register, stock, after(4));
      await reserve(register, stock, 3);
      const late = certificate({ ...stock.own, issuerId: stock.issuer.id, state: 'revoked', revocation: lost });
      await register.change((tx) => tx.certificates.insert(late));
      const key = { issuerId: stock.issuer.id, shard: 0, number: 3, now: after(5) };
      const asked = (serial: string) => register.read((tx) => tx.crlShards.hasUnlisted({ ...key, serial }));
      expect(await unlisted(register, stock, 3)).toBe(true);
      expect(await asked(late.serial)).toBe(true);
      expect(await asked(stock.certificate.serial)).toBe(false);
    });

    it('is what came into the register revoked', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const late = certificate({ ...stock.own, issuerId: stock.issuer.id, state: 'revoked', revocation: lost });
      await register.change((tx) => tx.certificates.insert(late));
      expect(await unlisted(register, stock, 8)).toBe(true);
    });

    it('is what has been retired meanwhile, by the calendar alone', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      await register.change((tx) => tx.certificates.update({ ...stock.certificate, retiresAt: after(6) }));
      expect(await unlisted(register, stock, 1, after(5))).toBe(false);
      await reserve(register, stock, 2, after(5));
      expect(await unlisted(register, stock, 2, after(6))).toBe(true);
      await reserve(register, stock, 3, after(6));
      expect(await unlisted(register, stock, 3, after(6))).toBe(false);
    });

    it('is a retired certificate anew when it is revoked, and not when anything else of it changes', async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      const retired = { ...stock.certificate, retiresAt: after(2) };
      await register.change((tx) => tx.certificates.update(retired));
      await reserve(register, stock, 3);
      await register.change((tx) => tx.certificates.update({ ...retired, version: 2, savedAt: after(3) }));
      expect(await unlisted(register, stock, 3)).toBe(false);
      await register.change((tx) =>
        tx.certificates.update({ ...retired, version: 3, state: 'revoked', revocation: lost }),
      );
      expect(await unlisted(register, stock, 3)).toBe(true);
      await reserve(register, stock, 4);
      const said = { ...retired, version: 4, state: 'revoked', revocation: lost, savedAt: after(4) } as const;
      await register.change((tx) => tx.certificates.update(said));
      expect(await unlisted(register, stock, 4)).toBe(false);
    });
  });
}

function seen(register: Register, key: CrlKey) {
  return register.read(async (tx) => ({
    newest: await tx.crls.newest(key),
    current: await tx.crls.current(key),
    published: await tx.crls.published(key),
  }));
}

function publish(register: Register, crl: CrlKey & { number: number; der: Uint8Array; fingerprint: string }) {
  return register.change((tx) => tx.crls.publish(crl));
}

function revoke(register: Register, { certificate }: Stock, at: Revocation['at']): Promise<void> {
  const revocation = { ...lost, at };
  return register.change((tx) => tx.certificates.update({ ...certificate, state: 'revoked', revocation }));
}
