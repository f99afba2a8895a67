import { describe, expect, it } from 'vitest';
import type { OcspResponder } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import { after, certificate, freshId, stockUp } from './samples.contract.ts';

function responder(differing: Pick<OcspResponder, 'issuerId'> & Partial<OcspResponder>): OcspResponder {
  return {
    number: 1,
    keyName: 'mihon-g1-ocsp-1',
    serial: freshId(),
    tbs: Uint8Array.of(0x30, 0x00, 0xfe),
    certificateDer: null,
    notBefore: after(-1),
    notAfter: after(2),
    recordedAt: after(1),
    ...differing,
  };
}

/** Claims about OCSP responders and about what ends certificates. */
export function ocspQueriesContract(open: OpenForTest): void {
  describe('OCSP responders', () => {
    it('of an issuer are its own, newest first', async () => {
      const { register } = await open();
      const [{ issuer }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const [first, tenth, second] = [1, 10, 2].map((number) =>
        responder({ issuerId: issuer.id, number, certificateDer: number === 1 ? Uint8Array.of(0x30, number) : null }),
      );
      await register.change(async (tx) => {
        for (const one of [first, tenth, second]) if (one) await tx.ocspResponders.insert(one);
        await tx.ocspResponders.insert(responder({ issuerId: other.issuer.id }));
      });
      const found = await register.read((tx) => tx.ocspResponders.ofIssuer(issuer.id));
      expect(found).toEqual([tenth, second, first]);
      expect(found[0]?.tbs.constructor).toBe(Uint8Array);
      expect(await register.read((tx) => tx.ocspResponders.ofIssuer(freshId()))).toEqual([]);
    });

    it('get their certificate once: from one of eight at the same time, and it stays', async () => {
      const { register, nodes } = await open();
      const { issuer } = await register.change(stockUp);
      const key = { issuerId: issuer.id, number: 1 };
      await register.change((tx) => tx.ocspResponders.insert(responder(key)));
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const done = await Promise.all(
        asked.map((node, at) =>
          node.change((tx) => tx.ocspResponders.complete({ ...key, certificateDer: Uint8Array.of(0x30, at) })),
        ),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const [found] = await register.read((tx) => tx.ocspResponders.ofIssuer(issuer.id));
      expect(found?.certificateDer).toEqual(Uint8Array.of(0x30, done.indexOf(true)));
      const unknown = { ...key, number: 2, certificateDer: Uint8Array.of(0x30) };
      expect(await register.change((tx) => tx.ocspResponders.complete(unknown))).toBe(false);
    });

    it.each([
      ['number', 'id', { number: 1 }],
      ['serial number', 'serial', { serial: '01' }],
    ] as const)('never share a %s under one issuer', async (_, rule, same) => {
      const { register } = await open();
      const [{ issuer }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const insert = (issuerId: string, number: number) =>
        register.change((tx) => tx.ocspResponders.insert(responder({ issuerId, number, ...same })));
      await insert(issuer.id, 1);
      await insert(other.issuer.id, 1);
      await expect(insert(issuer.id, 2)).rejects.toMatchObject({ name: 'DuplicateRecord', rule });
    });
  });

  describe('the endings of certificates', () => {
    it('are told of the serial numbers asked for, of this issuer, and of no others', async () => {
      const { register } = await open();
      const [{ own, issuer }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const under = { ...own, issuerId: issuer.id };
      const revocation = { at: after(7), reason: 'lost', by: 'administrator' } as const;
      const [living, revoked, retiring, unasked] = [
        certificate({ ...under, revocation: null, retiresAt: null, serial: '0a' }),
        certificate({ ...under, state: 'revoked', revocation, retiresAt: null, serial: '0b' }),
        certificate({ ...under, revocation: null, retiresAt: after(9), serial: '0c' }),
        certificate({ ...under, serial: '0d' }),
      ];
      const elsewhere = certificate({ ...other.own, issuerId: other.issuer.id, serial: '0e' });
      await register.change(async (tx) => {
        for (const one of [living, revoked, retiring, unasked, elsewhere]) await tx.certificates.insert(one);
      });
      const asked = { issuerId: issuer.id, serials: ['0c', '0e', '0a', '0b', '0f'] };
      const found = await register.read((tx) => tx.certificates.endings(asked));
      expect([...found].sort((a, b) => (a.serial < b.serial ? -1 : 1))).toEqual([
        { serial: '0a', revocation: null, retiresAt: null },
        { serial: '0b', revocation, retiresAt: null },
        { serial: '0c', revocation: null, retiresAt: after(9) },
      ]);
    });
  });
}
