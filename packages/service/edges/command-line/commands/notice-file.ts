import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { NoticeDraft } from '../../../use-cases/notices/draft-notice.ts';

type Words = Pick<NoticeDraft, 'subject' | 'body'>;

const head = /^# *(ja|en) *[:：] *(.*)$/;

/**
 * A notice as an operator writes it: one file of Markdown with a part for each language, each headed by a line
 * `# ja: subject`. As no other heading of this level may stand in a notice, the file is what an editor shows it as. Each
 * body keeps the lines before it as empty ones, so that what is refused there is named by its line in the file.
 * Refuses `notice-refused` {rule: file}.
 */
export function parseNoticeFile(text: string): Words {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const parts = lines.flatMap((line, index) => {
    const [, language, subject = ''] = head.exec(line) ?? [];
    return language === undefined ? [] : [{ language, subject: subject.trim(), from: index + 1 }];
  });
  const before = lines.slice(0, (parts[0]?.from ?? 1) - 1);
  const one = (language: string) => {
    const [part, ...others] = parts.filter((of) => of.language === language);
    if (part === undefined || others.length > 0 || before.some((line) => line.trim() !== '')) {
      const got =
        part === undefined ? `none of ${language}` : others.length > 0 ? `two of ${language}` : 'a line before';
      throw refused(
        'notice-refused',
        { rule: 'file' },
        { expected: 'a part “# ja: subject” and a part “# en: subject”', got },
      );
    }
    const next = parts.find(({ from }) => from > part.from);
    const body = lines.slice(part.from, next === undefined ? lines.length : next.from - 1);
    return { subject: part.subject, body: [...Array.from({ length: part.from }, () => ''), ...body].join('\n') };
  };
  const [ja, en] = [one('ja'), one('en')];
  return { subject: { ja: ja.subject, en: en.subject }, body: { ja: ja.body, en: en.body } };
}
