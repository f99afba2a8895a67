import { type SubjectPart, subjectParts } from './default-policy.ts';
import type { Reader } from './readers.ts';

const dotted = /^[0-2](\.(0|[1-9]\d{0,8})){1,20}$/;

/** An object identifier with dots (X.660 7.6), or null for none. */
export const objectIdentifier: Reader<string | null> = (given) => {
  if (given === null) return { value: null };
  const [root, second] = typeof given === 'string' && dotted.test(given) ? given.split('.').map(Number) : [];
  const isOne = root !== undefined && second !== undefined && (root === 2 || second < 40);
  return typeof given === 'string' && isOne
    ? { value: given }
    : { expected: 'an object identifier like 1.2.392.1, or null' };
};

/**
 * The order in which a certificate's name is written. Old and new are told apart by the expiry month, further ones of
 * the same month by the serial number's tail, and somebody must be named: a layout without them is refused.
 */
export const subjectLayout: Reader<readonly SubjectPart[]> = (given) => {
  const expected = `a list of ${subjectParts.join(', ')} in any order, none twice, with expiry and serial-tail, which tell certificates apart, and user or bank`;
  if (!Array.isArray(given)) return { expected };
  const value = given.flatMap((part) => subjectParts.find((known) => known === part) ?? []);
  const complete = value.length === given.length && new Set(value).size === value.length;
  const telling = value.includes('expiry') && value.includes('serial-tail');
  const named = value.includes('user') || value.includes('bank');
  return complete && telling && named ? { value } : { expected };
};
