import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import type { BankPlaceholder, Language } from './catalogue.ts';
import { sayPlainly } from './message.ts';
import { shared } from './shared.ts';

/** What a text says of the bank; while the bank is not known yet (the service never answered) it stays general. */
export function bankWords(bank: BankView | null, language: Language): Readonly<Record<BankPlaceholder, string>> {
  const words =
    bank === null
      ? unknownBank(language)
      : {
          bankName: bank.name[language],
          serviceName: bank.serviceName[language],
          bankSelf: bank.self[language],
          helpDesk: bank.helpDesk[language],
          phone: bank.phone,
          phoneHours: bank.phoneHours[language],
          portalHost: bank.portalHost,
          presentationDomain: bank.presentationDomain,
        };
  return { ...words, neverAsked: sayPlainly(shared.neverAsked, language, { bankName: words.bankName }) };
}

function unknownBank(language: Language) {
  const ja = language === 'ja';
  const self = ja ? '当金庫' : 'your bank';
  return {
    bankName: self,
    serviceName: ja ? 'インターネットバンキング' : 'Internet banking',
    bankSelf: self,
    helpDesk: self,
    phone: ja ? 'ご契約時の書類の番号' : 'the number in your contract papers',
    phoneHours: ja ? '受付時間内' : 'in its hours',
    portalHost: globalThis.location?.host ?? '',
    presentationDomain: '',
  };
}
