import type { Given } from '../framework/given.ts';

/** The serial number that was typed, as the register has it: lower-case hex. Throws StartError (usage) for other words. */
export function serialOf(given: Given): string {
  const serial = (given.operand ?? '').replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{1,40}$/.test(serial)) throw given.wrong(`${given.operand} is no serial number in hex`);
  return serial;
}
