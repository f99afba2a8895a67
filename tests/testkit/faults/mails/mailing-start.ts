import type { RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import type { MailOutcome } from '@koshin/service/ports/mailer.ts';

export interface MailingStart {
  readonly place: RegisterPlace;
  /** It says this to the mail server, see `helloName`. */
  readonly number: number;
  /** How far its clock is off, in milliseconds. */
  readonly clockShift: number;
  readonly mailPort: number;
  /** See `KillSwitch`; null: nowhere. */
  readonly killAt: string | null;
}

/** What it tells, one line of JSON each, before it goes on. */
export type ToldOfMails =
  /** From here on it plans and sends. */
  | { readonly begins: true }
  | { readonly passed: string }
  /** What it knows of a letter that it handed over, before it writes that down. */
  | { readonly messageId: string; readonly outcome: MailOutcome['kind'] };

export const helloName = (number: number): string => `node-${number}.koshin.example`;
export const numberFrom = (name: string): number => Number(/^node-(\d+)\./.exec(name)?.[1]);
