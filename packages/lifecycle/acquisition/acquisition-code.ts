/** Crockford's base 32: no I, L, O and U, so that a letter is not taken for a digit when it is read off paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/** How many random octets {@link acquisitionCode} needs. */
export const acquisitionCodeBytes = (length * 5) / 8;

/**
 * A code as it is handed over on paper: sixteen letters and digits in groups of four, 80 bits, so that nobody can guess
 * one, not even from its hash (R23).
 *
 * @param chance {@link acquisitionCodeBytes} random octets; throws RangeError for another number of them
 */
export function acquisitionCode(chance: Uint8Array): string {
  if (chance.length !== acquisitionCodeBytes) throw new RangeError(`expected ${acquisitionCodeBytes} random octets`);
  const bits = [...chance].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const characters = (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]);
  return characters.join('').replace(/.{4}/g, '$&-').slice(0, -1);
}

/**
 * What a person or a machine gives as a code, in the one form whose hash is kept: without hyphens and blanks, in capitals
 * of half width, letters that are not used read as the digits they look like. Null when it cannot be a code.
 */
export function readAcquisitionCode(given: string): string | null {
  if (given.length > 64) return null;
  const plain = given.normalize('NFKC').toUpperCase().replaceAll(/[-\s]/g, '');
  const code = plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === length && [...code].every((one) => letters.includes(one)) ? code : null;
}
