import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { ApplicationStateName } from '@koshin/lifecycle/tokens/states.ts';
import type { BankId, Localized, RenewalId, UserId } from './records.ts';

/** A 利用申込 for a dedicated USB token (R11). */
export interface TokenApplication {
  readonly bankId: BankId;
  /** 8 digits, once per bank. */
  readonly applicationNo: string;
  readonly userId: UserId;
  readonly state: ApplicationStateName;
  readonly collection: 'branch' | 'post';
  /** Where the bank reaches the customer about it, in his words. */
  readonly contact: string;
  /** Why it was declined or its token suspended. */
  readonly reason: Localized | null;
  /** Of the token registered for it. */
  readonly tokenSerial: string | null;
  readonly receivedAt: Instant;
  readonly changedAt: Instant;
  readonly version: number;
}

/** A USB token that a bank has registered for a user; once suspended it may be registered again, for whomever. */
export interface Token {
  readonly bankId: BankId;
  /** CK_TOKEN_INFO.serialNumber, without the blanks at its end. */
  readonly serial: string;
  readonly label: string;
  /** DER SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) of the key that the bank made in it. */
  readonly deviceKey: Uint8Array;
  readonly userId: UserId;
  readonly registeredAt: Instant;
  readonly suspendedAt: Instant | null;
}

/** Whether a chosen token was shown to be there: a challenge, and when its device key had signed it. */
export interface ChosenToken {
  readonly serial: string;
  readonly challenge: Uint8Array;
  readonly challengedAt: Instant;
  readonly provenAt: Instant | null;
}

/** The one that was chosen for a renewal. */
export interface TokenPresence extends ChosenToken {
  readonly renewalId: RenewalId;
}

export interface TokenApplicationView {
  /** A user's applications, the latest written first. */
  ofUser(userId: UserId): Promise<readonly TokenApplication[]>;
  get(key: { bankId: BankId; applicationNo: string }): Promise<TokenApplication | null>;
  /** All of a bank, the latest written first. */
  ofBank(bankId: BankId): Promise<readonly TokenApplication[]>;
}

export interface TokenApplicationStore extends TokenApplicationView {
  /** Throws `DuplicateRecord`: `token-application` where one of the user stands, `id` for a number given before. */
  insert(application: Omit<TokenApplication, 'version'>): Promise<void>;
  update(application: TokenApplication): Promise<void>;
}

export interface TokenView {
  /** Every token registered under this serial, suspended or not, the latest written first. */
  ofSerial(key: { bankId: BankId; serial: string }): Promise<readonly Token[]>;
  /** All of a bank, suspended or not, the latest written first. */
  ofBank(bankId: BankId): Promise<readonly Token[]>;
}

export interface TokenStore extends TokenView {
  /** Throws `DuplicateRecord`, rule `token-serial`, while a token of this serial is registered and not suspended. */
  insert(token: Token): Promise<void>;
  /** True when this call suspended it; false when it was suspended before, or is not there. */
  suspend(key: { bankId: BankId; serial: string; at: Instant }): Promise<boolean>;
}

export interface TokenPresenceView {
  ofRenewal(renewalId: RenewalId): Promise<TokenPresence | null>;
}

export interface TokenPresenceStore extends TokenPresenceView {
  /** In the place of the renewal's one before, proven or not. */
  challenge(presence: Omit<TokenPresence, 'provenAt'>): Promise<void>;
  /** True when this call proved it; false when it was proven before, or another challenge has taken its place. */
  prove(key: Pick<TokenPresence, 'renewalId' | 'challenge'> & { readonly at: Instant }): Promise<boolean>;
}
