import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { BankId } from './records.ts';

/** One line of the audit log; written in the transaction of its effect (invariant 7). */
export interface AuditEvent {
  readonly at: Instant;
  readonly bankId: BankId | null;
  readonly act: AuditAct;
  readonly actor: { readonly kind: 'customer' | 'bank' | 'system'; readonly id: string | null };
  /** What it was done to; ids only, never names, addresses, secrets or full login IDs. */
  readonly subject: Readonly<Record<string, string | number | boolean | null>>;
  readonly refNo: string | null;
}

/**
 * An audit event with its place in a chain, as it is stored. Whoever writes to the database can have written anything,
 * so nothing of it is believed before it was checked. `previous` and `hash` are hex (`docs/audit.md`).
 */
export interface ChainedEvent {
  /** Rises with everything written to the register's audit log. */
  readonly seq: number;
  readonly chain: number;
  /** From 1 on, without gaps. */
  readonly position: number;
  readonly previous: string;
  readonly hash: string;
  readonly at: Instant;
  readonly bankId: string | null;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  /** JSON text, as it was written. */
  readonly subject: string;
  readonly refNo: string | null;
}

/** A signed statement how far every chain had come; `text` is `encodeCheckpoint` of `pki`. */
export interface AuditCheckpoint {
  readonly number: number;
  readonly text: string;
  /** As X.509 carries it, over the UTF-8 of `text`. */
  readonly signature: Uint8Array;
}

/** A key that signs checkpoints. */
export interface AuditKey {
  /** The signer's name for it. */
  readonly keyName: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly recordedAt: Instant;
}

export type AuditAct =
  | 'audit-key-announced'
  | 'audit-key-created'
  | 'bank-created'
  | 'bank-changed'
  | 'issuer-requested'
  | 'issuer-certified'
  | 'issuer-created'
  | 'issuer-revoked'
  | 'ocsp-responder-intended'
  | 'ocsp-responder-issued'
  | 'ocsp-responder-key-destroyed'
  | 'mail-key-requested'
  | 'mail-certificate-intended'
  | 'mail-certificate-issued'
  | 'mail-certificate-imported'
  | 'mail-certificate-revoked'
  | 'mail-key-destroyed'
  | 'contract-created'
  | 'user-created'
  | 'certificate-intended'
  | 'certificate-issued'
  | 'certificate-activated'
  | 'certificate-retiring'
  | 'certificate-revoked'
  | 'crl-published'
  | 'presentation-accepted'
  | 'presentation-refused'
  | 'presentation-redeemed'
  | 'login-opened'
  | 'login-password-tried'
  | 'login-password-matched'
  | 'login-password-mismatch'
  | 'login-locked'
  | 'session-ended'
  | 'certificates-looked-up'
  | 'renewal-started'
  | 'renewal-confirmed'
  | 'renewal-window-moved'
  | 'renewal-saved'
  | 'renewal-installed'
  | 'renewal-proven'
  | 'renewal-ended'
  | 'many-keys-in-renewal'
  | 'acquisition-code-issued'
  | 'reissue-accepted'
  | 'acquisition-mismatch'
  | 'acquisition-locked'
  | 'acquisition-used'
  | 'acquisition-opened'
  | 'acquisition-password-given'
  | 'acquisition-saved'
  | 'acquisition-installed'
  | 'acquisition-closed'
  | 'login-password-set'
  | 'mails-planned'
  | 'mails-taken-back'
  | 'mail-sent'
  | 'mail-not-sent'
  | 'mail-resent'
  | 'mail-bounced'
  | 'mail-address-set'
  | 'notice-read'
  | 'notice-acknowledged'
  | 'notice-written'
  | 'notice-withdrawn'
  | 'token-application-received'
  | 'token-application-accepted'
  | 'token-application-declined'
  | 'token-application-withdrawn'
  | 'token-registered'
  | 'token-handed-over'
  | 'token-usable'
  | 'token-proven'
  | 'token-proof-mismatch'
  | 'token-suspended';
