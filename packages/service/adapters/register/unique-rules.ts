import type { DuplicateRecord } from '../../ports/register/register.ts';

type Rule = DuplicateRecord['rule'];

/** The unique indexes that state a rule; PostgreSQL tells the index, SQLite the columns. All others keep ids apart. */
const rules: readonly { readonly rule: Rule; readonly index: string; readonly columns: string }[] = [
  { rule: 'live-renewal', index: 'renewal_live', columns: 'renewal.certificate_id' },
  { rule: 'key-digest', index: 'intent_key_digest', columns: 'issuance_intent.key_digest' },
  { rule: 'key-digest', index: 'certificate_key_digest', columns: 'certificate.key_digest' },
  { rule: 'serial', index: 'intent_serial', columns: 'issuance_intent.issuer_id, issuance_intent.serial' },
  { rule: 'serial', index: 'certificate_serial', columns: 'certificate.issuer_id, certificate.serial' },
  { rule: 'serial', index: 'ocsp_responder_serial', columns: 'ocsp_responder.issuer_id, ocsp_responder.serial' },
  { rule: 'serial', index: 'mail_certificate_serial', columns: 'mail_certificate.issuer_id, mail_certificate.serial' },
  { rule: 'token-application', index: 'token_application_standing', columns: 'token_application.user_id' },
  { rule: 'token-serial', index: 'token_registered', columns: 'token.bank_id, token.serial' },
  { rule: 'login-id', index: 'user_login_id', columns: 'user_account.bank_id, user_account.login_id' },
];

export function ruleOfIndex(index: string | undefined): Rule {
  return rules.find((known) => known.index === index)?.rule ?? 'id';
}

/** @param columns as in `UNIQUE constraint failed: certificate.issuer_id, certificate.serial` */
export function ruleOfColumns(columns: string): Rule {
  return rules.find((known) => known.columns === columns)?.rule ?? 'id';
}
