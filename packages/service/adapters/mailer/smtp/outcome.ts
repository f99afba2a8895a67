import type { MailOutcome } from '../../../ports/mailer.ts';

/** What nodemailer says of a hand-over that failed. */
export interface HandingError extends Error {
  /** EENVELOPE and EMESSAGE: a complete answer to MAIL, RCPT, DATA or the message itself. */
  readonly code?: string | undefined;
  /** The system's own, such as ECONNREFUSED. */
  readonly originalCode?: string | undefined;
  readonly responseCode?: number | undefined;
  /** The server's whole answer. */
  readonly response?: string | undefined;
  /** The command it belongs to. */
  readonly command?: string | undefined;
}

/**
 * What became of a mail whose hand-over failed.
 *
 * @param wholeGiven whether the end of the message may have left: then only an answer says that it was not taken
 */
export function outcomeOf(error: HandingError, { wholeGiven }: { readonly wholeGiven: boolean }): MailOutcome {
  const answer = oneLine(error.response ?? error.message);
  const { code = '', responseCode = 0, command = '' } = error;
  // A server that tells its limit beforehand (SIZE, RFC 1870) is not even asked.
  if (code === 'EMESSAGE' && responseCode === 0 && command === 'MAIL FROM') return { kind: 'refused', answer };
  const isAnswer = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 400 && responseCode <= 599;
  if (!isAnswer) return { kind: wholeGiven ? 'unclear' : 'deferred', answer };
  if (responseCode < 500) return { kind: 'deferred', answer };
  return speaksOfUs({ answer, responseCode, command })
    ? {
        kind: 'deferred',
        answer: `${answer} (this speaks of us, not of the recipient: see to the settings of mail)`,
        cause: 'ours',
      }
    : { kind: 'refused', answer };
}

/** Commands in a wrong order or unknown, and logins (RFC 5321 4.2.3, RFC 4954 6). */
const ofTheDialogue = new Set([500, 502, 503, 504, 530, 534, 535, 538]);
/** RFC 3463, RFC 7372 and RFC 8616: logins, encryption, trust, and our domain's DKIM, SPF and reverse DNS. */
const ofTheSender = /^5[0-9]{2}[ -]5\.(1\.[78]|7\.(0|[4-9]|1[0-4]|2[0-9]|54))\b/;

/**
 * A 5xx that every mail of this bank would get: the recipient's address is not at fault, and must not be given up for it.
 */
function speaksOfUs({
  answer,
  responseCode,
  command,
}: {
  readonly answer: string;
  readonly responseCode: number;
  readonly command: string;
}): boolean {
  // Too big is said of this message, also at MAIL (RFC 1870 6.1, RFC 3463 5.2.3 and 5.3.4).
  if (responseCode === 552 || /^5\d\d[ -]5\.(2\.3|3\.4)\b/.test(answer)) return false;
  return (
    command === 'MAIL FROM' ||
    ofTheDialogue.has(responseCode) ||
    ofTheSender.test(answer) ||
    // "Relay access denied": to this server every address of others is foreign, until it knows us.
    /\brelay(ing)?\b/i.test(answer)
  );
}

/** A server's answer for the log: addresses of customers stay in the register (invariant 7). */
export function withoutAddresses(answer: string): string {
  return answer.replace(/[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+/g, '(address)');
}

/** In one line and not without end: it goes into log and register. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);
}
