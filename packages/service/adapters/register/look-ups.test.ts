import { dirname } from 'node:path';
import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type SqliteDatabase } from '../../../../tests/testkit/fresh-database.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { event, noon } from '../../ports/register/samples.contract.ts';
import { chainOnSqlite } from './chains/chain-on-sqlite.ts';
import { openRegister } from './open-register.ts';
import type { Tables } from './schema.ts';
import { runWork } from './transaction.ts';

const noBytes = new Uint8Array();
const day = calendarDay('2026-11-22');

/** Everything that is asked while a customer waits, or in a timer. */
const lookUps: Readonly<Record<string, (tx: RegisterTransaction) => Promise<unknown>>> = {
  'banks.get': (tx) => tx.banks.get('x'),
  'contracts.get': (tx) => tx.contracts.get('x'),
  'contracts.byNumber': (tx) => tx.contracts.byNumber({ bankId: 'x', contractNumber: 'x' }),
  'users.get': (tx) => tx.users.get('x'),
  'users.byLoginId': (tx) => tx.users.byLoginId({ bankId: 'x', loginId: 'x' }),
  'users.ofBank': (tx) => tx.users.ofBank('x'),
  'issuers.get': (tx) => tx.issuers.get('x'),
  'issuers.ofBank': (tx) => tx.issuers.ofBank('x'),
  'revokedAuthorities.ofIssuer': (tx) => tx.revokedAuthorities.ofIssuer('x'),
  'certificates.get': (tx) => tx.certificates.get('x'),
  'certificates.bySerial': (tx) => tx.certificates.bySerial({ issuerId: 'x', serial: 'x' }),
  'certificates.ofUser': (tx) => tx.certificates.ofUser('x'),
  'certificates.ofRenewal': (tx) => tx.certificates.ofRenewal('x'),
  'intents.get': (tx) => tx.intents.get('x'),
  'intents.byKeyDigest': (tx) => tx.intents.byKeyDigest('x'),
  'intents.ofRenewal': (tx) => tx.intents.ofRenewal('x'),
  'intents.open': (tx) => tx.intents.open(noon, 1),
  'crlShards.open': (tx) => tx.crlShards.open('x'),
  'crlShards.ofIssuer': (tx) => tx.crlShards.ofIssuer('x'),
  'crlShards.count': (tx) => tx.crlShards.count('x'),
  'crlShards.ended': (tx) => tx.crlShards.ended({ issuerId: 'x', shard: 1 }),
  'crlShards.hasUnlisted': (tx) => tx.crlShards.hasUnlisted({ issuerId: 'x', shard: 1, number: 1, now: noon }),
  'crls.newest': (tx) => tx.crls.newest({ issuerId: 'x', shard: 1 }),
  'crls.current': (tx) => tx.crls.current({ issuerId: 'x', shard: 1 }),
  'crls.published': (tx) => tx.crls.published({ issuerId: 'x', shard: 1 }),
  'crls.publish': (tx) => tx.crls.publish({ issuerId: 'x', shard: 1, number: 1, der: noBytes, fingerprint: 'x' }),
  'renewals.get': (tx) => tx.renewals.get('x'),
  'renewals.liveOf': (tx) => tx.renewals.liveOf('x'),
  'renewals.latestOf': (tx) => tx.renewals.latestOf('x'),
  'attempts.get': (tx) => tx.attempts.get('x'),
  'attempts.close': (tx) => tx.attempts.close({ nonce: 'x', at: noon }),
  'attempts.forget': (tx) => tx.attempts.forget(instant(0)),
  'presentations.byTicket': (tx) => tx.presentations.byTicket('x'),
  'presentations.redeemedOf': (tx) => tx.presentations.redeemedOf('x'),
  'presentations.latestOf': (tx) => tx.presentations.latestOf('x'),
  'presentations.redeem': (tx) => tx.presentations.redeem({ ticketHash: 'x', at: noon }),
  'sessions.get': (tx) => tx.sessions.get('x'),
  'sessions.openOf': (tx) => tx.sessions.openOf('x'),
  'sessions.forget': (tx) => tx.sessions.forget(instant(0)),
  'notices.receiptsOf': (tx) => tx.notices.receiptsOf('x'),
  'certificates.expiring': (tx) =>
    tx.certificates.expiring({ bankId: 'x', first: day, last: day, after: { expiryDate: day, id: 'x' }, limit: 1 }),
  'certificates.expiringOf': (tx) => tx.certificates.expiringOf('x'),
  'mails.claim': (tx) => tx.mails.claim({ now: noon, until: noon, limit: 1 }),
  'mails.ofUser': (tx) => tx.mails.ofUser({ userId: 'x', since: noon }),
  'writtenNotices.receivedBy': (tx) =>
    tx.writtenNotices.receivedBy({ bankId: 'x', contractId: 'x', userId: 'x', today: day }),
  'writtenNotices.byNumber': (tx) => tx.writtenNotices.byNumber({ bankId: 'x', noticeNo: 'x' }),
  'writtenNotices.ofBank': (tx) => tx.writtenNotices.ofBank('x'),
  'writtenNotices.bodyOf': (tx) => tx.writtenNotices.bodyOf('x'),
  'writtenNotices.readersOf': (tx) => tx.writtenNotices.readersOf('x'),
  'writtenNotices.countsOf': (tx) => tx.writtenNotices.countsOf('x'),
  'writtenNotices.withdraw': (tx) => tx.writtenNotices.withdraw({ id: 'x', at: noon }),
  'audit.of one bank': (tx) => tx.audit.of({ bankId: 'x' }),
  'audit.append': (tx) => tx.audit.append(event()),
  'chains.heads': (tx) => tx.chains.heads(),
  'chains.events': (tx) => tx.chains.events({ chain: 1, after: { position: 1, seq: 1 }, upTo: 9, limit: 1 }),
  'chains.countUnchained': (tx) => tx.chains.countUnchained(),
  'checkpoints.latest': (tx) => tx.checkpoints.latest(),
  'checkpoints.after': (tx) => tx.checkpoints.after({ number: 1, limit: 1 }),
  'audit.of one subject': (tx) => tx.audit.of({ subject: { key: 'x', value: 'x' } }),
};

