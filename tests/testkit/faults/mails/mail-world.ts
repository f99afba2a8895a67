import { dirname } from 'node:path';
import { addDays, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant, minutes, parseInstant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import type { Register } from '@koshin/service/ports/register/register.ts';
import { bank, certificate, contract, issuer, user } from '@koshin/service/ports/register/samples.contract.ts';
import { freshDatabase } from '../../fresh-database.ts';
import type { Engine } from '../world/fault-world.ts';
import { Mailing } from './mailing.ts';
import { type MoodyServer, moodyServer } from './moody-server.ts';

export interface MailedCustomer {
  readonly userId: string;
  readonly certificateId: string;
  /** The first; where he can be reached is for the register to say. */
  readonly address: string;
  readonly stages: readonly string[];
  /** When this stood in the register; null: he has not renewed. */
  renewedAt: number | null;
}

export interface Expected {
  readonly address: string;
  readonly daysLeft: number;
  /** Whose mails are due at once. */
  readonly stages: readonly string[];
}

/** One bank with customers whose mails are due, a mail server, and processes that plan and send. */
export interface MailWorld {
  readonly engine: Engine;
  readonly customers: readonly MailedCustomer[];
  readonly server: MoodyServer;
  /** Of those that were started, by their number. */
  readonly mailings: ReadonlyMap<number, Mailing>;
  now(): number;
  /** So that tries of now that were broken off may be taken up again. */
  forward(by?: { readonly minutes: number }): void;
  start(killAt?: string | null): Promise<Mailing>;
  /** Looks into the register, or changes it. On SQLite only while no process runs. */
  use<T>(work: (register: Register) => Promise<T>): Promise<T>;
  renew(customers: readonly MailedCustomer[]): Promise<void>;
  /** They have another name, language and address, at `moved.example`: what is written to them from then on is another letter. */
  move(customers: readonly MailedCustomer[]): Promise<void>;
  close(): Promise<void>;
}

/** Noon in Japan: whatever is due on this day is due by now. */
const beginning = parseInstant('2026-12-10T03:00:00Z');

const moved = { name: '高橋 恵子', language: 'en' } as const;

export async function mailWorld(
  engine: Engine,
  { expected, policy = {} }: { readonly expected: readonly Expected[]; readonly policy?: Partial<BankPolicy> },
): Promise<MailWorld> {
  const database = await freshDatabase(engine);
  const place: RegisterPlace =
    database.engine === 'sqlite'
      ? { sqlite: { folder: dirname(database.path) } }
      : { postgres: { url: database.url, poolSize: 6 } };
  let clockShift = beginning - Date.now();
  const now = () => instant(Date.now() + clockShift);
  const server = await moodyServer(now);
  const mailings = new Map<number, Mailing>();
  const use: MailWorld['use'] = async (work) => {
    const register = await openRegister(place);
    try {
      return await work(register);
    } finally {
      await register.close();
    }
  };
  return {
    engine,
    server,
    mailings,
    customers: await use((register) => settle(register, expected, policy)),
    now,
    use,
    forward({ minutes: by } = { minutes: 21 }) {
      clockShift += minutes(by) * 1000;
    },
    async start(killAt = null) {
      const number = mailings.size + 1;
      const starting = Mailing.start({ place, number, clockShift, mailPort: server.port, killAt });
      const mailing = await starting;
      mailings.set(number, mailing);
      return mailing;
    },
    renew: (renewing) =>
      use(async (register) => {
        for (const customer of renewing) {
          await register.change(async (tx) => {
            const record = await tx.certificates.get(customer.certificateId);
            if (record) await tx.certificates.update({ ...record, retiresAt: plusSeconds(now(), minutes(4320)) });
          });
          customer.renewedAt = now();
        }
      }),
    move: (moving) =>
      use(async (register) => {
        for (const { userId, address } of moving) {
          const [local] = address.split('@');
          await register.change(async (tx) => {
            const record = await tx.users.get(userId);
            if (record) await tx.users.update({ ...record, ...moved, mailAddress: `${local}@moved.example` });
          });
        }
      }),
    async close() {
      await server.close();
      await database.drop();
    },
  };
}

/** Puts them into the register as they would stand there a year after their certificates were issued. */
async function settle(register: Register, expected: readonly Expected[], policy: Partial<BankPolicy>) {
  const plain = bank({ id: 'mihon' });
  const mihon = { ...plain, policy: { ...plain.policy, ...policy } };
  const ca = issuer({ bankId: mihon.id });
  const today = dayOf(beginning, mihon.policy.zone);
  const customers: MailedCustomer[] = [];
  await register.change(async (tx) => {
    await tx.banks.insert(mihon);
    await tx.issuers.insert(ca);
  });
  for (let from = 0; from < expected.length; from += 200) {
    await register.change(async (tx) => {
      for (const { address, daysLeft, stages } of expected.slice(from, from + 200)) {
        const company = contract({ bankId: mihon.id });
        const person = user({ bankId: mihon.id, contractId: company.id, mailAddress: address });
        const held = certificate({
          ...{ bankId: mihon.id, userId: person.id, issuerId: ca.id, state: 'active' },
          expiryDate: addDays(today, daysLeft),
          issuedAt: plusSeconds(beginning, minutes((daysLeft - 365) * 1440)),
        });
        await tx.contracts.insert(company);
        await tx.users.insert(person);
        await tx.certificates.insert(held);
        customers.push({ userId: person.id, certificateId: held.id, address, stages, renewedAt: null });
      }
    });
  }
  return customers;
}
