import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { BankId } from './register/records.ts';

export type Language = 'ja' | 'en';

/** One mail to one person, before it is put into MIME. */
export interface Letter {
  /** Message-ID without its angle brackets (RFC 5322 3.6.4); the same in every try of this mail. */
  readonly messageId: string;
  /** Stands in `Date`, and in the signature. */
  readonly date: Instant;
  /** Whose address and signature it bears. */
  readonly bankId: BankId;
  /** One addr-spec (RFC 5322 3.4.1), ASCII. */
  readonly to: string;
  readonly language: Language;
  readonly subject: string;
  /** Lines end with LF. */
  readonly text: string;
  /** A whole document, the same words as the text; nothing in it is fetched from anywhere. */
  readonly html: string;
  /** An iCalendar object (RFC 5545) to attach, lines ending with CRLF; null: none. */
  readonly calendar: string | null;
}

/** What became of one try. The answer is the server's own line, or what went wrong, in English, for log and operator. */
export type MailOutcome =
  /** The server has taken it over. In an outbox: it is in its folder, durably. */
  | { readonly kind: 'accepted'; readonly answer: string }
  /** Certainly not taken now, may be later: 4xx, no connection, no answer before the message was handed over. */
  | {
      readonly kind: 'deferred';
      readonly answer: string;
      /**
       * Where no server has spoken about this mail: its turn did not come (`no-turn`), or nothing can be handed over from
       * here until somebody sees to it (`ours`): no mail server, no login, no key, no room on the disk.
       */
      readonly cause?: 'no-turn' | 'ours';
    }
  /** Not taken, and never will be: 5xx to this recipient or to this message. */
  | { readonly kind: 'refused'; readonly answer: string }
  /** Handed over, but the answer did not come: it may have been taken. Only the same letter may be sent again. */
  | { readonly kind: 'unclear'; readonly answer: string };

/**
 * Puts letters into MIME, signs them for their bank, and hands them over.
 *
 * Contract, tested by `mailer.contract.ts`:
 * - `send` throws for no fault of the network or the server: the outcome says it. It throws RangeError for a letter that
 *   is not of its form (an address with a line break, a bank that has no sender), before anything is sent.
 * - `accepted` is said only after the other side has taken it over for good.
 * - One address that stalls does not hold up another: any number of calls may run at the same time, and each ends within
 *   `longestTry` (lifecycle).
 * - Everything that a reader sees of the same letter is the same in every try.
 */
export interface Mailer {
  send(letter: Letter): Promise<MailOutcome>;
  /** The sender of a bank's mails, and what stands right of the @ in its Message-IDs; null: the bank sends none. */
  senderOf(bankId: BankId): { readonly address: string; readonly domain: string; readonly signed: boolean } | null;
  /** Ends connections; letters under way are finished first. */
  close(): Promise<void>;
}
