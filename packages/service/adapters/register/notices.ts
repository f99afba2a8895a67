import type { Kysely } from 'kysely';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Tables } from './schema.ts';

export function notices(db: Kysely<Tables>): RegisterTransaction['notices'] {
  return {
    async receiptsOf(userId) {
      const rows = await db
        .selectFrom('notice_receipt')
        .select(['user_id as userId', 'notice_no as noticeNo', 'read_at as readAt'])
        .where('user_id', '=', userId)
        .orderBy('read_at')
        .orderBy('notice_no')
        .execute();
      return rows;
    },
    async markRead({ userId, noticeNo, readAt }) {
      await db
        .insertInto('notice_receipt')
        .values((eb) => ({
          bank_id: eb.selectFrom('user_account').select('bank_id').where('id', '=', userId).$asScalar(),
          user_id: userId,
          notice_no: noticeNo,
          read_at: readAt,
        }))
        .onConflict((conflict) => conflict.columns(['user_id', 'notice_no']).doNothing())
        .execute();
    },
  };
}
