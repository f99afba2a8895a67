import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { AuthorityReason } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import type { Revocation } from '@koshin/lifecycle/certificates/revocation.ts';
import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import type { RenewalStateName } from '@koshin/lifecycle/renewal/states.ts';
import type { Generated, GeneratedAlways } from 'kysely';
import type {
  AuditAct,
  AuditEvent,
  CertificateRecord,
  Mail,
  NoticeReader,
  Purpose,
  Reissue,
  RevokedAuthority,
  Role,
  Session,
  User,
} from '../../ports/register/records.ts';
import type { TokenApplicationTable, TokenPresenceTable, TokenTable } from './token-schema.ts';

/*
 * The rows as the drivers give and take them. Instants are milliseconds UTC, days `YYYY-MM-DD`, structures JSON text,
 * truth 0 or 1. `seq` is the order of writing, where instants may be equal.
 */

export type Bytes = Uint8Array;
type Json = string;
type Truth = 0 | 1;
export type Sequence = GeneratedAlways<number>;

export interface BankTable {
  id: string;
  name: Json;
  service_name: Json;
  self: Json;
  help_desk: Json;
  phone: string;
  phone_hours: Json;
  policy: Json;
}

export interface ContractTable {
  id: string;
  bank_id: string;
  contract_number: string;
  company_name: string;
  closed_at: Instant | null;
}

export interface UserTable {
  id: string;
  bank_id: string;
  contract_id: string;
  login_id: string;
  name: string;
  role: Role;
  suspended_at: Instant | null;
  mail_address: string | null;
  /** Null in rows of the release before: Japanese. */
  language: User['language'] | null;
  mail_bounced_at: Instant | null;
  password_hash: string | null;
  password_failures: number;
  locked_until: Instant | null;
  last_login_at: Instant | null;
  version: number;
}

export interface IssuerTable {
  id: string;
  bank_id: string | null;
  generation: number;
  key_name: string;
  certificate_der: Bytes;
  issued_by: string | null;
  not_before: Instant;
  not_after: Instant;
  takes_over_at: Instant | null;
  revoked_at: Instant | null;
  revocation_reason: AuthorityReason | null;
}

export interface RevokedAuthorityTable {
  issuer_id: string;
  serial: string;
  revoked_at: Instant;
  reason: RevokedAuthority['reason'];
  /** Of the first CRL that lists it, given out or published. */
  crl_number: number | null;
}

export interface OcspResponderTable {
  issuer_id: string;
  number: number;
  key_name: string;
  serial: string;
  tbs: Bytes;
  certificate_der: Bytes | null;
  not_before: Instant;
  not_after: Instant;
  recorded_at: Instant;
}

export interface MailCertificateTable {
  bank_id: string;
  number: number;
  key_name: string;
  address: string;
  issuer_id: string | null;
  tbs: Bytes | null;
  serial: string;
  certificate_der: Bytes | null;
  above: string;
  not_before: Instant;
  not_after: Instant;
  recorded_at: Instant;
}

export interface CertificateTable {
  seq: Sequence;
  id: string;
  bank_id: string;
  user_id: string;
  issuer_id: string;
  crl_shard: number;
  serial: string;
  der: Bytes;
  fingerprint: string;
  key_digest: string;
  subject_label: string;
  issuer_label: string;
  not_before: Instant;
  expiry_date: CalendarDay;
  issued_at: Instant;
  state: CertificateRecord['state'];
  activated_at: Instant | null;
  revoked_at: Instant | null;
  revocation_reason: Revocation['reason'] | null;
  revoked_by: Revocation['by'] | null;
  retires_at: Instant | null;
  successor_id: string | null;
  renewal_id: string | null;
  saved_at: Instant | null;
  installed_at: Instant | null;
  installed_in: CertificateRecord['installedIn'];
  version: number;
  /** The number of the first CRL that lists it, given out and perhaps never signed; written by the CRLs alone. */
  crl_number: Generated<number | null>;
}

export interface CrlShardTable {
  issuer_id: string;
  shard: number;
  url: string;
  estimate: number;
  last_expiry_date: CalendarDay | null;
  closed_at: Instant | null;
}

export interface CrlTable {
  issuer_id: string;
  shard: number;
  number: number;
  this_update: Instant;
  next_update: Instant;
  scheduled_at: Instant;
  complete: Truth;
  reserved_at: Instant;
  der: Bytes | null;
  fingerprint: string | null;
}

export interface IntentTable {
  seq: Sequence;
  certificate_id: string;
  bank_id: string;
  user_id: string;
  issuer_id: string;
  crl_shard: number;
  serial: string;
  profile: 'client-authentication';
  key_digest: string;
  tbs: Bytes;
  subject_label: string;
  not_before: Instant;
  expiry_date: CalendarDay;
  renewal_id: string | null;
  recorded_at: Instant;
  completed_at: Instant | null;
}

export interface MailTable {
  id: string;
  bank_id: string;
  user_id: string;
  subject_id: string;
  certificate_id: string | null;
  occasion: string;
  due_at: Instant;
  state: Mail['state'];
  reason: Mail['reason'];
  next_try_at: Instant;
  tries: number;
  first_try_at: Instant | null;
  address: string | null;
  letter: Json | null;
  written_at: Instant | null;
  answer: string | null;
  sent_at: Instant | null;
  version: number;
}

