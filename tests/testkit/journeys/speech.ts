import { demoBanks } from '@koshin/service/demo/banks.ts';
import type { Language, Text } from '@koshin/web/texts/catalogue.ts';
import { sayPlainly } from '@koshin/web/texts/message.ts';

export type BankId = 'mihon' | 'reiji';

/** A text of the catalogues as the portal of this bank shows it in this language. */
export type Speech = (text: Text, values?: Readonly<Record<string, string | number>>) => string;

/** Throws for a text whose placeholders, other than the bank's own words, are not given. */
export function speechOf(bankId: BankId, language: Language): Speech {
  const bank = demoBanks().find(({ id }) => id === bankId);
  if (bank === undefined) throw new RangeError(`the demo has no bank ${bankId}`);
  const words = {
    bankName: bank.name[language],
    serviceName: bank.serviceName[language],
    bankSelf: bank.self[language],
    helpDesk: bank.helpDesk[language],
    phone: bank.phone,
    phoneHours: bank.phoneHours[language],
  };
  return (text, values = {}) => sayPlainly(text, language, { ...words, ...values });
}
