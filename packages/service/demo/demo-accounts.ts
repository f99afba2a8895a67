import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { type CertificateStatus, certificateStatus } from '@koshin/lifecycle/certificates/status.ts';
import { daysLeft, renewalWindow, windowPosition } from '@koshin/lifecycle/certificates/term.ts';
import type { Bank, CertificateRecord, Role, User } from '../ports/register/records.ts';
import type { RegisterView } from '../ports/register/register.ts';
import type { Means } from '../use-cases/means.ts';
import { companies, filePassword, loginIdOf, loginPassword } from './people.ts';
import type { SeededCertificate } from './seed.ts';

/** One certificate of a demo customer as it stands now, or a customer who never had one. */
export interface Account {
  readonly bank: string;
  readonly loginId: string;
  readonly password: string;
  readonly userName: string;
  readonly companyName: string;
  readonly role: Role;
  readonly certificate: AccountCertificate | null;
}

interface AccountCertificate {
  readonly fileName: string;
  readonly filePassword: string;
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
  { banks, seeded }: { readonly banks: readonly Bank[]; readonly seeded: readonly SeededCertificate[] },
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
        const own = seeded.filter((one) => one.user.id === user.id);
        if (own.length === 0) accounts.push({ ...account, certificate: null });
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
  return { bank: bank.id, loginId, password: loginPassword, userName, companyName, role };
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

async function file(tx: RegisterView, { id, bankId }: CertificateRecord, fileName: string) {
  const events = await tx.audit.of({ bankId, subject: { key: 'certificateId', value: id } });
  const presented = events.findLast(({ act }) => act === 'presentation-accepted');
  return { fileName, filePassword, presentedAt: presented?.at ?? null };
}
