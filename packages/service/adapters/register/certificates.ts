import type { Revocation } from '@koshin/lifecycle/certificates/revocation.ts';
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import { owned, ownedFrom } from './owned-certificate.ts';
import type { CertificateTable, Tables } from './schema.ts';
import { insertion, statement } from './statement.ts';

type SerialKey = Parameters<RegisterTransaction['certificates']['bySerial']>[0];
type CertificateRow = Selectable<CertificateTable>;

const byId = statement<{ id: string }, CertificateRow>((db, given) =>
  db.selectFrom('certificate').selectAll().where('id', '=', given('id')),
);
const bySerial = statement<SerialKey, CertificateRow>((db, given) =>
  db
    .selectFrom('certificate')
    .selectAll()
    .where('issuer_id', '=', given('issuerId'))
    .where('serial', '=', given('serial')),
);
const insert = insertion('certificate');

export function certificates(db: Kysely<Tables>): Omit<RegisterTransaction['certificates'], 'expiring' | 'expiringOf'> {
  const rows = () => db.selectFrom('certificate').selectAll();
  return {
    async get(id) {
      const [row] = (await byId(db, { id })).rows;
      return row ? certificateFrom(row) : null;
    },
    async bySerial(key) {
      const [row] = (await bySerial(db, key)).rows;
      return row ? certificateFrom(row) : null;
    },
    async withOwner(key) {
      const [row] = (await owned(db, key)).rows;
      return row ? ownedFrom(row) : null;
    },
    async endings({ issuerId, serials }) {
      const found = await db
        .selectFrom('certificate')
        .select(['serial', 'revoked_at', 'revocation_reason', 'revoked_by', 'retires_at'])
        .where('issuer_id', '=', issuerId)
        .where('serial', 'in', toFewLengths(serials))
        .execute();
      return found.map((row) => ({
        serial: row.serial,
        revocation: revocationFrom(row),
        retiresAt: row.retires_at,
      }));
    },
    async ofUser(userId) {
      const own = rows().where('user_id', '=', userId).orderBy('expiry_date', 'desc').orderBy('seq', 'desc');
      return (await own.execute()).map(certificateFrom);
    },
    async usableOf({ issuerIds, today, now }) {
      const usable = <T extends 'own' | 'other'>(of: T) =>
        sql<boolean>`(${sql.ref(`${of}.state`)} in ('issued', 'active') and ${sql.ref(`${of}.expiry_date`)} >= ${today}
          and (${sql.ref(`${of}.retires_at`)} is null or ${sql.ref(`${of}.retires_at`)} > ${now}))`;
      const own = db.selectFrom('certificate as own').where('own.issuer_id', 'in', issuerIds).where(usable('own'));
      const all = await own.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow();
      const only = await own
        .select(({ fn }) => fn.count('own.user_id').distinct().as('count'))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('certificate as other')
                .innerJoin('issuer', 'issuer.id', 'other.issuer_id')
                .select('other.id')
                .whereRef('other.user_id', '=', 'own.user_id')
                .where('other.issuer_id', 'not in', issuerIds)
                .where('issuer.revoked_at', 'is', null)
                .where(usable('other')),
            ),
          ),
        )
        .executeTakeFirstOrThrow();
      return { certificates: Number(all.count), usersWithoutOther: Number(only.count) };
    },
    async ofRenewal(renewalId) {
      return (await rows().where('renewal_id', '=', renewalId).orderBy('seq').execute()).map(certificateFrom);
    },
    async insert(certificate) {
      await insert(db, { ...certificateRow(certificate), version: 1 });
    },
    async update(certificate) {
      const result = await db
        .updateTable('certificate')
        .set({ ...changeable(certificate), version: certificate.version + 1 })
        // What a CRL says of a retired certificate changes when it is revoked: it must be listed anew.
        .$if(certificate.revocation !== null, (update) =>
          update.set(({ eb, ref, lit }) => ({
            crl_number: eb.case().when('revoked_at', 'is', null).then(lit(null)).else(ref('crl_number')).end(),
          })),
        )
        .where('id', '=', certificate.id)
        .where('version', '=', certificate.version)
        .executeTakeFirst();
      expectUpdated(result, 'certificate');
    },
  };
}

/**
 * The same serial numbers, the last repeated until their count is a power of two: each count is another statement, and
 * prepared ones are kept.
 */
function toFewLengths(serials: readonly string[]): readonly string[] {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, serials.length)));
  return [...serials, ...Array<string>(length - serials.length).fill(serials.at(-1) ?? '')];
}

function certificateRow(
  certificate: Omit<CertificateRecord, 'version'>,
): Omit<Insertable<CertificateTable>, 'version'> {
  return {
    id: certificate.id,
    bank_id: certificate.bankId,
    user_id: certificate.userId,
    issuer_id: certificate.issuerId,
    crl_shard: certificate.crlShard,
    serial: certificate.serial,
    der: certificate.der,
    fingerprint: certificate.fingerprint,
    key_digest: certificate.keyDigest,
    subject_label: certificate.subjectLabel,
    issuer_label: certificate.issuerLabel,
    not_before: certificate.notBefore,
    expiry_date: certificate.expiryDate,
    issued_at: certificate.issuedAt,
    renewal_id: certificate.renewalId,
    ...changeable(certificate),
  };
}

/** All but what it is and whose: that stands in its bytes, and its indexes are left alone. */
function changeable(certificate: Omit<CertificateRecord, 'version'>) {
  return {
    state: certificate.state,
    activated_at: certificate.activatedAt,
    revoked_at: certificate.revocation?.at ?? null,
    revocation_reason: certificate.revocation?.reason ?? null,
    revoked_by: certificate.revocation?.by ?? null,
    retires_at: certificate.retiresAt,
    successor_id: certificate.successorId,
    saved_at: certificate.savedAt,
    installed_at: certificate.installedAt,
    installed_in: certificate.installedIn,
  };
}

export function certificateFrom(row: Selectable<CertificateTable>): CertificateRecord {
  return {
    id: row.id,
    bankId: row.bank_id,
    userId: row.user_id,
    issuerId: row.issuer_id,
    crlShard: row.crl_shard,
    serial: row.serial,
    der: new Uint8Array(row.der),
    fingerprint: row.fingerprint,
    keyDigest: row.key_digest,
    subjectLabel: row.subject_label,
    issuerLabel: row.issuer_label,
    notBefore: row.not_before,
    expiryDate: row.expiry_date,
    issuedAt: row.issued_at,
    state: row.state,
    activatedAt: row.activated_at,
    revocation: revocationFrom(row),
    retiresAt: row.retires_at,
    successorId: row.successor_id,
    renewalId: row.renewal_id,
    savedAt: row.saved_at,
    installedAt: row.installed_at,
    installedIn: row.installed_in,
    version: row.version,
  };
}

type RevocationColumns = Pick<Selectable<CertificateTable>, 'revoked_at' | 'revocation_reason' | 'revoked_by'>;

export function revocationFrom(row: RevocationColumns): Revocation | null {
  if (row.revoked_at === null || row.revocation_reason === null || row.revoked_by === null) return null;
  return { at: row.revoked_at, reason: row.revocation_reason, by: row.revoked_by };
}
