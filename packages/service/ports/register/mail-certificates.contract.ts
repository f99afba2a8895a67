import { describe, expect, it } from 'vitest';
import type { MailCertificate } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import { after, freshId, stockUp } from './samples.contract.ts';

function mailCertificate(differing: Pick<MailCertificate, 'bankId'> & Partial<MailCertificate>): MailCertificate {
  return {
    number: 1,
    keyName: 'mihon-mail-1',
    address: 'notices@mihon.example',
    issuance: null,
    serial: freshId(),
    certificateDer: null,
    above: [],
    notBefore: after(-1),
    notAfter: after(2),
    recordedAt: after(1),
    ...differing,
  };
}

const tbs = Uint8Array.of(0x30, 0x00, 0xfe);

/** Claims about the certificates that sign a bank's mails. */
export function mailCertificatesContract(open: OpenForTest): void {
  describe('certificates that sign mails', () => {
    it('of a bank are its own, newest first, of its own CA and of others', async () => {
      const { register } = await open();
      const [{ own, issuer }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const { bankId } = own;
      const issuance = { issuerId: issuer.id, tbs };
      const above = [Uint8Array.of(0x30, 0x80, 0xff), Uint8Array.of(0x30)];
      const [first, tenth, second] = [
        mailCertificate({ bankId, issuance }),
        mailCertificate({ bankId, number: 10, above, certificateDer: Uint8Array.of(0x30, 9) }),
        mailCertificate({ bankId, number: 2, issuance, certificateDer: Uint8Array.of(0x30, 2) }),
      ];
      await register.change(async (tx) => {
        for (const one of [first, tenth, second]) await tx.mailCertificates.insert(one);
        await tx.mailCertificates.insert(mailCertificate({ bankId: other.own.bankId }));
      });
      const found = await register.read((tx) => tx.mailCertificates.ofBank(bankId));
      expect(found).toEqual([tenth, second, first]);
      expect(found[0]?.above[0]?.constructor).toBe(Uint8Array);
      expect(await register.read((tx) => tx.mailCertificates.ofBank(freshId()))).toEqual([]);
    });

    it('get their certificate once: from one of eight at the same time, and it stays', async () => {
      const { register, nodes } = await open();
      const { own, issuer } = await register.change(stockUp);
      const key = { bankId: own.bankId, number: 1 };
      const issuance = { issuerId: issuer.id, tbs };
      await register.change((tx) => tx.mailCertificates.insert(mailCertificate({ ...key, issuance })));
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const done = await Promise.all(
        asked.map((node, at) =>
          node.change((tx) => tx.mailCertificates.complete({ ...key, certificateDer: Uint8Array.of(0x30, at) })),
        ),
      );
      expect(done.filter(Boolean)).toHaveLength(1);
      const [found] = await register.read((tx) => tx.mailCertificates.ofBank(own.bankId));
      expect(found?.certificateDer).toEqual(Uint8Array.of(0x30, done.indexOf(true)));
      const unknown = { ...key, number: 2, certificateDer: Uint8Array.of(0x30) };
      expect(await register.change((tx) => tx.mailCertificates.complete(unknown))).toBe(false);
    });

    it('are known to their issuer by serial number once they are signed', async () => {
      const { register } = await open();
      const [{ own, issuer }, other] = [await register.change(stockUp), await register.change(stockUp)];
      const { bankId } = own;
      const issuance = { issuerId: issuer.id, tbs };
      const certificateDer = Uint8Array.of(0x30);
      const elsewhere = { ...other.own, issuance: { issuerId: other.issuer.id, tbs } };
      await register.change(async (tx) => {
        for (const one of [
          mailCertificate({ bankId, issuance, certificateDer, serial: '0a' }),
          mailCertificate({ bankId, number: 2, issuance, serial: '0b' }),
          mailCertificate({ bankId, number: 3, certificateDer, serial: '0c' }),
          mailCertificate({ bankId, number: 4, issuance, certificateDer, serial: '0d' }),
          mailCertificate({ bankId: elsewhere.bankId, issuance: elsewhere.issuance, certificateDer, serial: '0e' }),
        ]) {
          await tx.mailCertificates.insert(one);
        }
      });
      const asked = { issuerId: issuer.id, serials: ['0a', '0b', '0c', '0e', '0f'] };
      expect(await register.read((tx) => tx.mailCertificates.issued(asked))).toEqual([{ serial: '0a' }]);
    });

    it('never share a number of one bank, nor a serial number of one issuer', async () => {
      const { register } = await open();
      const { own, issuer } = await register.change(stockUp);
      const { bankId } = own;
      const issuance = { issuerId: issuer.id, tbs };
      const insert = (differing: Partial<MailCertificate>) =>
        register.change((tx) => tx.mailCertificates.insert(mailCertificate({ bankId, ...differing })));
      await insert({ issuance, serial: '01' });
      await expect(insert({})).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
      const again = insert({ number: 2, issuance, serial: '01' });
      await expect(again).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'serial' });
      // CAs that are not ours number as they like.
      await insert({ number: 3, serial: '01' });
      await insert({ number: 4, serial: '01' });
    });
  });
}
