import { type Insertable, type Kysely, PostgresAdapter, type Selectable, sql } from 'kysely';
import type { Mail, MailProgress, PlannedMail } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import { factsFrom } from './json-text.ts';
import type { MailTable, Tables } from './schema.ts';
import { statement } from './statement.ts';

export function mails(db: Kysely<Tables>): RegisterTransaction['mails'] {
  const rows = db.selectFrom('mail').selectAll();
  return {
    async get(id) {
      const row = await rows.where('id', '=', id).executeTakeFirst();
      return row ? mailFrom(row) : null;
    },
    async ofCertificate(certificateId) {
      const own = rows.where('certificate_id', '=', certificateId).orderBy('due_at').orderBy('id');
      return (await own.execute()).map(mailFrom);
    },
    async ofUser({ userId, since }) {
      const own = rows.where('user_id', '=', userId).where('due_at', '>=', since);
      return (await own.orderBy('due_at', 'desc').orderBy('id', 'desc').execute()).map(mailFrom);
    },
    async list({ bankId, states, after, limit }) {
      const found = rows
        .where('bank_id', '=', bankId)
        .where('state', 'in', states)
        .$if(after !== null, (query) => query.where(sql<boolean>`(due_at, id) < (${after?.dueAt}, ${after?.id})`))
        .orderBy('due_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      return (await found.execute()).map(mailFrom);
    },
    async unreachableOf({ bankId, userId }) {
      // By the index of a bank's mails, whose unreachable ones are few.
      const all = rows.where('bank_id', '=', bankId).where('state', '=', 'unreachable').where('user_id', '=', userId);
      return (await all.orderBy('due_at').orderBy('id').execute()).map(mailFrom);
    },
    async progress({ bankId, stage }) {
      const key = db.selectFrom('mail_progress').selectAll().where('bank_id', '=', bankId).where('stage', '=', stage);
      const row = await key.executeTakeFirst();
      if (!row) return null;
      return { bankId, stage, done: row.done, lastId: row.last_id, version: row.version };
    },
    async plan(planned) {
      let written = 0n;
      for (const { shared, rows } of alike(planned)) {
        const given = JSON.stringify(isOnPostgres(db) ? rows.map(named) : rows.map(inOrder));
        written += (await insertNew(db, { ...shared, rows: given })).numAffectedRows ?? 0n;
      }
      const ids = planned.map(({ id }) => id);
      if (written === BigInt(ids.length)) return new Set(ids);
      const there = await db.selectFrom('mail').select('id').where('id', 'in', ids).execute();
      return new Set(there.map(({ id }) => id));
    },
    async claim({ now, until, limit }) {
      // SQLite has one writer at a time, and no such clause.
      const hasLocks = isOnPostgres(db);
      const taken = await db
        .updateTable('mail')
        .set(({ eb }) => ({ next_try_at: until, version: eb('version', '+', 1) }))
        .where('id', 'in', ({ selectFrom }) =>
          selectFrom('mail')
            .select('id')
            // Not as a parameter: SQLite would not see that the index of what waits holds them all.
            .where('state', '=', sql.lit('waiting' as const))
            .where('next_try_at', '<=', now)
            // And no further: a whole day may wait for one instant, which would be sorted for every claim.
            .orderBy('next_try_at')
            .limit(limit)
            .$if(hasLocks, (query) => query.forUpdate().skipLocked()),
        )
        .returningAll()
        .execute();
      return taken.map(mailFrom).sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
    },
    async update(mail) {
      const result = await db
        .updateTable('mail')
        .set({ ...mailRow(mail), version: mail.version + 1 })
        .where('id', '=', mail.id)
        .where('version', '=', mail.version)
        .executeTakeFirst();
      expectUpdated(result, 'mail');
    },
    setProgress: (progress) => setProgress(db, progress),
    async takeBack({ bankId, stage, now, limit }) {
      const removed = await db
        .deleteFrom('mail')
        .where('id', 'in', ({ selectFrom }) =>
          selectFrom('mail')
            .select('id')
            .where('bank_id', '=', bankId)
            .where('state', 'in', ['waiting', 'skipped', 'suppressed', 'unreachable'])
            .where('due_at', '>', now)
            .where('occasion', '=', stage)
            .where('tries', '=', 0)
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
    async wake({ bankId, now, since, latest }) {
      await db
        .updateTable('mail')
        .set(({ eb }) => ({ state: 'waiting', reason: null, next_try_at: now, version: eb('version', '+', 1) }))
        .where('bank_id', '=', bankId)
        .where((eb) =>
          eb.or([
            eb.and([eb('state', '=', 'skipped'), eb('due_at', '>=', since), eb('due_at', '<=', now)]),
            eb.and([eb('state', '=', 'waiting'), eb('next_try_at', '>', latest)]),
          ]),
        )
        .execute();
    },
  };
}

type Shared = Pick<Insertable<MailTable>, 'bank_id' | 'occasion' | 'due_at' | 'state' | 'reason'>;

/** Any number of rows as one value: a statement with a place for each of their values takes longer to put together. */
const insertNew = statement<Shared & { rows: string }, never>((db, given) => {
  // What differs among the mails of one day, each with its price in SQLite, which reads an array in half the time of an object.
  const rows = isOnPostgres(db)
    ? sql`id, user_id, certificate_id, coalesce(subject_id, certificate_id), next_try_at
        from json_populate_recordset(null::mail, ${given('rows')}::json)`
    : sql`value ->> 0, value ->> 1, value ->> 2, coalesce(value ->> 4, value ->> 2), value ->> 3
        from json_each(${given('rows')}) where true`;
  return sql<never>`insert into mail (bank_id, occasion, due_at, state, reason, tries, version,
      id, user_id, certificate_id, subject_id, next_try_at)
    select ${given('bank_id')}, ${given('occasion')}, ${given('due_at')}, ${given('state')}, ${given('reason')}, 0, 1, ${rows}
    on conflict (subject_id, occasion, user_id) do nothing`;
});

/** In runs of the same bank, occasion, day and state, of which a plan has few. */
function alike(planned: readonly PlannedMail[]) {
  const runs: { readonly shared: Shared; readonly rows: PlannedMail[] }[] = [];
  for (const mail of planned) {
    const last = runs.at(-1);
    if (last && isAlike(last.shared, mail)) last.rows.push(mail);
    else {
      const { bankId, occasion, dueAt, state, reason } = mail;
      runs.push({ shared: { bank_id: bankId, occasion, due_at: dueAt, state, reason }, rows: [mail] });
    }
  }
  return runs;
}

function isAlike(shared: Shared, mail: PlannedMail): boolean {
  return (
    shared.due_at === mail.dueAt &&
    shared.state === mail.state &&
    shared.reason === mail.reason &&
    shared.occasion === mail.occasion &&
    shared.bank_id === mail.bankId
  );
}

/** What it is about is left out where that is the certificate, as it is for all but a few. */
const ownSubject = ({ subjectId, certificateId }: PlannedMail) => (subjectId === certificateId ? [] : [subjectId]);

function inOrder(mail: PlannedMail) {
  return [mail.id, mail.userId, mail.certificateId, mail.nextTryAt, ...ownSubject(mail)];
}

function named(mail: PlannedMail) {
  const [subject_id] = ownSubject(mail);
  return {
    id: mail.id,
    user_id: mail.userId,
    certificate_id: mail.certificateId,
    next_try_at: mail.nextTryAt,
    subject_id,
  };
}

function isOnPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

async function setProgress(db: Kysely<Tables>, { bankId, stage, done, lastId, version }: MailProgress): Promise<void> {
  const row = { done, last_id: lastId, version: version + 1 };
  if (version === 0) {
    await db
      .insertInto('mail_progress')
      .values({ bank_id: bankId, stage, ...row })
      .execute();
    return;
  }
  const result = await db
    .updateTable('mail_progress')
    .set(row)
    .where('bank_id', '=', bankId)
    .where('stage', '=', stage)
    .where('version', '=', version)
    .executeTakeFirst();
  expectUpdated(result, 'mail progress');
}

function mailRow(mail: Mail): Omit<Insertable<MailTable>, 'version'> {
  return {
    id: mail.id,
    bank_id: mail.bankId,
    user_id: mail.userId,
    subject_id: mail.subjectId,
    certificate_id: mail.certificateId,
    occasion: mail.occasion,
    due_at: mail.dueAt,
    state: mail.state,
    reason: mail.reason,
    next_try_at: mail.nextTryAt,
    tries: mail.tries,
    first_try_at: mail.firstTryAt,
    address: mail.address,
    letter: mail.letter && JSON.stringify(mail.letter),
    written_at: mail.writtenAt,
    answer: mail.answer,
    sent_at: mail.sentAt,
  };
}

function mailFrom(row: Selectable<MailTable>): Mail {
  return {
    id: row.id,
    bankId: row.bank_id,
    userId: row.user_id,
    subjectId: row.subject_id,
    certificateId: row.certificate_id,
    occasion: row.occasion,
    dueAt: row.due_at,
    state: row.state,
    reason: row.reason,
    nextTryAt: row.next_try_at,
    tries: row.tries,
    firstTryAt: row.first_try_at,
    address: row.address,
    letter: row.letter === null ? null : factsFrom(row.letter),
    writtenAt: row.written_at,
    answer: row.answer,
    sentAt: row.sent_at,
    version: row.version,
  };
}
