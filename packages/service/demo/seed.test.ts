import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, calendarDay, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { noticeStanding } from '@koshin/lifecycle/notices/written-notice.ts';
import { parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../tests/testkit/bank/customer-key.ts';
import { TestAcquirer } from '../../../tests/testkit/bank/test-acquirer.ts';
import { type TestMeans, testMeans } from '../../../tests/testkit/bank/test-means.ts';
import type { Means } from '../use-cases/means.ts';
import { ensureRoot } from './authorities.ts';
import { demoBanks, type PolicyChanges } from './banks.ts';
import { type Account, listDemoAccounts } from './demo-accounts.ts';
import { DemoFolder } from './demo-folder.ts';
import { inventedNotices } from './notices.ts';
import { companies } from './people.ts';
import { type Seeded, seed } from './seed.ts';

let means: TestMeans;
let path: string;
beforeEach(async () => {
  means = await testMeans();
  path = mkdtempSync(join(tmpdir(), 'koshin-demo-'));
});
afterEach(async () => {
  await means.close();
  rmSync(path, { recursive: true });
});

async function seedWith(using: Means, changes: PolicyChanges = {}): Promise<Seeded> {
  const root = await ensureRoot(using);
  return seed({ means: using, folder: new DemoFolder(path), banks: demoBanks(changes), changes, root });
}

/** Everything that the register holds of the demo, ids and all. */
async function contents() {
  return means.register.read(async (tx) => {
    const banks = await tx.banks.all();
    const users = [];
    for (const bank of banks) users.push(...(await tx.users.ofBank(bank.id)));
    const certificates = [];
    for (const user of users) certificates.push(...(await tx.certificates.ofUser(user.id)));
    const notices = [];
    for (const bank of banks) {
      for (const notice of await tx.writtenNotices.ofBank(bank.id)) {
        notices.push({ ...notice, counts: await tx.writtenNotices.countsOf(notice.id) });
      }
    }
    return { banks, notices, users, certificates, issuers: await tx.issuers.all(), events: await tx.audit.of({}) };
  });
}

const accountsAfter = (seeded: Seeded) => listDemoAccounts(means, { banks: demoBanks(), seeded });
const ofBank = (accounts: readonly Account[], bank: string) => accounts.filter((account) => account.bank === bank);

describe('the seed of the demo', () => {
  it.each(['mihon', 'reiji'])('gives %s customers in every situation', async (bank) => {
    const accounts = ofBank(await accountsAfter(await seedWith(means)), bank);
    const standing = accounts.map(({ certificate }) =>
      certificate === null ? 'never acquired' : `${certificate.status}, ${certificate.daysLeft} days left`,
    );
    expect(standing.sort()).toEqual(
      [
        'active, 31 days left',
        'active, 30 days left',
        'active, 20 days left',
        'active, 10 days left',
        'active, 1 days left',
        'active, 0 days left',
        'expired, -1 days left',
        'revoked, 15 days left',
        'never acquired',
        'active, 25 days left',
        'active, 12 days left',
      ].sort(),
    );
    const two = accounts.filter(({ certificate }) => [25, 12].includes(certificate?.daysLeft ?? 0));
    expect(new Set(two.map(({ loginId }) => loginId)).size).toBe(1);
    expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(['administrator', 'approver', 'member']));
  });

  it('opens the renewal for 30 days and less, and not for 31', async () => {
    const accounts = ofBank(await accountsAfter(await seedWith(means)), 'mihon');
    const renewal = (days: number) => accounts.find((one) => one.certificate?.daysLeft === days)?.certificate?.renewal;
    expect([31, 30, 0, -1].map(renewal)).toEqual(['later', 'now', 'now', 'over']);
  });

  it('issues certificates that were valid on the day of their issue and chain to the one root', async () => {
    await seedWith(means);
    const { certificates, issuers } = await contents();
    const root = issuers.find(({ bankId }) => bankId === null);
    expect(certificates).toHaveLength(20);
    for (const record of certificates) {
      const issuer = issuers.find(({ id }) => id === record.issuerId);
      if (!issuer || !root) throw new Error('no issuer');
      const [leaf, ca, anchor] = [record.der, issuer.certificateDer, root.certificateDer].map(parseCertificate);
      if (!leaf || !ca || !anchor) throw new Error('no chain');
      expect(await verifyIssuedBy(leaf, ca, means.mathematics.verify)).toMatchObject({ issued: true });
      expect(await verifyIssuedBy(ca, anchor, means.mathematics.verify)).toMatchObject({ issued: true });
      expect(leaf.notBefore).toBeLessThanOrEqual(record.issuedAt);
      expect(leaf.notBefore).toBeGreaterThan(ca.notBefore);
      expect(record.activatedAt).toBeGreaterThan(record.issuedAt);
    }
  });

  it('has told the customers of each bank something: all of them what most have read, one contract what it is asked for', async () => {
    await seedWith(means);
    const { notices, events } = await contents();
    expect(notices.map(({ bankId, counts, acknowledgementAsked }) => [bankId, acknowledgementAsked, counts])).toEqual([
      ['mihon', true, { readers: 4, read: 0, acknowledged: 0 }],
      ['mihon', false, { readers: 10, read: 9, acknowledged: 0 }],
      ['reiji', true, { readers: 4, read: 0, acknowledged: 0 }],
      ['reiji', false, { readers: 10, read: 9, acknowledged: 0 }],
    ]);
    expect(events.filter(({ act }) => act === 'notice-read')).toHaveLength(18);
    const now = means.clock.now();
    for (const notice of notices) {
      expect(noticeStanding(notice, now, timeZone('Asia/Tokyo'))).toBe('shown');
      expect(notice.writtenAt).toBeLessThan(now);
    }
    for (const { at } of events) expect(at).toBeLessThanOrEqual(now);
  });

  it('names a Sunday for the maintenance, on whatever day the demo begins', () => {
    for (let day = 0; day < 14; day += 1) {
      const today = addDays(calendarDay('2026-12-24'), day);
      const sunday = inventedNotices(today)[0]?.lastDay ?? '';
      expect(new Date(`${sunday}T00:00:00Z`).getUTCDay()).toBe(0);
      expect(sunday >= addDays(today, 7) && sunday <= addDays(today, 13)).toBe(true);
    }
  });

  it('changes nothing when it is done again, even days later', async () => {
    await seedWith(means);
    const before = await contents();
    means.clock.forward({ days: 5 });
    await seedWith(means);
    expect(await contents()).toEqual(before);
  });

  it('never issues a certificate that begins in the real future, under a demo clock years ahead', async () => {
    const real = means.clock.wallClock();
    means.clock.forward({ days: 1200 });
    const ahead: Means = { ...means, clock: { now: means.clock.now, wallClock: () => real } };
    await seedWith(ahead);
    const { certificates } = await contents();
    expect(certificates).toHaveLength(20);
    for (const { notBefore } of certificates) expect(notBefore).toBeLessThan(real);
  });

  it('keeps every key before it is certified', async () => {
    const seeded = await seedWith(means);
    const names = seeded.certificates.map(({ fileName }) => `${fileName}.key.pem`);
    expect(readdirSync(join(path, 'keys')).sort()).toEqual(names.sort());
  });

  it('gives who never had a certificate a code instead of a password: the same until it is used or over (R23)', async () => {
    const first = await seedWith(means);
    expect((await seedWith(means)).codes).toEqual(first.codes);
    const [given] = first.codes;
    if (!given) throw new Error('somebody has never acquired one');
    const { user, code } = given;
    expect(user.passwordHash).toBeNull();
    const account = async () => (await accountsAfter(first)).find(({ loginId }) => loginId === user.loginId);
    expect(await account()).toMatchObject({ password: null, code, certificate: null });
    means.clock.forward({ days: 14 });
    const later = (await seedWith(means)).codes.find((one) => one.user.id === user.id);
    expect(later?.code).not.toBe(code);

    const acquirer = new TestAcquirer(means, user.bankId);
    await acquirer.open(user.loginId, later?.code ?? '');
    await acquirer.givePassword('chosen password');
    await acquirer.request(customerKey());
    const standing = { password: null, code: null, certificate: { fileName: null, status: 'issued' } };
    expect(await account()).toMatchObject(standing);
    expect((await seedWith(means)).codes.map((one) => one.code)).toContain(later?.code);
  });

  it('follows what the banks decide differently, and refuses to change it afterwards', async () => {
    await seedWith(means, { mihon: { overlapDays: 0 } });
    const { banks } = await contents();
    expect(banks.find(({ id }) => id === 'mihon')?.policy.overlapDays).toBe(0);
    await expect(seedWith(means, { mihon: { overlapDays: 3 } })).rejects.toThrow(
      'mihon began with overlapDays 0, not 3: a new data folder begins a new demo',
    );
    await seedWith(means);
  });

  it('knows what a bank decided again, however it was written', async () => {
    const mihon = { certificatePolicies: ['1.2.3'], furtherPurposes: ['emailProtection'] };
    await seedWith(means, { mihon });
    await seedWith(means, { mihon });
    const { banks } = await contents();
    expect(banks.find(({ id }) => id === 'mihon')?.policy).toMatchObject({
      certificatePolicies: [{ oid: '1.2.3', cps: null, notice: null }],
      furtherPurposes: ['1.3.6.1.5.5.7.3.4'],
    });
    await expect(seedWith(means, { mihon: { furtherPurposes: [] } })).rejects.toThrow(
      'mihon began with furtherPurposes',
    );
  });

  it('names both policies of reiji in its certificates, and where their statements are', async () => {
    await seedWith(means);
    const { certificates } = await contents();
    const named = certificates.map(({ bankId, der }) => ({
      bankId,
      policies: parseCertificate(der).extensions.certificatePolicies?.map(({ qualifiers }) => qualifiers),
    }));
    const cps = (path: string) => [{ kind: 'cps', uri: `https://www.reiji.example/${path}/` }];
    for (const { bankId, policies } of named) {
      expect(policies).toEqual(bankId === 'reiji' ? [cps('cps'), cps('common-policy')] : undefined);
    }
  });

  it('refuses a database whose CA keys are elsewhere', async () => {
    await seedWith(means);
    const other = await testMeans();
    await expect(ensureRoot({ ...means, signer: other.signer })).rejects.toThrow(
      "the data folder does not hold the key demo-root-g1 of this database's CA",
    );
    await other.close();
  });
});

