import { describe, expect, it } from 'vitest';
import type { ConsentAct } from '../core/question.ts';
import { actWords } from './act-words.ts';
import { questionTexts, say, type TextKey } from './questions.ts';

const bank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
const origin = 'https://mihon.portal.example';
const pc = { kind: 'pc' } as const;
const token = { kind: 'token', label: '鍵 {oldSerialTail} $& <b>' } as const;

const acts: readonly ConsentAct[] = [
  { act: 'make-key', place: pc },
  { act: 'make-key', place: token },
  { act: 'send-request' },
  { act: 'install', place: pc },
  { act: 'install', place: token },
  { act: 'all' },
  { act: 'remove-old', serialTail: 'D83C', place: pc },
  { act: 'remove-old', serialTail: 'D83C', place: token },
  { act: 'site' },
];

const wordsOf = (asked: ConsentAct, of: object = {}) =>
  actWords({ kind: 'consent', language: 'ja', origin, bank, asked, ...of });

describe('what a person is asked to allow', () => {
  it('is another sentence for every act and every place, in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const said = acts.map((asked) => wordsOf(asked, { language }).act);
      expect(new Set(said).size).toBe(acts.length);
      for (const words of said) expect(words).not.toBe('');
    }
  });

  it('counts the three acts of a renewal, and nothing that stands alone', () => {
    expect(acts.map((asked) => wordsOf(asked).label)).toEqual([
      '操作（1／3）',
      '操作（1／3）',
      '操作（2／3）',
      '操作（3／3）',
      '操作（3／3）',
      '操作',
      '操作',
      '操作',
      '操作',
    ]);
  });

  it('names the certificate that goes by its serial number, and the token by its label to the letter', () => {
    for (const asked of acts) {
      const { act } = wordsOf(asked);
      if ('serialTail' in asked) expect(act).toContain('D83C');
      if ('place' in asked && asked.place.kind === 'token') expect(act).toContain(token.label);
    }
  });

  it('names the bank that the request goes to, or the site where nobody vouches for a name', () => {
    const asked: ConsentAct = { act: 'send-request' };
    expect(wordsOf(asked).act).toContain(bank.ja);
    expect(wordsOf(asked, { language: 'en' }).act).toContain(bank.en);
    expect(wordsOf(asked, { bank: null }).act).toContain(origin);
  });
});

describe('a text', () => {
  it('has the same placeholders in both languages', () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();
    for (const { ja, en } of Object.values(questionTexts)) {
      expect(new Set(placeholders(en))).toEqual(new Set(placeholders(ja)));
    }
  });

  it('is never shown with a hole in it', () => {
    for (const key of Object.keys(questionTexts) as TextKey[]) {
      if (questionTexts[key].ja.includes('{')) expect(() => say(key, 'ja')).toThrow(`${key} needs`);
      else expect(say(key, 'ja')).toBe(questionTexts[key].ja);
    }
  });
});
