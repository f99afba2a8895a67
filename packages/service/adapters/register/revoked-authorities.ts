import type { Kysely } from 'kysely';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Tables } from './schema.ts';

export function revokedAuthorities(db: Kysely<Tables>): RegisterTransaction['revokedAuthorities'] {
  return {
    async ofIssuer(issuerId) {
      const rows = db.selectFrom('revoked_authority').selectAll().where('issuer_id', '=', issuerId);
      return (await rows.execute()).map(({ serial, revoked_at, reason }) => ({
        issuerId,
        serial,
        at: revoked_at,
        reason,
      }));
    },
    async insert({ issuerId, serial, at, reason }) {
      const row = { issuer_id: issuerId, serial, revoked_at: at, reason, crl_number: null };
      const result = await db
        .insertInto('revoked_authority')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
}
