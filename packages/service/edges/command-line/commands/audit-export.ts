import { exportAudit } from '../../../use-cases/audit/export-audit.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { instantOf } from './instant-option.ts';

export const auditExport: CommandSpec = {
  noun: 'audit',
  verb: 'export',
  about: {
    ja: '監査ログをJSONの行で出力します（形式はdocs/audit.md）',
    en: 'writes the audit log as lines of JSON, as docs/audit.md describes them',
  },
  options: {
    from: {
      kind: 'text',
      value: 'INSTANT',
      about: {
        ja: 'この日時から（例：2026-04-01T00:00:00+09:00）',
        en: 'from then on, like 2026-04-01T00:00:00+09:00',
      },
    },
    to: { kind: 'text', value: 'INSTANT', about: { ja: 'この日時より前', en: 'before then' } },
  },
  async run({ means, given }) {
    return { stream: exportAudit(means, { from: instantOf(given, 'from'), to: instantOf(given, 'to') }) };
  },
};
