import type { Insertable, Kysely, Selectable } from 'kysely';
import type { MailCertificate } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { textsFrom } from './json-text.ts';
import type { MailCertificateTable, Tables } from './schema.ts';

export function mailCertificates(db: Kysely<Tables>): RegisterTransaction['mailCertificates'] {
  return {
    async ofBank(bankId) {
      const rows = db.selectFrom('mail_certificate').selectAll().where('bank_id', '=', bankId);
      return (await rows.orderBy('number', 'desc').execute()).map(certificateFrom);
    },
    async issued({ issuerId, serials }) {
      return db
        .selectFrom('mail_certificate')
        .select('serial')
        .where('issuer_id', '=', issuerId)
        .where('serial', 'in', serials)
        .where('certificate_der', 'is not', null)
        .execute();
    },
    async insert(certificate) {
      await db.insertInto('mail_certificate').values(certificateRow(certificate)).execute();
    },
    async complete({ bankId, number, certificateDer }) {
      const result = await db
        .updateTable('mail_certificate')
        .set({ certificate_der: certificateDer })
        .where('bank_id', '=', bankId)
        .where('number', '=', number)
        .where('certificate_der', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function certificateRow(certificate: MailCertificate): Insertable<MailCertificateTable> {
  const { issuance, above } = certificate;
  return {
    bank_id: certificate.bankId,
    number: certificate.number,
    key_name: certificate.keyName,
    address: certificate.address,
    issuer_id: issuance?.issuerId ?? null,
    tbs: issuance?.tbs ?? null,
    serial: certificate.serial,
    certificate_der: certificate.certificateDer,
    above: JSON.stringify(above.map((der) => Buffer.from(der).toString('base64'))),
    not_before: certificate.notBefore,
    not_after: certificate.notAfter,
    recorded_at: certificate.recordedAt,
  };
}

function certificateFrom(row: Selectable<MailCertificateTable>): MailCertificate {
  const { issuer_id: issuerId, tbs } = row;
  return {
    bankId: row.bank_id,
    number: row.number,
    keyName: row.key_name,
    address: row.address,
    issuance: issuerId === null || tbs === null ? null : { issuerId, tbs: new Uint8Array(tbs) },
    serial: row.serial,
    certificateDer: row.certificate_der && new Uint8Array(row.certificate_der),
    above: textsFrom(row.above).map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    notBefore: row.not_before,
    notAfter: row.not_after,
    recordedAt: row.recorded_at,
  };
}
