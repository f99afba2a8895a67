/**
 * Issuing transactions per second with the audit chain against the same without it (R32; reach: 90 %), on SQLite, where
 * 32 changes that wait share a commit, and on PostgreSQL with eight writers. Beside it the other ways to chain that were
 * considered (`docs/decisions/0025-one-audit-chain-for-each-connection.md`). Then how fast the log is verified and exported.
 *
 *   node bench/audit-chain.ts [rounds] [seconds per round]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import {
  type AppendToChain,
  hashOfText,
  type NewEvent,
  valuesOf,
} from '@koshin/service/adapters/register/chains/append.ts';
import { appendOnPostgres } from '@koshin/service/adapters/register/chains/append-on-postgres.ts';
import { chainOnSqlite, enterSubject } from '@koshin/service/adapters/register/chains/chain-on-sqlite.ts';
import type { Engine } from '@koshin/service/adapters/register/engine.ts';
import { openRegister, type RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import { openPostgres } from '@koshin/service/adapters/register/postgres-engine.ts';
import type { Tables } from '@koshin/service/adapters/register/schema.ts';
import { openSqlite } from '@koshin/service/adapters/register/sqlite-engine.ts';
import { statement } from '@koshin/service/adapters/register/statement.ts';
import { certificate, event, intent, type Stock, stockUp } from '@koshin/service/ports/register/samples.contract.ts';
import { exportAudit } from '@koshin/service/use-cases/audit/export-audit.ts';
import { verifyAudit } from '@koshin/service/use-cases/audit/verify-audit.ts';
import { type Kysely, sql } from 'kysely';
import { startPostgresCluster } from '../tests/testkit/postgres/cluster.ts';
import { median, processorSeconds } from './measuring/rates.ts';

const rounds = Number(process.argv[2] ?? 15);
const secondsPerRound = Number(process.argv[3] ?? 1);

interface Placed {
  readonly chain: number;
  readonly position: number;
  readonly previous: string;
}

type Insertion = ReturnType<typeof valuesOf> & {
  readonly chain: number | null;
  readonly position: number | null;
  readonly previous: Buffer | null;
  readonly hash: Buffer | null;
};
type Row = { readonly seq: number };

/** As the register writes an event and what it is looked up by, without a chain or with a place that was found otherwise. */
const onPostgresAtOnce = statement<Insertion, Row>(
  (_, given) => sql<Row>`
    with written as (
      insert into audit_event
        (at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash)
      values (${given('at')}, ${given('bankId')}, ${given('act')}, ${given('actorKind')}, ${given('actorId')},
        ${given('subject')}, ${given('refNo')}, ${given('chain')}, ${given('position')}, ${given('previous')},
        ${given('hash')})
      returning seq
    ), entered as (
      insert into audit_subject (seq, key, value)
      select seq, key, value
      from written, unnest(${given('keys')}::text[], ${given('values')}::text[]) as entry (key, value)
    )
    select seq from written`,
);
const onSqliteFirst = statement<ReturnType<typeof valuesOf>, Row>(
  (_, given) => sql<Row>`
    insert into audit_event (at, bank_id, act, actor_kind, actor_id, subject, ref_no)
    values (${given('at')}, ${given('bankId')}, ${given('act')}, ${given('actorKind')}, ${given('actorId')},
      ${given('subject')}, ${given('refNo')})
    returning seq`,
);

async function insert(db: Kysely<Tables>, row: NewEvent, place?: Placed & { readonly hash: Buffer }): Promise<void> {
  const { chain, position, hash } = place ?? { chain: null, position: null, hash: null };
  const previous = place ? Buffer.from(place.previous, 'hex') : null;
  await onPostgresAtOnce(db, { ...valuesOf(row), chain, position, previous, hash });
}

const unchained: AppendToChain = (db, row) => insert(db, row);

const unchainedOnSqlite: AppendToChain = async (db, row) => {
  const [written] = (await onSqliteFirst(db, valuesOf(row))).rows;
  if (!written) throw new Error('nothing was written');
  await enterSubject(db, { seq: written.seq, subject: row.subject });
};

