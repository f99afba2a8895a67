import type { ConsentAct, Question } from '../core/question.ts';
import { type Language, say } from './questions.ts';

type Consent = Extract<Question, { kind: 'consent' }>;

/** The place of an act among the three of a renewal; null: it stands alone. */
const places: Readonly<Partial<Record<ConsentAct['act'], number>>> = { 'make-key': 1, 'send-request': 2, install: 3 };

/** The row's name and what is asked for. Without a bank that is known, its site stands in its place. */
export function actWords({ asked, language, bank, origin }: Consent): { readonly label: string; readonly act: string } {
  const i = places[asked.act];
  const label = i === undefined ? say('action.only', language) : say('action', language, { i });
  return { label, act: wordsOf(asked, language, bank?.[language] ?? origin) };
}

function wordsOf(asked: ConsentAct, language: Language, bankName: string): string {
  switch (asked.act) {
    case 'make-key':
    case 'install': {
      const { act, place } = asked;
      if (place.kind === 'pc') return say(`${act}.pc`, language);
      return say(`${act}.token`, language, { tokenLabel: place.label });
    }
    case 'send-request':
      return say('send-request', language, { bankName });
    case 'all':
      return say('all', language);
    case 'remove-old': {
      const { place, serialTail } = asked;
      if (place.kind === 'pc') return say('remove-old.pc', language, { oldSerialTail: serialTail });
      return say('remove-old.token', language, { oldSerialTail: serialTail, tokenLabel: place.label });
    }
    case 'site':
      return say('site.allow', language);
  }
}
