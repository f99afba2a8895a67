import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Session } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import { textsFrom } from './json-text.ts';
import type { SessionTable, Tables } from './schema.ts';

export function sessions(db: Kysely<Tables>): RegisterTransaction['sessions'] {
  const rows = db.selectFrom('session').selectAll();
  return {
    async get(hash) {
      const row = await rows.where('hash', '=', hash).executeTakeFirst();
      return row ? sessionFrom(row) : null;
    },
    async openOf(certificateId) {
      const open = rows.where('certificate_id', '=', certificateId).where('ended_at', 'is', null);
      return (await open.orderBy('started_at').orderBy('hash').execute()).map(sessionFrom);
    },
    async insert(session) {
      await db.insertInto('session').values(sessionRow(session)).execute();
    },
    async update(session) {
      const result = await db
        .updateTable('session')
        .set(sessionRow(session))
        .where('hash', '=', session.hash)
        .executeTakeFirst();
      expectUpdated(result, 'session');
    },
    async rename({ from, to }) {
      const renamed = db.updateTable('session').set({ hash: to }).where('hash', '=', from);
      expectUpdated(await renamed.executeTakeFirst(), 'session');
    },
    async endOfIssuer({ issuerId, endedAt, endReason }) {
      const result = await db
        .updateTable('session')
        .set({ ended_at: endedAt, end_reason: endReason })
        .where('ended_at', 'is', null)
        // By each session's certificate: a CA has many more certificates than there are sessions.
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('certificate')
              .select('certificate.id')
              .whereRef('certificate.id', '=', 'session.certificate_id')
              .where('certificate.issuer_id', '=', issuerId),
          ),
        )
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async forget(before) {
      await db.deleteFrom('session').where('last_seen_at', '<', before).execute();
    },
  };
}

function sessionRow(session: Session): Insertable<SessionTable> {
  return {
    hash: session.hash,
    bank_id: session.bankId,
    user_id: session.userId,
    certificate_id: session.certificateId,
    browser_hash: session.browserHash,
    stage: session.stage,
    started_at: session.startedAt,
    last_seen_at: session.lastSeenAt,
    password_at: session.passwordAt,
    also_presented: JSON.stringify(session.alsoPresented),
    previous_login_at: session.previousLoginAt,
    banner_kind: session.banner?.kind ?? null,
    banner_expiry_date: session.banner?.newExpiryDate ?? null,
    ended_at: session.endedAt,
    end_reason: session.endReason,
  };
}

function sessionFrom(row: Selectable<SessionTable>): Session {
  return {
    hash: row.hash,
    bankId: row.bank_id,
    userId: row.user_id,
    certificateId: row.certificate_id,
    browserHash: row.browser_hash,
    stage: row.stage,
    startedAt: row.started_at,
    lastSeenAt: row.last_seen_at,
    passwordAt: row.password_at,
    alsoPresented: textsFrom(row.also_presented),
    previousLoginAt: row.previous_login_at,
    banner: bannerFrom(row),
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

function bannerFrom(row: Selectable<SessionTable>): Session['banner'] {
  if (row.banner_kind === null || row.banner_expiry_date === null) return null;
  return { kind: row.banner_kind, newExpiryDate: row.banner_expiry_date };
}