async function insertAfter(db: Kysely<Tables>, row: NewEvent, end: Placed) {
  const hash = hashOfText(eventText(end, row));
  await insert(db, row, { ...end, hash });
  return hash;
}

/** The end of a chain that all writers share, read by the index in the transaction: conflicts are tried again. */
const oneChain: AppendToChain = async (db, row) => {
  const end = await db
    .selectFrom('audit_event')
    .select(['position', 'hash'])
    .where('chain', '=', 9001)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const previous = end?.hash ? Buffer.from(end.hash).toString('hex') : beforeTheFirst;
  await insertAfter(db, row, { chain: 9001, position: (end?.position ?? 0) + 1, previous });
};

/** Rows with the ends of chains; each change locks one: the only one, or any that is free. */
const withHeadRow =
  (count: number): AppendToChain =>
  async (db, row) => {
    const first = Math.floor(Math.random() * count);
    const { rows } = await sql<{ chain: number; position: number; hash: string }>`
      select * from bench_head where chain < ${9100 + count} order by (chain + ${first}) % ${count}
      limit 1 for update ${count > 1 ? sql`skip locked` : sql``}`.execute(db);
    const [end] = rows;
    if (!end) throw new Error('every shard is locked');
    const next = { chain: end.chain, position: end.position + 1, previous: end.hash };
    const hash = await insertAfter(db, row, next);
    await sql`update bench_head set position = ${next.position}, hash = ${hash.toString('hex')}
      where chain = ${end.chain}`.execute(db);
  };

let made = 0;
/** What recording an issued certificate writes: the intent, the certificate, and its line in the audit log. */
async function issueOnce(engine: Engine, { own, issuer, bank }: Stock): Promise<void> {
  made += 1;
  const certified = { ...own, issuerId: issuer.id };
  const written = certificate(certified);
  const subject = { certificateId: written.id, renewalId: written.id, userId: own.userId, issuerId: issuer.id };
  await engine.change(async (tx) => {
    await tx.intents.insert({ ...intent(certified), tbs: new Uint8Array(700) });
    await tx.certificates.insert({ ...written, der: new Uint8Array(1000) });
    await tx.audit.append(event({ bankId: bank.id, act: 'certificate-issued', subject }));
  });
}

