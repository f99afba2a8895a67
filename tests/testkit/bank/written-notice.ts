import type { WrittenNotice } from '@koshin/service/ports/register/records.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import type { NoticeDraft } from '@koshin/service/use-cases/notices/draft-notice.ts';
import { writeNotice } from '@koshin/service/use-cases/notices/write-notice.ts';

/** A draft for everybody of this bank, which stands there from today until it is withdrawn. */
export function noticeDraft(differing: Partial<NoticeDraft> = {}): NoticeDraft {
  return {
    bankId: 'mihon',
    subject: { ja: 'システム点検のお知らせ', en: 'System maintenance' },
    body: { ja: '**12月6日**に点検を行います。', en: 'Maintenance on **6 December**.' },
    contracts: [],
    users: [],
    firstDay: null,
    lastDay: null,
    acknowledgementAsked: false,
    ...differing,
  };
}

/** Writes it as the command does. */
export async function written(means: Means, differing: Partial<NoticeDraft> = {}): Promise<WrittenNotice> {
  return (await writeNotice(means, { ...noticeDraft(differing), operatorId: null })).notice;
}
