import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Selectable } from 'kysely';
import type { RegisterView } from '../../ports/register/register.ts';
import { certificateFrom } from './certificates.ts';
import type { CertificateTable, ContractTable, UserTable } from './schema.ts';
import { statement } from './statement.ts';

type WithOwner = RegisterView['certificates']['withOwner'];
type Renamed = 'id' | 'bank_id' | 'version';

interface Row
  extends Selectable<CertificateTable>,
    Omit<Selectable<UserTable>, Renamed>,
    Omit<Selectable<ContractTable>, Renamed> {
  readonly user_bank_id: string;
  readonly user_version: number;
  readonly contract_bank_id: string;
  readonly issuer_revoked_at: Instant | null;
}

/** A certificate by its serial number, with its user and his contract: what is asked whenever one is presented. */
export const owned = statement<Parameters<WithOwner>[0], Row>((db, given) =>
  db
    .selectFrom('certificate')
    .innerJoin('user_account', 'user_account.id', 'certificate.user_id')
    .innerJoin('contract', 'contract.id', 'user_account.contract_id')
    .innerJoin('issuer', 'issuer.id', 'certificate.issuer_id')
    .selectAll('certificate')
    .select(['user_account.bank_id as user_bank_id', 'user_account.version as user_version'])
    .select(['contract_id', 'login_id', 'name', 'role', 'suspended_at', 'password_hash', 'password_failures'])
    .select(['locked_until', 'last_login_at', 'mail_address', 'language', 'mail_bounced_at'])
    .select('issuer.revoked_at as issuer_revoked_at')
    .select(['contract.bank_id as contract_bank_id', 'contract_number', 'company_name', 'closed_at'])
    .where('certificate.issuer_id', '=', given('issuerId'))
    .where('certificate.serial', '=', given('serial')),
);

/** Each part is taken by name: copying all of so wide a row costs more than reading it. */
export function ownedFrom(row: Row): NonNullable<Awaited<ReturnType<WithOwner>>> {
  return {
    certificate: certificateFrom(row),
    issuerRevokedAt: row.issuer_revoked_at,
    user: {
      id: row.user_id,
      bankId: row.user_bank_id,
      contractId: row.contract_id,
      loginId: row.login_id,
      name: row.name,
      role: row.role,
      suspendedAt: row.suspended_at,
      passwordHash: row.password_hash,
      passwordFailures: row.password_failures,
      lockedUntil: row.locked_until,
      lastLoginAt: row.last_login_at,
      mailAddress: row.mail_address,
      language: row.language ?? 'ja',
      mailBouncedAt: row.mail_bounced_at,
      version: row.user_version,
    },
    contract: {
      id: row.contract_id,
      bankId: row.contract_bank_id,
      contractNumber: row.contract_number,
      companyName: row.company_name,
      closedAt: row.closed_at,
    },
  };
}
