import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { ExpiringCertificate } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { revocationFrom } from './certificates.ts';
import type { Tables } from './schema.ts';

/** The certificates as the stages of mails see them: in the order of an index, without their bytes. */
export function expiringCertificates(
  db: Kysely<Tables>,
): Pick<RegisterView['certificates'], 'expiring' | 'expiringOf'> {
  const rows = () =>
    db
      .selectFrom('certificate as c')
      .innerJoin('user_account as u', 'u.id', 'c.user_id')
      .innerJoin('contract as k', 'k.id', 'u.contract_id')
      .innerJoin('issuer as i', 'i.id', 'c.issuer_id')
      .select(['c.id', 'c.user_id', 'u.contract_id', 'c.state', 'c.expiry_date', 'c.issued_at', 'c.retires_at'])
      .select(['c.revoked_at', 'c.revocation_reason', 'c.revoked_by', 'u.suspended_at', 'k.closed_at'])
      .select('i.revoked_at as authority_revoked_at')
      .select(({ selectFrom }) =>
        selectFrom('renewal as r')
          .innerJoin('certificate as s', 's.renewal_id', 'r.id')
          .select('s.id')
          .whereRef('r.certificate_id', '=', 'c.id')
          .where('r.state', 'not in', ['proven', 'cancelled', 'failed'])
          .where('s.state', '=', 'issued')
          .limit(1)
          .as('unproven_id'),
      );
  return {
    async expiring({ bankId, first, last, after, limit }) {
      const found = await rows()
        .where('c.bank_id', '=', bankId)
        .where('c.expiry_date', '<=', last)
        .where((eb) => eb.not(eb.and([eb('c.state', '=', 'issued'), eb('c.renewal_id', 'is not', null)])))
        .$if(after === null, (query) => query.where('c.expiry_date', '>=', first))
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(c.expiry_date, c.id) > (${after?.expiryDate}, ${after?.id})`),
        )
        .orderBy('c.expiry_date')
        .orderBy('c.id')
        .limit(limit)
        .execute();
      return found.map(expiringFrom);
    },
    async expiringOf(id) {
      const row = await rows().where('c.id', '=', id).executeTakeFirst();
      return row ? expiringFrom(row) : null;
    },
  };
}

type Row = Pick<
  Selectable<Tables['certificate']>,
  | 'id'
  | 'user_id'
  | 'state'
  | 'expiry_date'
  | 'issued_at'
  | 'retires_at'
  | 'revoked_at'
  | 'revocation_reason'
  | 'revoked_by'
> &
  Pick<Selectable<Tables['user_account']>, 'contract_id' | 'suspended_at'> &
  Pick<Selectable<Tables['contract']>, 'closed_at'> & {
    readonly unproven_id: string | null;
    readonly authority_revoked_at: Instant | null;
  };

function expiringFrom(row: Row): ExpiringCertificate {
  return {
    id: row.id,
    userId: row.user_id,
    contractId: row.contract_id,
    state: row.state,
    expiryDate: row.expiry_date,
    issuedAt: row.issued_at,
    retiresAt: row.retires_at,
    revocation: revocationFrom(row),
    unproven: row.unproven_id !== null,
    closed: closedBy(row),
  };
}

function closedBy(row: Row): ExpiringCertificate['closed'] {
  if (row.authority_revoked_at !== null) return 'authority-revoked';
  if (row.closed_at !== null) return 'contract-closed';
  return row.suspended_at === null ? null : 'user-closed';
}
