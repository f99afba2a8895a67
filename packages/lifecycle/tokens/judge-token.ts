import type { RefusalCode } from '../refusals/codes.ts';
import type { RefusalDetail } from '../refusals/refusal.ts';
import { type ApplicationStateName, isHandedOver, stands } from './states.ts';

/** A token as the bank has registered it. */
export interface RegisteredToken {
  readonly serial: string;
  readonly userId: string;
  readonly suspended: boolean;
}

export type TokenJudgement =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      readonly code: Extract<
        RefusalCode,
        'token-not-registered' | 'token-other-user' | 'token-application-pending' | 'token-no-application'
      >;
      /** `tokenSerialTail` fills the texts: the last four characters of what was plugged in. */
      readonly detail: RefusalDetail;
    };

/**
 * May this user keep a key on the token of this serial? The serial is only what the customer's side says: accepted
 * means that the token may be challenged, never that it is there (invariant 6).
 *
 * Judged in the order of what the customer can do about it: take the right token; apply; wait; plug in the one handed
 * over.
 */
export function judgeToken({
  serial,
  userId,
  tokens,
  applications,
}: {
  /** CK_TOKEN_INFO.serialNumber, without the blanks at its end. */
  readonly serial: string;
  readonly userId: string;
  /** Of this bank. */
  readonly tokens: readonly RegisteredToken[];
  /** Of this user. */
  readonly applications: readonly { readonly state: ApplicationStateName; readonly tokenSerial: string | null }[];
}): TokenJudgement {
  const refuse = (code: Extract<TokenJudgement, { accepted: false }>['code']): TokenJudgement => ({
    accepted: false,
    code,
    detail: { tokenSerialTail: serial.slice(-4) },
  });
  const token = tokens.find((one) => one.serial === serial && !one.suspended);
  if (token !== undefined && token.userId !== userId) return refuse('token-other-user');
  const standing = applications.find(({ state }) => stands(state));
  if (standing === undefined) return refuse('token-no-application');
  if (!isHandedOver(standing.state)) return refuse('token-application-pending');
  if (token === undefined || standing.tokenSerial !== serial) return refuse('token-not-registered');
  return { accepted: true };
}