interface Rate {
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

/** What so many writers change at the same time. */
async function rateOf(engine: Engine, stock: Stock, writers: number): Promise<Rate> {
  const [start, used] = [performance.now(), processorSeconds()];
  const end = start + secondsPerRound * 1000;
  let done = 0;
  const write = async () => {
    while (performance.now() < end) {
      await issueOnce(engine, stock);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return {
    perSecond: (done * 1000) / (performance.now() - start),
    perProcessorSecond: done / (processorSeconds() - used),
  };
}

interface Comparison {
  /** The first is what the others are held against. */
  readonly ways: Readonly<Record<string, Engine>>;
  readonly stock: Stock;
  readonly writers: number;
}

async function compare(title: string, { ways, stock, writers }: Comparison) {
  const rates = Object.entries(ways).map(([name, engine]) => ({ name, engine, measured: [] as Rate[] }));
  for (const { engine } of rates) await rateOf(engine, stock, writers);
  for (let round = 0; round < rounds; round++) {
    // Turned round each time: what grows meanwhile grows for all.
    const order = round % 2 === 0 ? rates : rates.toReversed();
    for (const { engine, measured } of order) measured.push(await rateOf(engine, stock, writers));
  }
  const [plain] = rates;
  for (const { name, measured } of rates) {
    // Of each round by itself, as the machine's speed drifts.
    const ratio = (of: keyof Rate) =>
      median(measured.map((rate, round) => rate[of] / (plain?.measured[round]?.[of] ?? Number.NaN))).toFixed(2);
    const perSecond = median(measured.map((rate) => rate.perSecond)).toFixed(0);
    console.log(
      `${title}, ${name}: ${perSecond} changes/s, ratio ${ratio('perSecond')}; ` +
        `by processor time of this process ${ratio('perProcessorSecond')}`,
    );
  }
}

async function verifyAndExport(title: string, place: RegisterPlace) {
  const register = await openRegister(place);
  const means = { register, mathematics: nodeMathematics() };
  const start = performance.now();
  const { events, chains, findingCount } = await verifyAudit(means, { pinned: null });
  const verified = performance.now();
  let octets = 0;
  for await (const line of exportAudit(means, { from: null, to: null })) octets += line.length + 1;
  const exported = performance.now();
  const perSecond = (ms: number) => ((events * 1000) / ms).toFixed(0);
  console.log(
    `${title}: ${events} events in ${chains} chains verified at ${perSecond(verified - start)}/s (${findingCount} findings), ` +
      `exported at ${perSecond(exported - verified)}/s (${(octets / events).toFixed(0)} octets each)`,
  );
  await register.close();
}

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-bench-'));
  const ways: Record<string, Engine> = {};
  const places: Record<string, RegisterPlace> = {};
  let stock: Stock | null = null;
  for (const [name, chain] of [
    ['no chain', { append: unchainedOnSqlite, undone: () => {} }],
    ['one chain', chainOnSqlite()],
  ] as const) {
    const place = { sqlite: { folder: join(folder, name) } };
    await (await openRegister(place)).close();
    const engine = openSqlite(place.sqlite, chain);
    stock ??= await engine.change(stockUp);
    const same = stock;
    if (Object.keys(ways).length > 0) {
      await engine.change(async (tx) => {
        await tx.banks.insert(same.bank);
        await tx.contracts.insert(same.contract);
        await tx.users.insert(same.user);
        await tx.issuers.insert(same.issuer);
      });
    }
    ways[name] = engine;
    places[name] = place;
  }
  if (!stock) throw new Error('there is a stock');
  await compare('SQLite, 32 at a time', { ways, stock, writers: 32 });
  await compare('SQLite, one at a time', { ways, stock, writers: 1 });
  for (const engine of Object.values(ways)) await engine.close();
  const chained = places['one chain'];
  if (chained) await verifyAndExport('SQLite', chained);
  rmSync(folder, { recursive: true });
}

async function onPostgres() {
  const cluster = await startPostgresCluster();
  const place = { postgres: { url: cluster.url, poolSize: 8 } };
  const register = await openRegister(place);
  const stock = await register.change(stockUp);
  await register.close();
  const ways: Record<string, Engine> = {
    'no chain': openPostgres(place.postgres, unchained),
    'a chain for each connection': openPostgres(place.postgres, appendOnPostgres),
    'one chain, optimistic': openPostgres(place.postgres, oneChain),
    'one chain, locked row': openPostgres(place.postgres, withHeadRow(1)),
    'sixteen chains, any free row': openPostgres(place.postgres, withHeadRow(16)),
  };
  const [any] = Object.values(ways);
  if (!any) throw new Error('there are ways');
  await sql`create table bench_head (chain bigint primary key, position bigint, hash text)`.execute(any.db);
  await sql`insert into bench_head select 9100 + n, 0, ${beforeTheFirst} from generate_series(0, 15) n`.execute(any.db);
  await compare('PostgreSQL, 8 writers', { ways, stock, writers: 8 });
  // What the other ways wrote is no chain of ours.
  await sql`delete from audit_event where chain is null or chain > 9000`.execute(any.db);
  for (const engine of Object.values(ways)) await engine.close();
  await verifyAndExport('PostgreSQL', place);
  await cluster.remove();
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, ${rounds} rounds of ${secondsPerRound} s each, alternating; an intent, ` +
    'a certificate and an audit event with its look-up entries in each change, durable (SQLite synchronous=FULL; PostgreSQL as it comes)',
);
await onSqlite();
await onPostgres();
console.log(`${made} changes in all`);
