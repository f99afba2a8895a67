import type { Letter, Mailer, MailOutcome } from '@koshin/service/ports/mailer.ts';

export interface MemoryMailer extends Mailer {
  /** Every letter that was handed over, in order, accepted or not. */
  readonly letters: readonly Letter[];
  /** What becomes of the next letters, one each; then they are accepted again. Throwing breaks the try off. */
  next(...outcomes: readonly (MailOutcome['kind'] | (() => Promise<MailOutcome>))[]): void;
  /** Whether the bank's mails have a sender, and are signed. */
  sender: { readonly signed: boolean } | null;
}

/** A mailer that keeps what it is given, and answers as it is told. */
export function memoryMailer(): MemoryMailer {
  const letters: Letter[] = [];
  const outcomes: (MailOutcome['kind'] | (() => Promise<MailOutcome>))[] = [];
  return {
    letters,
    sender: { signed: true },
    next(...more) {
      outcomes.push(...more);
    },
    async send(letter) {
      if (/[\r\n]/.test(letter.to) || !letter.to.includes('@')) throw new RangeError(`${letter.to} is no address`);
      letters.push(letter);
      const outcome = outcomes.shift() ?? 'accepted';
      return typeof outcome === 'string' ? { kind: outcome, answer: `${outcome} by the test` } : outcome();
    },
    senderOf(bankId) {
      return this.sender && { address: `notices@${bankId}.example`, domain: `${bankId}.example`, ...this.sender };
    },
    close: async () => {},
  };
}
