import type { Insertable, Kysely, Selectable } from 'kysely';
import type { OcspResponder } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { OcspResponderTable, Tables } from './schema.ts';

export function ocspResponders(db: Kysely<Tables>): RegisterTransaction['ocspResponders'] {
  return {
    async ofIssuer(issuerId) {
      const rows = db.selectFrom('ocsp_responder').selectAll().where('issuer_id', '=', issuerId);
      return (await rows.orderBy('number', 'desc').execute()).map(responderFrom);
    },
    async insert(responder) {
      await db.insertInto('ocsp_responder').values(responderRow(responder)).execute();
    },
    async complete({ issuerId, number, certificateDer }) {
      const result = await db
        .updateTable('ocsp_responder')
        .set({ certificate_der: certificateDer })
        .where('issuer_id', '=', issuerId)
        .where('number', '=', number)
        .where('certificate_der', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function responderRow(responder: OcspResponder): Insertable<OcspResponderTable> {
  return {
    issuer_id: responder.issuerId,
    number: responder.number,
    key_name: responder.keyName,
    serial: responder.serial,
    tbs: responder.tbs,
    certificate_der: responder.certificateDer,
    not_before: responder.notBefore,
    not_after: responder.notAfter,
    recorded_at: responder.recordedAt,
  };
}

function responderFrom(row: Selectable<OcspResponderTable>): OcspResponder {
  return {
    issuerId: row.issuer_id,
    number: row.number,
    keyName: row.key_name,
    serial: row.serial,
    tbs: new Uint8Array(row.tbs),
    certificateDer: row.certificate_der && new Uint8Array(row.certificate_der),
    notBefore: row.not_before,
    notAfter: row.not_after,
    recordedAt: row.recorded_at,
  };
}
