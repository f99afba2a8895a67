import { describe, expect, it } from 'vitest';
import { asText } from './document.ts';
import { type Kind, sampleFacts } from './testing/sample-facts.ts';
import type { Language } from './text.ts';
import { writeLetter, writeTwin } from './write-letter.ts';

const kinds = ['renewed', 'first-use', 'revoked', 'expired'] as const satisfies readonly Kind[];
const everyTwin = kinds.flatMap((kind) => (['ja', 'en'] as const).map((language) => [kind, language] as const));

describe('the twin of a mail', () => {
  it.each(everyTwin)('%s (%s) has its subject, its own text and its facts, to the letter (R27)', (kind, language) => {
    const facts = sampleFacts(kind, language);
    const [letter, twin] = [writeLetter(facts), writeTwin(facts)];
    expect(twin.subject).toBe(letter.subject);
    const withoutContact = asText(twin.blocks.slice(0, -1)).trimEnd();
    expect(letter.text).toContain(`\n\n${withoutContact}\n\n`);
    expect(withoutContact).toContain('31415926');
  });

  it.each(everyTwin)('%s (%s) does not say how to tell a mail from a forged one', (kind, language) => {
    const text = asText(writeTwin(sampleFacts(kind, language)).blocks);
    expect(text).not.toMatch(/メール|mail|ブックマーク|bookmark|電子署名|送信専用|様|Dear|書類|papers/);
    expect(text).not.toMatch(/9012345678|hanako|40a1b2c3/i);
  });

  it.each<[Language, string, string]>([
    [
      'ja',
      'お心当たりがない場合は、下記へご連絡ください。',
      'お問い合わせ 見本信用金庫 WEB-FBサービス ヘルプデスク 電話 0120-000-000（平日9:00から18:00まで）。',
    ],
    [
      'en',
      'If this was not you, please contact us.',
      'Contact: Mihon Shinkin Bank WEB-FB service help desk, 0120-000-000 (9:00 to 18:00 on weekdays).',
    ],
  ])('says (%s) whom to call below where it asks to', (language, asks, contact) => {
    const { blocks } = writeTwin(sampleFacts('renewed', language));
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'facts', 'small']);
    expect(blocks[1]).toEqual({ kind: 'paragraph', text: asks });
    expect(blocks.at(-1)).toEqual({ kind: 'small', text: contact });
  });
});