describe('no table is searched from end to end by', () => {
  let file: SqliteDatabase;
  let database: Sqlite.Database;
  let db: Kysely<Tables>;
  const asked: string[] = [];

  beforeAll(async () => {
    file = await freshDatabase('sqlite');
    await (await openRegister({ sqlite: { folder: dirname(file.path) } })).close();
    database = new Sqlite(file.path);
    const log = ({ query }: { query: { sql: string } }) => void asked.push(query.sql);
    db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }), log });
  });
  afterAll(async () => {
    await db.destroy();
    await file.drop();
  });

  it.each(Object.entries(lookUps))('%s', async (_, ask) => {
    asked.length = 0;
    await runWork(db, chainOnSqlite().append, ask);
    const plans = asked.flatMap((text) => {
      const nulls = Array.from(text.matchAll(/\?/g), () => null);
      return database.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...nulls);
    });
    expect(plans).not.toEqual([]);
    for (const { detail } of plans) expect(detail).not.toMatch(/^SCAN (?!json_each )/);
  });

  it('what stands there for a customer: not even among all that his bank ever wrote', async () => {
    asked.length = 0;
    await runWork(db, chainOnSqlite().append, (tx) => lookUps['writtenNotices.receivedBy']?.(tx) ?? Promise.reject());
    const plan = asked.flatMap((text) => {
      const nulls = Array.from(text.matchAll(/\?/g), () => null);
      return database.prepare<unknown[], { detail: string }>(`explain query plan ${text}`).all(...nulls);
    });
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH reader .* written_notice_of_reader \(reader_id=\? AND last_day>\?\)$/),
      expect.stringMatching(/^SEARCH written_notice .*\(id=\?\)$/),
      expect.stringMatching(/^SEARCH receipt .*\(user_id=\? AND notice_id=\?\)/),
    ]);
  });
});
