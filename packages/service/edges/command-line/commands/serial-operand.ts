import type { Given } from '../framework/given.ts';

/** The serial number that was typed, as the register has it: lower-case hex. Throws StartError (usage) for other words. */
export function serialOf(given: Given): string {
  const serial = serialIn(given.operand ?? '');
  if (serial === null) throw given.wrong(`${given.operand} is no serial number in hex`);
  return serial;
}

/** Hex in either case, with or without colons, as the register has it; null for other words. */
export function serialIn(text: string): string | null {
  const serial = text.replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{1,40}$/.test(serial) ? serial : null;
}
