import { formatInstant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { AuditFinding } from '../../../use-cases/audit/findings.ts';
import type { AuditVerification } from '../../../use-cases/audit/verify-audit.ts';
import type { Words } from '../framework/words.ts';
import type { Language } from '../language.ts';

/** What a person reads of a verification: what was looked at, by which keys, and every finding. */
export function verificationLines(verification: AuditVerification, language: Language): readonly string[] {
  const { findings, findingCount } = verification;
  const head = scope(verification)[language];
  const more = findingCount - findings.length;
  return [
    ...head,
    ...(findingCount === 0 ? [nothing[language]] : [findingsHead(findingCount)[language]]),
    ...findings.map((finding) => `  ${sentence(finding)[language]}`),
    ...(more > 0 ? [`  … ${more}`] : []),
  ];
}

const nothing: Words = { ja: '問題は見つかりませんでした。', en: 'Nothing was found.' };

const findingsHead = (count: number): Words => ({
  ja: `問題が${count}件見つかりました：`,
  en: `Found ${count}:`,
});

function scope({ chains, events, checkpoints, uncovered, latest, keys }: AuditVerification) {
  const at = latest && formatInstant(instant(latest.at));
  const pinned = keys === 'pinned';
  return {
    ja: [
      `記録：${events}件（チェーン${chains}本）、チェックポイント：${checkpoints}件`,
      ...(latest ? [`最新のチェックポイント：${latest.number}（${at}）、ダイジェスト ${latest.digest}`] : []),
      `チェックポイントより後の記録：${uncovered}件`,
      `署名鍵：${pinned ? '指定されたもの' : 'データベース内のもの（--keys で別に保管した鍵を使えます）'}`,
    ],
    en: [
      `Events: ${events} in ${chains} chains; checkpoints: ${checkpoints}`,
      ...(latest ? [`Latest checkpoint: ${latest.number} of ${at}, digest ${latest.digest}`] : []),
      `Events that no checkpoint has seen yet: ${uncovered}`,
      `Keys: ${pinned ? 'those given' : 'those of the database itself (--keys takes keys that were kept elsewhere)'}`,
    ],
  };
}

function sentence(finding: AuditFinding): Words {
  if (finding.kind === 'unchained') {
    return { ja: `どのチェーンにも属さない記録：${finding.count}件`, en: `${finding.count} events stand in no chain` };
  }
  if (finding.kind === 'checkpoint') {
    const { checkpoint, rule, expected, got } = finding;
    return {
      ja: `チェックポイント${checkpoint}が規則に反しています：${rule}（${expected} / ${got}）`,
      en: `checkpoint ${checkpoint} breaks the rule ${rule}: expected ${expected}, got ${got}`,
    };
  }
  const { chain } = finding;
  if (finding.kind === 'missing') {
    const { from, to } = finding;
    return {
      ja: `チェーン${chain}：${from}から${to}までがありません`,
      en: `chain ${chain}: ${from} to ${to} are missing`,
    };
  }
  const { position } = finding;
  if (finding.kind === 'not-as-witnessed' || finding.kind === 'gone') {
    const { since, checkpoint } = finding;
    const what =
      finding.kind === 'gone' ? { ja: 'ありません', en: 'is gone' } : { ja: '別の記録です', en: 'is another event' };
    return {
      ja: `チェーン${chain}：${position}は、チェックポイント${checkpoint}の時と異なり、${what.ja}（${since}までは一致）`,
      en: `chain ${chain}: ${position} ${what.en} than checkpoint ${checkpoint} saw (vouched for up to ${since})`,
    };
  }
  const words = broken[finding.kind];
  return { ja: `チェーン${chain}：${position}${words.ja}`, en: `chain ${chain}: ${position} ${words.en}` };
}

const broken: Readonly<Record<'altered' | 'inserted' | 'reordered' | 'replaced', Words>> = {
  altered: { ja: 'は書き換えられています', en: 'was altered' },
  inserted: { ja: 'に別の記録が挿入されています', en: 'has another event put in' },
  reordered: { ja: 'は並べ替えられています', en: 'was written before an event that stands before it' },
  replaced: { ja: 'は別の記録に差し替えられています', en: 'is not the event that the next one was written after' },
};