export interface MailProgressTable {
  bank_id: string;
  stage: string;
  done: CalendarDay;
  last_id: string | null;
  version: number;
}

export interface RenewalTable {
  seq: Sequence;
  id: string;
  bank_id: string;
  user_id: string;
  certificate_id: string;
  state: RenewalStateName;
  started_at: Instant;
  window_id: string | null;
  window_seen_at: Instant | null;
  confirmed_in: string | null;
  used_on_other_pcs: Truth | null;
  proven_at: Instant | null;
  proven_certificate_id: string | null;
  ended_reason: string | null;
  ended_at: Instant | null;
  version: number;
}

export interface AttemptTable {
  nonce: string;
  secret_hash: string;
  browser_hash: string;
  bank_id: string;
  purpose: Purpose;
  session_hash: string | null;
  user_id: string | null;
  certificate_id: string | null;
  renewal_id: string | null;
  started_at: Instant;
  expires_at: Instant;
  closed_at: Instant | null;
}

export interface PresentationTable {
  seq: Sequence;
  ticket_hash: string;
  nonce: string;
  bank_id: string;
  at: Instant;
  expires_at: Instant;
  certificate_id: string | null;
  refusal: RefusalCode | null;
  facts: Json;
  protocol: string;
  ref_no: string;
  redeemed_at: Instant | null;
}

export interface SessionTable {
  hash: string;
  bank_id: string;
  user_id: string;
  certificate_id: string;
  browser_hash: string;
  stage: Session['stage'];
  started_at: Instant;
  last_seen_at: Instant;
  password_at: Instant | null;
  also_presented: Json;
  previous_login_at: Instant | null;
  banner_kind: NonNullable<Session['banner']>['kind'] | null;
  banner_expiry_date: CalendarDay | null;
  ended_at: Instant | null;
  end_reason: Session['endReason'];
}

export interface AcquisitionTable {
  seq: Sequence;
  id: string;
  bank_id: string;
  user_id: string;
  code_hash: string;
  issued_at: Instant;
  expires_at: Instant;
  failures: number;
  used_at: Instant | null;
  used_key_digest: string | null;
  /** Both or neither. */
  reissued_certificate_id: string | null;
  reissued_fate: Reissue['current'] | null;
  /** With `opened_at` both or neither. */
  opened_in: string | null;
  opened_at: Instant | null;
  password_at: Instant | null;
  password_set_at: Instant | null;
  /** With its challenge and that one's instant all or none. */
  token_serial: string | null;
  token_challenge: Bytes | null;
  token_challenged_at: Instant | null;
  token_proven_at: Instant | null;
  version: number;
}

interface NoticeReceiptTable {
  bank_id: string;
  user_id: string;
  notice_no: string;
  read_at: Instant;
}

export interface WrittenNoticeTable {
  id: string;
  bank_id: string;
  notice_no: string;
  subject: Json;
  first_day: CalendarDay;
  last_day: CalendarDay | null;
  acknowledgement_asked: Truth;
  written_at: Instant;
  withdrawn_at: Instant | null;
  body: Json;
}

interface WrittenNoticeReaderTable {
  notice_id: string;
  kind: NoticeReader['kind'];
  reader_id: string;
  /** The notice's own; of one without, the last day there is. */
  last_day: CalendarDay;
}

interface WrittenNoticeReceiptTable {
  user_id: string;
  notice_id: string;
  read_at: Instant;
  acknowledged_at: Instant | null;
}

export interface AuditEventTable {
  seq: Sequence;
  at: Instant;
  bank_id: string | null;
  act: AuditAct;
  actor_kind: AuditEvent['actor']['kind'];
  actor_id: string | null;
  subject: Json;
  ref_no: string | null;
  /** Its place in a chain; nullable only because they came later. */
  chain: number | null;
  position: number | null;
  previous: Bytes | null;
  hash: Bytes | null;
}

/** The textual entries of an event's subject once more, so that they can be looked up. */
interface AuditSubjectTable {
  seq: number;
  key: string;
  value: string;
}

export interface CheckpointTable {
  number: number;
  text: string;
  signature: Bytes;
}

export interface AuditKeyTable {
  seq: Sequence;
  key_name: string;
  public_key: Bytes;
  recorded_at: Instant;
}

export interface Tables {
  bank: BankTable;
  contract: ContractTable;
  user_account: UserTable;
  issuer: IssuerTable;
  revoked_authority: RevokedAuthorityTable;
  ocsp_responder: OcspResponderTable;
  mail_certificate: MailCertificateTable;
  certificate: CertificateTable;
  issuance_intent: IntentTable;
  crl_shard: CrlShardTable;
  crl: CrlTable;
  renewal: RenewalTable;
  presentation_attempt: AttemptTable;
  presentation: PresentationTable;
  session: SessionTable;
  acquisition: AcquisitionTable;
  token_application: TokenApplicationTable;
  token: TokenTable;
  token_presence: TokenPresenceTable;
  notice_receipt: NoticeReceiptTable;
  written_notice: WrittenNoticeTable;
  written_notice_reader: WrittenNoticeReaderTable;
  written_notice_receipt: WrittenNoticeReceiptTable;
  mail: MailTable;
  mail_progress: MailProgressTable;
  audit_event: AuditEventTable;
  audit_subject: AuditSubjectTable;
  audit_checkpoint: CheckpointTable;
  audit_key: AuditKeyTable;
}
