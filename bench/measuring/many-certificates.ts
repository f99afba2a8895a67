/** A register of as many certificates as are asked for, made by SQL, and the bare SQL of the mails that are due in it. */
import { addDays, calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { type Instant, parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { openSqliteFile } from '@koshin/service/adapters/register/sqlite-file.ts';
import { bank, issuer } from '@koshin/service/ports/register/samples.contract.ts';
import pg from 'pg';
import { processorSeconds } from './rates.ts';

/** Past nine in Tokyo. */
export const tonight: Instant = parseInstant('2026-12-10T01:00:00Z');
const today = calendarDay('2026-12-10');
const stages = [30, 10];

/** One connection, and how its database words what the two do not word alike. */
interface Connection {
  readonly sql: {
    /** A relation with the column `n`, from 1 on. */
    readonly numbers: (count: number) => string;
    /** 32 hexadecimal digits, scattered like drawn ones, the same for the same number. */
    readonly id: (n: string) => string;
    /** Of 32 hexadecimal digits: 48 bits of time, 32 that rise in the order of this column of such, 48 random. */
    readonly idInOrder: (time: Instant, column: string) => string;
    /** A whole number from 0 on and less than that, drawn for each row. */
    readonly drawn: (below: number) => string;
    readonly dayAfter: (day: string, days: string) => string;
    readonly der: string;
    readonly indexes: string;
  };
  /** For the time of the filling: without keeping references and syncing. */
  readonly hasten: readonly string[];
  readonly settle: readonly string[];
  /** After many rows were removed. */
  readonly tidy: string;
  run(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

type Connect = () => Promise<Connection>;

const scattered = (n: string) => `(${n} * 2654435761) % 4294967296`;

export async function onSqlite(folder: string): Promise<Connection> {
  const database = openSqliteFile(folder);
  return {
    sql: {
      numbers: (count) =>
        `(with recursive up(n) as (select 1 union all select n + 1 from up where n < ${count}) select n from up)`,
      id: (n) => `printf('%08x%024x', ${scattered(n)}, ${n})`,
      idInOrder: (time, column) =>
        `'${time.toString(16).padStart(12, '0')}' || substr(${column}, 1, 8) || lower(hex(randomblob(6)))`,
      drawn: (below) => `abs(random() % ${below})`,
      dayAfter: (day, days) => `date('${day}', '+' || (${days}) || ' days')`,
      der: 'zeroblob(700)',
      indexes: `select name, sql from sqlite_master where type = 'index' and tbl_name = 'certificate' and sql is not null`,
    },
    hasten: ['pragma foreign_keys = off', 'pragma synchronous = off', 'pragma cache_size = -1048576'],
    tidy: 'pragma wal_checkpoint(truncate)',
    settle: ['analyze', 'pragma wal_checkpoint(truncate)'],
    async run(sql) {
      const prepared = database.prepare<[], Record<string, unknown>>(sql);
      if (prepared.reader) return prepared.all();
      prepared.run();
      return [];
    },
    async close() {
      database.close();
    },
  };
}

export async function onPostgres(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    sql: {
      numbers: (count) => `generate_series(1, ${count}::bigint) as up(n)`,
      id: (n) => `lpad(to_hex(${scattered(n)}), 8, '0') || lpad(to_hex(${n}), 24, '0')`,
      idInOrder: (time, column) =>
        `'${time.toString(16).padStart(12, '0')}' || substr(${column}, 1, 8) || substr(gen_random_uuid()::text, 25)`,
      drawn: (below) => `floor(random() * ${below})::bigint`,
      dayAfter: (day, days) => `(date '${day}' + (${days})::integer)::text`,
      der: `decode(repeat('00', 700), 'hex')`,
      indexes: `select indexname as name, indexdef as sql from pg_indexes
        where tablename = 'certificate' and indexname <> 'certificate_pkey'`,
    },
    hasten: ['set session_replication_role = replica', `set maintenance_work_mem = '512MB'`],
    tidy: 'vacuum mail',
    settle: ['vacuum (analyze)', 'checkpoint'],
    async run(sql) {
      return (await client.query(sql)).rows;
    },
    close: () => client.end(),
  };
}

/**
 * One bank; a user for each certificate and a contract for three users; the due ones lie evenly between the others, which
 * expire on days after them. Indexes are made afterwards, as a register that grew has them. Says in how many seconds;
 * null where it is there already.
 */
export async function fill(
  place: RegisterPlace,
  connect: Connect,
  { certificates, due }: { readonly certificates: number; readonly due: number },
): Promise<number | null> {
  const start = performance.now();
  const register = await openRegister(place);
  const ours = bank({ id: 'bench', policy: { ...defaultPolicy, mailStageDays: stages } });
  const isThere = await register.read(async (tx) => (await tx.banks.get(ours.id)) !== null);
  const itsIssuer = issuer({ bankId: ours.id });
  if (!isThere) {
    await register.change(async (tx) => {
      await tx.banks.insert(ours);
      await tx.issuers.insert(itsIssuer);
    });
  }
  await register.close();
  if (isThere) return null;
  const connection = await connect();
  for (const sql of connection.hasten) await connection.run(sql);
  const indexes = await connection.run(connection.sql.indexes);
  for (const { name } of indexes) await connection.run(`drop index ${name}`);
  for (const sql of tables(connection, itsIssuer.id, { certificates, due })) await connection.run(sql);
  for (const { sql } of indexes) await connection.run(String(sql));
  for (const sql of connection.settle) await connection.run(sql);
  await connection.close();
  return Math.round((performance.now() - start) / 1000);
}

function tables(
  { sql: { numbers, id, dayAfter, der } }: Connection,
  issuerId: string,
  { certificates, due }: { readonly certificates: number; readonly due: number },
): readonly string[] {
  const every = Math.floor(certificates / due);
  const expiryDate = `case when n % ${2 * every} = 0 then '${addDays(today, 10)}' when n % ${every} = 0
    then '${addDays(today, 30)}' else ${dayAfter(today, '31 + n % 365')} end`;
  const issued = tonight - 330 * 86_400_000;
  return [
    `insert into contract (id, bank_id, contract_number, company_name)
     select ${id('(n - 1)')}, 'bench', '0012345', '株式会社あおば精機' from ${numbers(Math.floor(certificates / 3) + 1)}`,
    `insert into user_account (id, bank_id, contract_id, login_id, name, role, password_failures, version, mail_address, language)
     select ${id('n')}, 'bench', ${id('(n / 3)')}, 'aoba-' || n, '佐倉 恵子', 'approver', 0, 1,
       'keiri' || n || '@aoba.example', 'ja' from ${numbers(certificates)}`,
    `insert into certificate (id, bank_id, user_id, issuer_id, serial, der, fingerprint, key_digest, subject_label,
       issuer_label, not_before, expiry_date, issued_at, state, version, crl_shard)
     select ${id('n')}, 'bench', ${id('n')}, '${issuerId}', ${id('n')}, ${der}, ${id('n')}, ${id('n')},
       '佐倉 恵子 見本信用金庫 2027-11 43D8', '見本信用金庫 法人認証局 G1', ${issued}, ${expiryDate}, ${issued}, 'active', 1, 0
     from ${numbers(certificates)}`,
  ];
}

/** And yesterday's run had come to the day before. */
export async function removeMails(connect: Connect): Promise<void> {
  const connection = await connect();
  for (const sql of ['delete from mail', 'delete from mail_progress']) await connection.run(sql);
  for (const stage of stages) {
    await connection.run(
      `insert into mail_progress (bank_id, stage, done, version) values ('bench', '${stage}', '${addDays(today, stage - 1)}', 1)`,
    );
  }
  await connection.run(connection.tidy);
  await connection.close();
}

/**
 * The same rows: identifiers in the order of time and of the certificates, times spread over the bank's minutes.
 * In seconds by the clock and of this process, the commit included. Throws unless it writes so many rows.
 */
export async function writeBarely(connect: Connect, due: number) {
  const connection = await connect();
  const [start, used] = [performance.now(), processorSeconds()];
  await connection.run('begin');
  for (const stage of stages) {
    await connection.run(`
      insert into mail (id, bank_id, user_id, subject_id, certificate_id, occasion, due_at, state, next_try_at, tries, version)
      select ${connection.sql.idInOrder(tonight, 'c.id')}, c.bank_id, c.user_id, c.id, c.id, '${stage}', ${tonight - 3_600_000}, 'waiting',
        ${tonight} + ${connection.sql.drawn(defaultPolicy.mailSpreadMinutes * 60_000)}, 0, 1
      from certificate c
      join user_account u on u.id = c.user_id join contract k on k.id = u.contract_id join issuer i on i.id = c.issuer_id
      where c.bank_id = 'bench' and c.expiry_date = '${addDays(today, stage)}' and c.retires_at is null
        and c.revoked_at is null and u.suspended_at is null and k.closed_at is null and i.revoked_at is null
        and not exists (select from_one.id from renewal from_one where from_one.certificate_id = c.id)`);
  }
  await connection.run('commit');
  const took = { seconds: (performance.now() - start) / 1000, processorSeconds: processorSeconds() - used };
  const [counted] = await connection.run('select count(*) as rows from mail');
  if (Number(counted?.rows) !== due) throw new Error(`${counted?.rows} of ${due} rows were written`);
  await connection.close();
  return took;
}
