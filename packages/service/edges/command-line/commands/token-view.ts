import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { ApplicationStateName } from '@koshin/lifecycle/tokens/states.ts';
import type { BankEvent } from '../../../use-cases/tokens/change-application.ts';
import { changeByBank } from '../../../use-cases/tokens/change-by-bank.ts';
import type { Call, CommandSpec, Outcome } from '../framework/command-spec.ts';
import type { Given } from '../framework/given.ts';
import type { Words } from '../framework/words.ts';
import type { Language } from '../language.ts';

type TokenApplication = Awaited<ReturnType<typeof changeByBank>>;

const states: Readonly<Record<ApplicationStateName, Words>> = {
  received: { ja: '受付済み', en: 'received' },
  accepted: { ja: '承認', en: 'accepted' },
  'handed-over': { ja: 'お渡し済み', en: 'handed over' },
  usable: { ja: '利用可能', en: 'usable' },
  declined: { ja: 'お断り', en: 'declined' },
  withdrawn: { ja: '取り下げ', en: 'withdrawn' },
  suspended: { ja: '停止', en: 'suspended' },
};

export function stateOf(state: ApplicationStateName, language: Language): string {
  return states[state][language];
}

export const collections: Readonly<Record<TokenApplication['collection'], Words>> = {
  branch: { ja: '窓口', en: 'branch' },
  post: { ja: '郵送', en: 'post' },
};

export const bankOption = {
  bank: { kind: 'text', value: 'ID', needed: true, about: { ja: '金庫', en: 'the bank' } },
} as const satisfies CommandSpec['options'];

/** Names one application, at one bank. */
export const oneApplication = {
  operand: { value: 'NUMBER', about: { ja: '受付番号（8桁）', en: 'the application’s number, 8 digits' } },
  options: bankOption,
} as const satisfies Pick<CommandSpec, 'operand' | 'options'>;

/** Told to the customer in his language. */
export const reasonOptions = {
  'reason-ja': {
    kind: 'text',
    value: 'TEXT',
    needed: true,
    about: {
      ja: '理由（日本語）。お断りのときは、お客さまにそのまま示します',
      en: 'why, in Japanese; who is declined reads it as it is',
    },
  },
  'reason-en': {
    kind: 'text',
    value: 'TEXT',
    needed: true,
    about: { ja: '理由（英語）', en: 'why, in English' },
  },
} as const satisfies CommandSpec['options'];

export function reasonIn(given: Given) {
  return { ja: given.needed('reason-ja'), en: given.needed('reason-en') };
}

/** Does it with the application that the command names, and tells how it stands now. */
export async function change({ means, given, language }: Call, happened: BankEvent): Promise<Outcome> {
  const by = { bankId: given.needed('bank'), operatorId: 'command-line' };
  return told(await changeByBank(means, { ...happened, applicationNo: numberIn(given), by }), language);
}

function numberIn(given: Given): string {
  const text = given.operand ?? '';
  if (!/^\d{8}$/.test(text)) throw given.wrong(`${text} is no application’s number, like 12345678`);
  return text;
}

export function told(application: TokenApplication, language: Language): Outcome {
  const { applicationNo, state, tokenSerial } = application;
  const now = stateOf(state, language);
  const token =
    tokenSerial === null ? '' : language === 'ja' ? `、シリアル番号 ${tokenSerial}` : `, serial ${tokenSerial}`;
  return {
    json: applicationJson(application),
    lines: [
      language === 'ja' ? `受付番号 ${applicationNo}：${now}${token}` : `Application ${applicationNo}: ${now}${token}`,
    ],
  };
}

/** One application as programs get it; instants in ISO 8601. */
export function applicationJson(application: TokenApplication) {
  const { bankId: bank, applicationNo, state, collection, contact, reason, tokenSerial } = application;
  return {
    ...{ bank, applicationNo, state, collection, contact, reason, tokenSerial },
    receivedAt: formatInstant(application.receivedAt),
    changedAt: formatInstant(application.changedAt),
  };
}
