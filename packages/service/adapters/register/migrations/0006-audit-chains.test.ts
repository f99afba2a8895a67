import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../../tests/testkit/fresh-database.ts';
import { followChains } from '../../../ports/register/follow-chains.contract.ts';
import { noon } from '../../../ports/register/samples.contract.ts';
import { appendOnPostgres } from '../chains/append-on-postgres.ts';
import { chainOnSqlite } from '../chains/chain-on-sqlite.ts';
import { type Dialect, postgresDialect, sqliteDialect } from '../dialect.ts';
import { openPostgres } from '../postgres-engine.ts';
import type { Tables } from '../schema.ts';
import { openSqlite } from '../sqlite-engine.ts';
import { createBanksAndCustomers } from './0001-banks-and-customers.ts';
import { createNoticesAndAudit } from './0004-notices-and-audit.ts';
import { createAuditChains } from './0006-audit-chains.ts';

/** More than are chained at a time. */
const count = 1_500;

async function emptyDatabase(engine: 'sqlite' | 'postgres') {
  const database = await freshDatabase(engine);
  const [opened, dialect] =
    database.engine === 'sqlite'
      ? [openSqlite({ folder: dirname(database.path) }, chainOnSqlite()), sqliteDialect]
      : [openPostgres({ url: database.url, poolSize: 2 }, appendOnPostgres), postgresDialect];
  onTestFinished(async () => {
    await opened.close();
    await database.drop();
  });
  return { opened, dialect };
}

async function writeAsBefore(db: Kysely<Tables>): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    at: noon,
    bank_id: index % 2 === 0 ? 'mihon' : null,
    act: 'bank-created' as const,
    actor_kind: 'system' as const,
    actor_id: null,
    subject: `{"bank":"${index}"}`,
    ref_no: String(index),
  }));
  while (rows.length > 0) await db.insertInto('audit_event').values(rows.splice(0, 500)).execute();
}

const before = (dialect: Dialect): Record<string, Migration> => ({
  '0001': { up: (db) => createBanksAndCustomers(db, dialect) },
  '0004': { up: (db) => createNoticesAndAudit(db, dialect) },
});

async function migrateBy(db: Kysely<Tables>, steps: Record<string, Migration>): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => steps } }).migrateToLatest();
  if (error !== undefined) throw error;
}

describe.each(['sqlite', 'postgres'] as const)('the migration to chains on %s', (engine) => {
  it('chains what was written before in its order, and what comes then beside it', { timeout: 60_000 }, async () => {
    const { opened, dialect } = await emptyDatabase(engine);
    await migrateBy(opened.db, before(dialect));
    await writeAsBefore(opened.db);
    await migrateBy(opened.db, { ...before(dialect), '0006': { up: (db) => createAuditChains(db, dialect) } });
    await opened.change((tx) =>
      tx.audit.append({
        at: noon,
        bankId: null,
        act: 'bank-created',
        actor: { kind: 'system', id: null },
        subject: {},
        refNo: 'new',
      }),
    );
    const all = await followChains(opened);
    expect(all.map(({ chain, position, refNo }) => [chain, position, refNo])).toEqual([
      ...Array.from({ length: count }, (_, index) => [0, index + 1, String(index)]),
      [1, 1, 'new'],
    ]);
    expect(await opened.read((tx) => tx.chains.countUnchained())).toBe(0);
  });
});
