import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { AuditAct, User } from '../../ports/register/records.ts';
import { sweepIntents } from '../issuance/sweep-intents.ts';
import { acquireCertificate } from './acquire-certificate.ts';
import { issueAcquisitionCode } from './issue-acquisition-code.ts';

describe.each(['sqlite', 'postgres'] as const)('a first certificate on %s (R23)', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means);
  });
  afterAll(() => means.close());

  const newCode = ({ loginId }: User) => issueAcquisitionCode(means, { bankId: 'mihon', loginId });
  async function newcomer() {
    const { user, contract } = await bank.newcomer({ machine: true });
    return { user, contract, code: (await newCode(user)).code };
  }
  const acquire = (user: User, code: string, key = customerKey()) =>
    acquireCertificate(means, { bankId: 'mihon', loginId: user.loginId, code, csr: key.request() });
  const held = ({ id }: User) => means.register.read((tx) => tx.certificates.ofUser(id));
  const acts = async ({ id }: User) =>
    (await means.register.read((tx) => tx.audit.of({ subject: { key: 'userId', value: id } }))).map(({ act }) => act);

  it('is issued for the code, from today for the bank’s validity, and its code is used with it', async () => {
    const { user, code } = await newcomer();
    const issued = await acquire(user, code);
    expect(issued).toMatchObject({ pending: false, certificate: { expiryDate: '2027-12-10', state: 'issued' } });
    const [kept] = await means.register.read((tx) => tx.acquisitions.ofUser(user.id));
    expect(kept?.used).not.toBeNull();
    const expected: AuditAct[] = ['acquisition-code-issued', 'certificate-intended', 'certificate-issued'];
    expect(await acts(user)).toEqual(expected);
  });

  it('is the same, byte for byte, for the same key asked again, four at once, and when the code is long over', async () => {
    const { user, code } = await newcomer();
    const key = customerKey();
    const asked = await Promise.all([1, 2, 3, 4].map(() => acquire(user, code, key)));
    means.clock.forward({ days: 40 });
    asked.push(await acquire(user, code, key));
    means.clock.forward({ days: -40 });
    expect(new Set(asked.map((one) => (one.pending ? 'pending' : one.certificate.fingerprint))).size).toBe(1);
    expect(await held(user)).toHaveLength(1);
  });

  it('is given to one of four keys that use one code at the same time', async () => {
    const { user, code } = await newcomer();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => acquire(user, code)));
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(['acquisition-used', 'acquisition-used', 'acquisition-used']);
    expect(await held(user)).toHaveLength(1);
  });

  it('waits while the signer is away, and is then made once: by asking again, or by the sweep', async () => {
    for (const finish of ['ask again', 'sweep'] as const) {
      const { user, code } = await newcomer();
      const key = customerKey();
      means.signer.fail('after');
      const pending = await acquire(user, code, key);
      expect(pending.pending).toBe(true);
      if (finish === 'sweep') {
        means.clock.forward({ minutes: 2 });
        await sweepIntents(means);
      }
      const issued = await acquire(user, code, key);
      const certificateId = pending.pending ? pending.certificateId : '';
      expect(issued).toMatchObject({ pending: false, certificate: { id: certificateId } });
      expect(await held(user)).toHaveLength(1);
    }
  });

  it('is stopped after ten wrong codes, also for the right one, until the bank issues another', async () => {
    const { user, code } = await newcomer();
    for (let i = 0; i < 10; i++) {
      await expect(acquire(user, '0000-0000-0000-0000')).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    }
    await expect(acquire(user, code)).rejects.toMatchObject({ code: 'acquisition-locked' });
    expect((await acts(user)).filter((act) => act === 'acquisition-locked')).toHaveLength(1);
    expect(await held(user)).toEqual([]);
    expect((await acquire(user, (await newCode(user)).code)).pending).toBe(false);
  });

  it('counts every one of ten wrong codes that come at the same time', async () => {
    const { user } = await newcomer();
    await Promise.allSettled(Array.from({ length: 10 }, () => acquire(user, 'wrong')));
    const [kept] = await means.register.read((tx) => tx.acquisitions.ofUser(user.id));
    expect(kept?.failures).toBe(10);
  });

  it('is not given for an expired code, a code that another has replaced, or another user’s', async () => {
    const { user, code } = await newcomer();
    means.clock.forward({ days: 14 });
    await expect(acquire(user, code)).rejects.toMatchObject({ code: 'acquisition-expired' });
    means.clock.forward({ days: -14 });
    const { code: second } = await newCode(user);
    await expect(acquire(user, code)).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    const other = await newcomer();
    await expect(acquire(other.user, second)).rejects.toMatchObject({ code: 'acquisition-mismatch' });
    expect((await acquire(user, second)).pending).toBe(false);
  });

  it('is not given for a key that is in the register already, and the code stays good', async () => {
    const { user, code } = await newcomer();
    const { key } = await bank.customer();
    await expect(acquire(user, code, key)).rejects.toMatchObject({ code: 'key-already-used' });
    expect((await acquire(user, code)).pending).toBe(false);
    // His own key from before, with a new code: not the old certificate under a new code.
    const own = customerKey();
    await acquire(user, (await newCode(user)).code, own);
    await expect(acquire(user, (await newCode(user)).code, own)).rejects.toMatchObject({ code: 'key-already-used' });
  });

  it('is not given to a suspended user, nor is a code; nor to a user of another bank', async () => {
    const { user, code } = await newcomer();
    await means.register.change(async (tx) => {
      const now = await tx.users.get(user.id);
      if (now) await tx.users.update({ ...now, suspendedAt: means.clock.now() });
    });
    await expect(acquire(user, code)).rejects.toMatchObject({ code: 'user-suspended' });
    await expect(newCode(user)).rejects.toMatchObject({ code: 'user-suspended' });
    const elsewhere = { bankId: 'reiji', loginId: user.loginId };
    await expect(issueAcquisitionCode(means, elsewhere)).rejects.toMatchObject({ code: 'not-found' });
  });
});
