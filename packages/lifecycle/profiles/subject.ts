import type { CalendarDay } from '../calendar/calendar-day.ts';
import type { SubjectPart } from '../policies/bank-policy.ts';

/** A client certificate's subject, outermost attribute first (RFC 5280 4.1.2.6). */
export interface ClientSubject {
  /** ISO 3166 code. */
  readonly country: string;
  /** The bank: the names below are unique within its name space. */
  readonly organization: string;
  /** The contract's company. */
  readonly organizationalUnit: string;
  readonly commonName: string;
}

/** Upper bounds of organizationName, organizationalUnitName and commonName, in characters (RFC 5280 appendix A.1). */
const upperBound = 64;

/**
 * The subject by which a customer knows his certificate in a browser's chooser, laid out as the bank wants it: usually
 * user, bank, expiry year and month, serial's last four digits, as `佐倉 恵子 見本信用金庫 2027-12 43D8`. All of it comes
 * from the register, never from the request. Long names are cut, the date and the serial's tail never: they tell
 * look-alikes apart.
 * Throws RangeError when a name is empty.
 * @param serialHex the serial number in hex, either case
 */
export function clientSubject({
  userName,
  companyName,
  bankName,
  expiryDate,
  serialHex,
  layout,
}: {
  readonly userName: string;
  readonly companyName: string;
  readonly bankName: string;
  readonly expiryDate: CalendarDay;
  readonly serialHex: string;
  readonly layout: readonly SubjectPart[];
}): ClientSubject {
  const [user, company, bank] = [printable(userName), printable(companyName), printable(bankName)];
  const fixed = { expiry: expiryDate.slice(0, 7), 'serial-tail': serialTail(serialHex) };
  const parts = fitted({ user, bank, ...fixed }, layout);
  return {
    country: 'JP',
    organization: cut(bank, upperBound),
    organizationalUnit: cut(company, upperBound),
    commonName: layout.map((part) => parts[part]).join(' '),
  };
}

/** The last four hex digits of a serial number, upper case, as screens and mails name a certificate. */
export function serialTail(serialHex: string): string {
  return serialHex.slice(-4).toUpperCase();
}

/** Line breaks and other control characters would make two names look alike, lone surrogates have no UTF-8. */
function printable(name: string): string {
  const text = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  if (text === '') throw new RangeError('expected a name, got an empty one');
  return text;
}

type Parts = Readonly<Record<SubjectPart, string>>;

/** The names cut to the room that the rest leaves: each may have half, and what one does not need the other gets. */
function fitted(parts: Parts, layout: readonly SubjectPart[]): Parts {
  const whole = layout.filter((part) => part !== 'user' && part !== 'bank');
  const room = upperBound - (layout.length - 1) - whole.reduce((sum, part) => sum + length(parts[part]), 0);
  if (!layout.includes('bank')) return { ...parts, user: cut(parts.user, room) };
  if (!layout.includes('user')) return { ...parts, bank: cut(parts.bank, room) };
  const user = cut(parts.user, Math.max(Math.floor(room / 2), room - length(parts.bank)));
  return { ...parts, user, bank: cut(parts.bank, room - length(user)) };
}

/** Cuts whole code points. */
function cut(text: string, limit: number): string {
  return length(text) <= limit ? text : [...text].slice(0, limit).join('').trimEnd();
}

function length(text: string): number {
  return [...text].length;
}
