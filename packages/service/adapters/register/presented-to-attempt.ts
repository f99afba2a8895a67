import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Selectable } from 'kysely';
import type { AttemptView } from '../../ports/register/records.ts';
import { policyFrom } from './bank-policy.ts';
import { revocationFrom } from './certificates.ts';
import type { AttemptTable, CertificateTable } from './schema.ts';
import { statement } from './statement.ts';

interface IssuerRow {
  readonly bank_id: string;
  /** Null: the bank has no issuing CA. */
  readonly id: string | null;
}

/** Asked at each handshake: which CAs it has to name, newest first. */
export const issuersOfAttempt = statement<{ nonce: string }, IssuerRow>((db, given) =>
  db
    .selectFrom('presentation_attempt')
    .leftJoin('issuer', 'issuer.bank_id', 'presentation_attempt.bank_id')
    .select(['presentation_attempt.bank_id', 'issuer.id'])
    .where('nonce', '=', given('nonce'))
    .orderBy('generation', 'desc'),
);

type OfCertificate = Pick<
  Selectable<CertificateTable>,
  | 'serial'
  | 'fingerprint'
  | 'state'
  | 'not_before'
  | 'expiry_date'
  | 'retires_at'
  | 'successor_id'
  | 'revoked_at'
  | 'revocation_reason'
  | 'revoked_by'
>;

interface OwnedRow extends OfCertificate {
  readonly presented_id: string;
  readonly presented_user_id: string;
  readonly presented_renewal_id: string | null;
  readonly issuer_revoked_at: Instant | null;
  readonly suspended_at: Instant | null;
  readonly contract_closed_at: Instant | null;
}

interface Row extends Selectable<AttemptTable> {
  readonly policy: string;
}
type RowWith = Row & (OwnedRow | { readonly presented_id: null });

/** One row for each issuing CA of the bank; those that have not issued this serial number have no certificate. */
export const presentedTo = statement<{ nonce: string; serial: string }, RowWith>((db, given) =>
  db
    .selectFrom('presentation_attempt')
    .innerJoin('bank', 'bank.id', 'presentation_attempt.bank_id')
    .leftJoin('issuer', 'issuer.bank_id', 'presentation_attempt.bank_id')
    .leftJoin('certificate', (join) =>
      join.onRef('certificate.issuer_id', '=', 'issuer.id').on('certificate.serial', '=', given('serial')),
    )
    .leftJoin('user_account', 'user_account.id', 'certificate.user_id')
    .leftJoin('contract', 'contract.id', 'user_account.contract_id')
    .selectAll('presentation_attempt')
    .select(['bank.policy', 'certificate.id as presented_id', 'certificate.user_id as presented_user_id'])
    .select(['certificate.renewal_id as presented_renewal_id', 'serial', 'fingerprint', 'state'])
    .select(['certificate.not_before', 'expiry_date', 'retires_at', 'successor_id'])
    .select(['certificate.revoked_at', 'certificate.revocation_reason', 'revoked_by'])
    .select(['issuer.revoked_at as issuer_revoked_at', 'suspended_at', 'contract.closed_at as contract_closed_at'])
    .where('nonce', '=', given('nonce'))
    .$castTo<RowWith>(),
);

/** @param fingerprint of what was presented: preferred, should two CAs of the bank have issued the same serial number */
export function presentedFrom(
  rows: readonly [RowWith, ...RowWith[]],
  fingerprint: string,
): Pick<AttemptView, 'policy' | 'certificate'> {
  const issued = rows.filter((row): row is Row & OwnedRow => row.presented_id !== null);
  const row = issued.find((one) => one.fingerprint === fingerprint) ?? issued[0];
  return { policy: policyFrom(rows[0].policy), certificate: row ? ownedFrom(row) : null };
}

function ownedFrom(row: OwnedRow): NonNullable<AttemptView['certificate']> {
  return {
    id: row.presented_id,
    userId: row.presented_user_id,
    renewalId: row.presented_renewal_id,
    serial: row.serial,
    fingerprint: row.fingerprint,
    state: row.state,
    notBefore: row.not_before,
    expiryDate: row.expiry_date,
    revocation: revocationFrom(row),
    retiresAt: row.retires_at,
    successorId: row.successor_id,
    issuerRevokedAt: row.issuer_revoked_at,
    userSuspendedAt: row.suspended_at,
    contractClosedAt: row.contract_closed_at,
  };
}
