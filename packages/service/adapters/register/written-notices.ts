import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Kysely, Selectable } from 'kysely';
import type { NoticeCounts, NoticeReader, WrittenNotice } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { localizedFrom } from './json-text.ts';
import type { Tables, WrittenNoticeTable } from './schema.ts';

type Notices = RegisterTransaction['writtenNotices'];

/** Stands where a notice has no last day, so that one range of the index finds what is not over. */
const lastDayOfAll = calendarDay('9999-12-31');

const rowsTogether = 500;

/** All but the text. */
const columns = [
  'written_notice.id',
  'written_notice.bank_id',
  'written_notice.notice_no',
  'written_notice.subject',
  'written_notice.first_day',
  'written_notice.last_day',
  'written_notice.acknowledgement_asked',
  'written_notice.written_at',
  'written_notice.withdrawn_at',
] as const;

export function writtenNotices(db: Kysely<Tables>): Notices {
  const rows = db.selectFrom('written_notice').select(columns);
  return {
    receivedBy: (reader) => receivedBy(db, reader),
    async byNumber({ bankId, noticeNo }) {
      const row = await rows.where('bank_id', '=', bankId).where('notice_no', '=', noticeNo).executeTakeFirst();
      return row ? noticeFrom(row) : null;
    },
    async ofBank(bankId) {
      const found = rows.where('bank_id', '=', bankId).orderBy('written_at', 'desc').orderBy('id', 'desc');
      return (await found.execute()).map(noticeFrom);
    },
    async bodyOf(id) {
      const row = await db.selectFrom('written_notice').select('body').where('id', '=', id).executeTakeFirst();
      return row ? localizedFrom(row.body) : null;
    },
    readersOf: (id) => readersOf(db, id),
    countsOf: (id) => countsOf(db, id),
    insert: (notice) => insert(db, notice),
    async withdraw({ id, at }) {
      const { numUpdatedRows } = await db
        .updateTable('written_notice')
        .set({ withdrawn_at: at })
        .where('id', '=', id)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async markRead({ id, userId, at }) {
      await db
        .insertInto('written_notice_receipt')
        .values({ notice_id: id, user_id: userId, read_at: at, acknowledged_at: null })
        .onConflict((conflict) => conflict.columns(['user_id', 'notice_id']).doNothing())
        .execute();
    },
    async acknowledge({ id, userId, at }) {
      await db
        .insertInto('written_notice_receipt')
        .values({ notice_id: id, user_id: userId, read_at: at, acknowledged_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['user_id', 'notice_id'])
            .doUpdateSet({ acknowledged_at: at })
            .where('written_notice_receipt.acknowledged_at', 'is', null),
        )
        .execute();
    },
  };
}

async function receivedBy(
  db: Kysely<Tables>,
  { bankId, contractId, userId, today }: Parameters<Notices['receivedBy']>[0],
): ReturnType<Notices['receivedBy']> {
  const found = await db
    .selectFrom('written_notice_reader as reader')
    .innerJoin('written_notice', 'written_notice.id', 'reader.notice_id')
    .leftJoin('written_notice_receipt as receipt', (join) =>
      join.onRef('receipt.notice_id', '=', 'reader.notice_id').on('receipt.user_id', '=', userId),
    )
    .select([...columns, 'receipt.read_at', 'receipt.acknowledged_at'])
    .where('reader.reader_id', 'in', [bankId, contractId, userId])
    .where('reader.last_day', '>=', today)
    .where('written_notice.first_day', '<=', today)
    .where('written_notice.withdrawn_at', 'is', null)
    .execute();
  const each = new Map(found.map((row) => [row.id, row]));
  // Not asked of the database: it would look through everything that this bank ever wrote.
  const own = [...each.values()].filter((row) => row.bank_id === bankId);
  return own.map((row) => ({ ...noticeFrom(row), readAt: row.read_at, acknowledgedAt: row.acknowledged_at }));
}

async function insert(db: Kysely<Tables>, notice: Parameters<Notices['insert']>[0]): Promise<void> {
  await db
    .insertInto('written_notice')
    .values({
      id: notice.id,
      bank_id: notice.bankId,
      notice_no: notice.noticeNo,
      subject: JSON.stringify(notice.subject),
      first_day: notice.firstDay,
      last_day: notice.lastDay,
      acknowledgement_asked: notice.acknowledgementAsked ? 1 : 0,
      written_at: notice.writtenAt,
      withdrawn_at: notice.withdrawnAt,
      body: JSON.stringify(notice.body),
    })
    .execute();
  const readers = notice.readers.map(({ kind, id }) => ({
    notice_id: notice.id,
    kind,
    reader_id: id,
    last_day: notice.lastDay ?? lastDayOfAll,
  }));
  for (let from = 0; from < readers.length; from += rowsTogether) {
    await db
      .insertInto('written_notice_reader')
      .values(readers.slice(from, from + rowsTogether))
      .execute();
  }
}

async function readersOf(db: Kysely<Tables>, id: string): Promise<readonly NoticeReader[]> {
  return db
    .selectFrom('written_notice_reader')
    .select(['kind', 'reader_id as id'])
    .where('notice_id', '=', id)
    .orderBy('reader_id')
    .execute();
}

async function countsOf(db: Kysely<Tables>, id: string): Promise<NoticeCounts> {
  const { read, acknowledged } = await db
    .selectFrom('written_notice_receipt')
    .select(({ fn }) => [fn.countAll().as('read'), fn.count('acknowledged_at').as('acknowledged')])
    .where('notice_id', '=', id)
    .executeTakeFirstOrThrow();
  return { readers: await countReaders(db, id), read: Number(read), acknowledged: Number(acknowledged) };
}

/** Of each kind by itself, as each has an index of its own; who is named beside his contract counts with that. */
async function countReaders(db: Kysely<Tables>, id: string): Promise<number> {
  const named = db
    .selectFrom('written_notice_reader as reader')
    .where('reader.notice_id', '=', id)
    .select(({ fn }) => fn.countAll().as('count'));
  const ofKind = (kind: NoticeReader['kind'], column: 'bank_id' | 'contract_id' | 'id') =>
    named
      .innerJoin('user_account', `user_account.${column}`, 'reader.reader_id')
      .innerJoin('contract', 'contract.id', 'user_account.contract_id')
      .where('reader.kind', '=', kind)
      .where('user_account.suspended_at', 'is', null)
      .where('contract.closed_at', 'is', null);
  const all = await ofKind('bank', 'bank_id').executeTakeFirstOrThrow();
  if (Number(all.count) > 0) return Number(all.count);
  const byContract = await ofKind('contract', 'contract_id').executeTakeFirstOrThrow();
  const byName = await ofKind('user', 'id')
    .where('user_account.contract_id', 'not in', ({ selectFrom }) =>
      selectFrom('written_notice_reader as other')
        .select('other.reader_id')
        .where('other.notice_id', '=', id)
        .where('other.kind', '=', 'contract'),
    )
    .executeTakeFirstOrThrow();
  return Number(byContract.count) + Number(byName.count);
}

function noticeFrom(row: Omit<Selectable<WrittenNoticeTable>, 'body'>): WrittenNotice {
  return {
    id: row.id,
    bankId: row.bank_id,
    noticeNo: row.notice_no,
    subject: localizedFrom(row.subject),
    firstDay: row.first_day,
    lastDay: row.last_day,
    acknowledgementAsked: row.acknowledgement_asked === 1,
    writtenAt: row.written_at,
    withdrawnAt: row.withdrawn_at,
  };
}
