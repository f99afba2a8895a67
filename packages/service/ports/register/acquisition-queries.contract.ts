import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { acquisition, after, event, freshId, stockUp } from './samples.contract.ts';

/** Claims about acquisition codes. */
export function acquisitionQueriesContract(open: OpenForTest): void {
  describe('acquisition codes', () => {
    it('of a user come the latest written first, used or not, and no other user’s', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const used = acquisition({ ...own, failures: 2, used: { at: after(5), keyDigest: 'k'.repeat(64) } });
      const reissue = { certificateId: freshId(), current: 'kept' } as const;
      const opening = { browserHash: freshId(), at: after(7), passwordAt: after(8) };
      const token = {
        serial: 'K5 0001',
        challenge: Uint8Array.of(0, 255),
        challengedAt: after(9),
        provenAt: after(10),
      };
      const [second, third] = [
        acquisition({ ...own, issuedAt: after(-9), reissue, opening, passwordSetAt: after(8), token }),
        acquisition(own),
      ];
      const { own: others } = await register.change(stockUp);
      await register.change(async (tx) => {
        for (const one of [used, second, acquisition(others), third]) await tx.acquisitions.insert(one);
      });
      expect(await register.read((tx) => tx.acquisitions.ofUser(own.userId))).toEqual([third, second, used]);
      expect(await register.read((tx) => tx.acquisitions.ofUser(freshId()))).toEqual([]);
    });

    it('are found by the browser in which they were given, the last one of the bank', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const { own: others } = await register.change(stockUp);
      const browserHash = freshId();
      const opened = (ms: number, whose = own) =>
        acquisition({ ...whose, opening: { browserHash, at: after(ms), passwordAt: null } });
      const [first, last, another] = [opened(1), opened(3), opened(9, others)];
      await register.change(async (tx) => {
        for (const one of [first, last, opened(2), another, acquisition(own)]) await tx.acquisitions.insert(one);
      });
      const openedIn = (bankId: string, hash = browserHash) =>
        register.read((tx) => tx.acquisitions.openedIn({ bankId, browserHash: hash }));
      expect(await openedIn(own.bankId)).toEqual(last);
      expect(await openedIn(own.bankId, freshId())).toBeNull();
      expect(await openedIn('another-bank')).toBeNull();
      await register.change((tx) => tx.acquisitions.update({ ...last, opening: null }));
      expect(await openedIn(own.bankId)).toMatchObject({ opening: { at: after(2) } });
    });

    it('are changed by who saw them as they are, and by no other', async () => {
      const { register } = await open();
      const { own } = await register.change(stockUp);
      const code = acquisition(own);
      await register.change((tx) => tx.acquisitions.insert(code));
      const used = { ...code, failures: 1, used: { at: after(1), keyDigest: 'd' } };
      await register.change((tx) => tx.acquisitions.update(used));
      const late = register.change(async (tx) => {
        await tx.audit.append(event());
        await tx.acquisitions.update({ ...code, failures: 9 });
      });
      await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile' });
      expect(await register.read((tx) => tx.acquisitions.ofUser(own.userId))).toEqual([{ ...used, version: 2 }]);
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });
  });
}
