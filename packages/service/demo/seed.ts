import type { Bank, CertificateId, Issuer, User } from '../ports/register/records.ts';
import type { Means } from '../use-cases/means.ts';
import { ensureAcquisitionCode } from './acquisition-code.ts';
import { ensureIssuingCa } from './authorities.ts';
import type { PolicyChanges } from './banks.ts';
import { bringAbout } from './bring-about.ts';
import { type CustomerKey, ensureCustomerKey } from './customer-key.ts';
import type { DemoFolder } from './demo-folder.ts';
import { enterBank } from './enter-bank.ts';
import { companies, loginIdOf, loginPassword } from './people.ts';
import { tellCustomers } from './tell-customers.ts';

/** A certificate of the demo: whose it is, and under which name its key and its file are kept. */
export interface SeededCertificate {
  readonly fileName: string;
  readonly user: User;
  readonly key: CustomerKey;
  readonly certificateId: CertificateId;
}

/** A customer who has none yet, and the code for the first one. */
export interface SeededCode {
  readonly user: User;
  readonly code: string;
}

export interface Seeded {
  readonly certificates: readonly SeededCertificate[];
  readonly codes: readonly SeededCode[];
}

export interface Seeding {
  readonly means: Means;
  readonly folder: DemoFolder;
  readonly banks: readonly Bank[];
  readonly changes: PolicyChanges;
  readonly root: Issuer;
}

/**
 * Brings the invented banks and their customers into the register. The register itself records how far it came: each
 * step is done once, so a start that was cut off is finished by the next, and a finished one changes nothing.
 * Throws RangeError when a bank began with another policy than the one asked for.
 */
export async function seed(seeding: Seeding): Promise<Seeded> {
  const { means, folder } = seeding;
  // 1. Banks, their customers, and their issuing CAs.
  await enterBanks(seeding);
  // 2. Each certificate: its key is kept before it is certified, so that no certificate is without its key.
  const seeded: SeededCertificate[] = [];
  const codes: SeededCode[] = [];
  const users = await usersOf(seeding);
  for (const { bank, user, certificates } of users) {
    for (const [index, situation] of certificates.entries()) {
      const fileName = index === 0 ? user.loginId : `${user.loginId}-${index + 1}`;
      const key = await ensureCustomerKey(folder, fileName);
      const certificateId = await bringAbout(means, { bank, user, situation, csr: key.csr });
      seeded.push({ fileName, user, key, certificateId });
    }
    if (certificates.length === 0) codes.push({ user, code: await ensureAcquisitionCode(means, { folder, user }) });
  }
  // 3. What the banks have told them.
  for (const bank of seeding.banks) {
    const own = users.filter(({ user }) => user.bankId === bank.id).map(({ user }) => user);
    await tellCustomers(means, { bank, users: own });
  }
  return { certificates: seeded, codes };
}

async function enterBanks({ means, banks, changes, root }: Seeding): Promise<void> {
  const known = new Map((await means.register.read((tx) => tx.banks.all())).map((bank) => [bank.id, bank]));
  const allKnown = banks.every(({ id }) => known.has(id));
  const passwordHash = allKnown ? '' : await means.passwords.hash(loginPassword);
  for (const bank of banks) {
    const before = known.get(bank.id);
    if (before) mustHaveBegunWith(before, { bank, settings: Object.keys(changes[bank.id] ?? {}) });
    else await enterBank(means, { bank, passwordHash });
    await ensureIssuingCa(means, { bank, root });
  }
}

/** What a bank decided when the demo began is in its register; an old demo under new rules would be neither. */
function mustHaveBegunWith(
  { id, policy }: Bank,
  { bank, settings }: { readonly bank: Bank; readonly settings: readonly string[] },
): void {
  for (const setting of settings) {
    const [before, now] = [policy, bank.policy].map((one) => JSON.stringify(Reflect.get(one, setting)));
    if (before !== now) {
      throw new RangeError(`${id} began with ${setting} ${before}, not ${now}: a new data folder begins a new demo`);
    }
  }
}

async function usersOf({ means, banks }: Seeding) {
  return means.register.read(async (tx) => {
    const found = [];
    for (const company of companies) {
      const bank = banks.find(({ id }) => id === company.bankId);
      for (const person of company.people) {
        const loginId = loginIdOf(company, person);
        const user = bank && (await tx.users.byLoginId({ bankId: bank.id, loginId }));
        if (!bank || !user) throw new Error(`the demo's user ${loginId} is not in the register`);
        found.push({ bank, user, certificates: person.certificates });
      }
    }
    return found;
  });
}
