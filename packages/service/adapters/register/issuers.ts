import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Issuer } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { IssuerTable, Tables } from './schema.ts';
import { statement } from './statement.ts';

const ofBank = statement<{ bankId: string }, Selectable<IssuerTable>>((db, given) =>
  db.selectFrom('issuer').selectAll().where('bank_id', '=', given('bankId')).orderBy('generation', 'desc'),
);

export function issuers(db: Kysely<Tables>): RegisterTransaction['issuers'] {
  const rows = () => db.selectFrom('issuer').selectAll();
  return {
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row ? issuerFrom(row) : null;
    },
    async all() {
      return (await rows().orderBy('id').execute()).map(issuerFrom);
    },
    async ofBank(bankId) {
      return (await ofBank(db, { bankId })).rows.map(issuerFrom);
    },
    async insert(issuer) {
      await db.insertInto('issuer').values(issuerRow(issuer)).execute();
    },
    async revoke({ id, revocation }) {
      const result = await db
        .updateTable('issuer')
        .set({ revoked_at: revocation.at, revocation_reason: revocation.reason })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function issuerRow(issuer: Issuer): Insertable<IssuerTable> {
  return {
    id: issuer.id,
    bank_id: issuer.bankId,
    generation: issuer.generation,
    key_name: issuer.keyName,
    certificate_der: issuer.certificateDer,
    issued_by: issuer.issuedBy,
    not_before: issuer.notBefore,
    not_after: issuer.notAfter,
    takes_over_at: issuer.takesOverAt,
    revoked_at: issuer.revocation?.at ?? null,
    revocation_reason: issuer.revocation?.reason ?? null,
  };
}

function issuerFrom(row: Selectable<IssuerTable>): Issuer {
  return {
    id: row.id,
    bankId: row.bank_id,
    generation: row.generation,
    keyName: row.key_name,
    certificateDer: new Uint8Array(row.certificate_der),
    issuedBy: row.issued_by,
    notBefore: row.not_before,
    notAfter: row.not_after,
    takesOverAt: row.takes_over_at,
    revocation:
      row.revoked_at === null || row.revocation_reason === null
        ? null
        : { at: row.revoked_at, reason: row.revocation_reason },
  };
}
