import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { type CertificateStatus, certificateStatus } from '@koshin/lifecycle/certificates/status.ts';
import { daysLeft, renewalWindow, windowPosition } from '@koshin/lifecycle/certificates/term.ts';
import type { Bank, CertificateRecord, Role, User } from '../ports/register/records.ts';
import type { RegisterView } from '../ports/register/register.ts';
import type { Means } from '../use-cases/means.ts';
import { companies, filePassword, loginIdOf, loginPassword } from './people.ts';
import type { Seeded } from './seed.ts';

/** One certificate of a demo customer as it stands now, or a customer who never had one. */
export interface Account {
  readonly bank: string;
  readonly loginId: string;
  /** Null: the customer has set one that the demo does not know, or is yet to. */
  readonly password: string | null;
  /** Of who has no certificate yet; null: it is used up, or there was none. */
  readonly code: string | null;
  readonly userName: string;
  readonly companyName: string;
  readonly role: Role;
  readonly certificate: AccountCertificate | null;
}

interface AccountCertificate {
  /** Null: the customer acquired it in the portal, and only he has its key. */
  readonly fileName: string | null;
  readonly filePassword: string | null;
  readonly status: CertificateStatus;
  readonly expiryDate: CalendarDay;
  readonly daysLeft: number;
  readonly renewableFrom: CalendarDay;
  readonly renewal: 'later' | 'now' | 'done' | 'over';
  readonly presentedAt: Instant | null;
}

/** Every demo customer in the order of `people.ts`, with what the register says of each certificate now. */
export async function listDemoAccounts(
  means: Means,
  { banks, seeded }: { readonly banks: readonly Bank[]; readonly seeded: Seeded },
): Promise<readonly Account[]> {
  const now = means.clock.now();
  return means.register.read(async (tx) => {
    const accounts: Account[] = [];
    for (const company of companies) {
      const bank = banks.find(({ id }) => id === company.bankId);
      for (const person of company.people) {
        const loginId = loginIdOf(company, person);
        const user = bank && (await tx.users.byLoginId({ bankId: bank.id, loginId }));
        if (!bank || !user) continue;
        const account = accountOf(bank, user, company.name);
        const given = seeded.codes.find((one) => one.user.id === user.id);
        if (given) accounts.push({ ...account, ...(await acquired(tx, { bank, user, now, code: given.code })) });
        const own = seeded.certificates.filter((one) => one.user.id === user.id);
        for (const { fileName, certificateId } of own) {
          const record = await tx.certificates.get(certificateId);
          const certificate = record && { ...standing(record, bank, now), ...(await file(tx, record, fileName)) };
          accounts.push({ ...account, certificate });
        }
      }
    }
    return accounts;
  });
}

function accountOf(bank: Bank, user: User, companyName: string): Omit<Account, 'certificate'> {
  const { loginId, name: userName, role } = user;
  return { bank: bank.id, loginId, password: loginPassword, code: null, userName, companyName, role };
}

/** Of a customer who began with a code: the password and the key are his. */
async function acquired(
  tx: RegisterView,
  { bank, user, now, code }: { readonly bank: Bank; readonly user: User; readonly now: Instant; readonly code: string },
): Promise<Pick<Account, 'password' | 'code' | 'certificate'>> {
  const [record] = await tx.certificates.ofUser(user.id);
  if (!record) return { password: null, code, certificate: null };
  return {
    password: null,
    code: null,
    certificate: { ...standing(record, bank, now), ...(await file(tx, record, null)) },
  };
}

function standing(record: CertificateRecord, { policy }: Bank, now: Instant) {
  const { expiryDate } = record;
  const window = renewalWindow(policy, expiryDate);
  const position = ({ before: 'later', in: 'now', after: 'over' } as const)[windowPosition(window, now)];
  return {
    status: certificateStatus(record, now, policy.zone),
    expiryDate,
    daysLeft: daysLeft(expiryDate, now, policy.zone),
    renewableFrom: window.firstDay,
    renewal: record.successorId === null ? position : 'done',
  } as const;
}

async function file(tx: RegisterView, { id, bankId }: CertificateRecord, fileName: string | null) {
  const events = await tx.audit.of({ bankId, subject: { key: 'certificateId', value: id } });
  const presented = events.findLast(({ act }) => act === 'presentation-accepted');
  const password = fileName === null ? null : filePassword;
  return { fileName, filePassword: password, presentedAt: presented?.at ?? null };
}
