import { parsePemList } from '@koshin/pki/pem/pem.ts';
import { verifyAudit } from '../../../use-cases/audit/verify-audit.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { exitCodes } from '../framework/exit-codes.ts';
import type { Given } from '../framework/given.ts';
import { verificationLines } from './audit-view.ts';

export const auditVerify: CommandSpec = {
  noun: 'audit',
  verb: 'verify',
  about: {
    ja: '監査ログの改ざん、欠落、並べ替え、挿入を調べ、その位置を示します',
    en: 'finds what was altered, removed, moved or put into the audit log, and where',
  },
  options: {
    keys: {
      kind: 'file',
      value: 'FILE',
      about: {
        ja: '別に保管した署名鍵（audit keysの出力）。なければ、データベース内の鍵',
        en: 'public keys kept elsewhere, as audit keys wrote them; without, those of the database itself',
      },
    },
  },
  async run({ means, given, language }) {
    const verification = await verifyAudit(means, { pinned: pinnedKeys(given) });
    return {
      json: verification,
      lines: verificationLines(verification, language),
      ...(verification.findingCount > 0 && { exitCode: exitCodes.found }),
    };
  },
};

function pinnedKeys(given: Given): readonly Uint8Array[] | null {
  const text = given.file('keys');
  if (text === null) return null;
  try {
    return parsePemList(text, 'PUBLIC KEY');
  } catch (error) {
    throw given.wrong(`the file of --keys holds no public keys in PEM: ${error instanceof Error ? error.message : ''}`);
  }
}
