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
      const [second, third] = [acquisition({ ...own, issuedAt: after(-9), reissue }), acquisition(own)];
      const { own: others } = await register.change(stockUp);
      await register.change(async (tx) => {
        for (const one of [used, second, acquisition(others), third]) await tx.acquisitions.insert(one);
      });
      expect(await register.read((tx) => tx.acquisitions.ofUser(own.userId))).toEqual([third, second, used]);
      expect(await register.read((tx) => tx.acquisitions.ofUser(freshId()))).toEqual([]);
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
