import { type SubjectPart, subjectParts } from './default-policy.ts';
import type { Reader } from './readers.ts';

/**
 * The order in which a certificate's name is written. Old and new are told apart by the expiry month, further ones of
 * the same month by the serial number's tail, and somebody must be named: a layout without them is refused.
 */
export const subjectLayout: Reader<readonly SubjectPart[]> = (given) => {
  const expected = {
    ja: `${subjectParts.join('、')}を任意の順に並べた重複のない配列（証明書を見分けるexpiryとserial-tailは必須、userかbankのどちらかも必須）`,
    en: `a list of ${subjectParts.join(', ')} in any order, none twice, with expiry and serial-tail, which tell certificates apart, and user or bank`,
  };
  if (!Array.isArray(given)) return { expected };
  const value = given.flatMap((part) => subjectParts.find((known) => known === part) ?? []);
  const complete = value.length === given.length && new Set(value).size === value.length;
  const telling = value.includes('expiry') && value.includes('serial-tail');
  const named = value.includes('user') || value.includes('bank');
  return complete && telling && named ? { value } : { expected };
};
