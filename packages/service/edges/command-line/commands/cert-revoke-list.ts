import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import {
  type ListedCertificate,
  type ListedOutcome,
  revokeListed,
} from '../../../use-cases/revocation/revoke-listed.ts';
import type { Call, Outcome } from '../framework/command-spec.ts';
import { exitCodes } from '../framework/exit-codes.ts';
import type { Language } from '../language.ts';
import { NoSerialList, serialsIn } from './serial-list.ts';
import { table } from './table.ts';

/** Each of a list, and what became of it; the exit code says when one of them is not revoked. */
export async function revokeEachOf(
  { means, given, language }: Call,
  { list, reason }: { readonly list: string; readonly reason: RevocationReason },
): Promise<Outcome> {
  // 1. All of the list must make sense before anything is done.
  const serials = read();
  // 2. One after the other.
  const tryOnly = given.flag('dry-run');
  const told = await revokeListed(means, { serials, reason, operatorId: 'command-line', tryOnly });
  // 3. What became of each.
  const failed = told.filter(({ outcome }) => outcome !== 'revoked' && outcome !== 'already-revoked');
  return {
    json: { dryRun: tryOnly, reason, certificates: told.map(listedJson) },
    lines: linesOf(told, { tryOnly, language }),
    ...(failed.length > 0 ? { exitCode: exitCodes.found } : {}),
  };

  function read(): readonly string[] {
    try {
      return serialsIn(list);
    } catch (error) {
      throw error instanceof NoSerialList ? given.wrong(`${error.message}; nothing was revoked`) : error;
    }
  }
}

function listedJson({ serial, outcome, certificate, listed }: ListedCertificate) {
  return {
    serial,
    outcome,
    id: certificate?.id ?? null,
    bank: certificate?.bankId ?? null,
    subjectLabel: certificate?.subjectLabel ?? null,
    expiryDate: certificate?.expiryDate ?? null,
    reason: certificate?.revocation?.reason ?? null,
    listed,
  };
}

function linesOf(
  told: readonly ListedCertificate[],
  { tryOnly, language }: { readonly tryOnly: boolean; readonly language: Language },
): string[] {
  const wordOf = (outcome: ListedOutcome) => (tryOnly && outcome === 'revoked' ? wouldBe : words[outcome])[language];
  const rows = told.map(({ serial, outcome, certificate }) => [
    serial,
    certificate?.bankId ?? '-',
    certificate?.subjectLabel ?? '-',
    certificate?.expiryDate ?? '-',
    wordOf(outcome),
  ]);
  const counts = outcomes.flatMap((outcome) => {
    const count = told.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${wordOf(outcome)}: ${count}`];
  });
  const unlisted = told.filter(({ listed }) => listed === false).length;
  return [
    ...table(heads[language], rows),
    counts.join(language === 'ja' ? '、' : ', '),
    ...(tryOnly ? [nothingDone[language]] : []),
    ...(unlisted > 0 && !tryOnly ? [notOnCrl[language](unlisted)] : []),
  ];
}

const outcomes: readonly ListedOutcome[] = ['revoked', 'already-revoked', 'expired', 'unknown', 'ambiguous'];

const heads = {
  ja: ['シリアル番号', '金庫', '名称', '有効期限', '結果'],
  en: ['serial', 'bank', 'name', 'expires', 'result'],
} as const;

const words = {
  revoked: { ja: '失効させました', en: 'revoked' },
  'already-revoked': { ja: '失効済み', en: 'revoked before' },
  expired: { ja: '期限切れ（失効させません）', en: 'expired, not revoked' },
  unknown: { ja: '該当なし', en: 'no such certificate' },
  ambiguous: { ja: '複数の認証局に該当', en: 'several CAs have issued one' },
} as const;

const wouldBe = { ja: '失効させます', en: 'would be revoked' } as const;
const nothingDone = { ja: '何も変えていません。', en: 'Nothing was changed.' } as const;
const notOnCrl = {
  ja: (count: number) => `${count}枚はCRLにまだ載っていません。鍵が使えるようになり次第、載ります。`,
  en: (count: number) => `Not on a CRL yet: ${count}; that follows when the key can be used.`,
} as const;