describe('a seed cut off', () => {
  /** Means that break when the register is changed for the nth time: before the change, or after it is durable. */
  function breakingAt(nth: number, when: 'before' | 'after'): Means {
    let changes = 0;
    return {
      ...means,
      register: {
        ...means.register,
        async change(work) {
          changes += 1;
          if (changes === nth && when === 'before') throw new Error('cut off');
          const result = await means.register.change(work);
          if (changes === nth && when === 'after') throw new Error('cut off');
          return result;
        },
      },
    };
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 30, 63, 64, 65, 66, 67, 68, 69, 70])(
    'at change %i of the register, is finished by the next',
    async (nth) => {
      await expect(seedWith(breakingAt(nth, 'before'))).rejects.toThrow('cut off');
      await expect(seedWith(breakingAt(1, 'after'))).rejects.toThrow('cut off');
      const seeded = await seedWith(means);
      expect(seeded.certificates).toHaveLength(20);
      expect(seeded.codes).toHaveLength(2);
      const { users, certificates, issuers, events, notices } = await contents();
      expect(users).toHaveLength(companies.flatMap(({ people }) => people).length);
      expect(certificates).toHaveLength(20);
      expect(issuers).toHaveLength(3);
      expect(notices.map(({ counts }) => counts.read)).toEqual([0, 9, 0, 9]);
      expect(events.filter(({ act }) => act === 'notice-written')).toHaveLength(4);
      expect(events.filter(({ act }) => act === 'certificate-activated')).toHaveLength(20);
      expect(events.filter(({ act }) => act === 'certificate-revoked')).toHaveLength(2);
    },
  );

  it.each([1, 2, 3, 4, 9])('after signature %i, which nobody got, is finished with what was intended', async (nth) => {
    let signatures = 0;
    const losing: Means = {
      ...means,
      signer: {
        ...means.signer,
        async sign(request) {
          const signature = await means.signer.sign(request);
          signatures += 1;
          if (signatures === nth) throw new Error('cut off');
          return signature;
        },
      },
    };
    await expect(seedWith(losing)).rejects.toThrow('cut off');
    await seedWith(means);
    const { certificates, events } = await contents();
    expect(certificates).toHaveLength(20);
    expect(events.filter(({ act }) => act === 'certificate-intended')).toHaveLength(20);
  });
});

describe("the demo's banks", () => {
  it('decide as every bank does, but for the dedicated USB key and two certificate policies of one', () => {
    const [mihon, reiji] = demoBanks();
    expect(mihon?.policy).toEqual(parsePolicy({ mediaStorage: false, mailSpreadMinutes: 0 }));
    const certificatePolicies = [
      { oid: '1.3.6.1.4.1.32473.1.1', cps: 'https://www.reiji.example/cps/' },
      { oid: '1.3.6.1.4.1.32473.1.2', cps: 'https://www.reiji.example/common-policy/' },
    ];
    expect(reiji?.policy).toEqual(parsePolicy({ mediaStorage: true, certificatePolicies, mailSpreadMinutes: 0 }));
  });

  it('cannot decide on an extension that is no DER', () => {
    const changes = { mihon: { furtherExtensions: [{ oid: '1.2.3', hex: '05' }] } };
    expect(() => demoBanks(changes)).toThrow('furtherExtensions: expected one element in DER (X.690)');
  });

  it('are only two', () => {
    expect(() => demoBanks({ tokyo: {} })).toThrow(new RangeError('the demo has no bank tokyo, only mihon and reiji'));
  });
});
