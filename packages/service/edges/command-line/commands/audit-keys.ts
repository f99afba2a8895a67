import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { listAuditKeys } from '../../../use-cases/audit/list-audit-keys.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const auditKeys: CommandSpec = {
  noun: 'audit',
  verb: 'keys',
  about: {
    ja: '監査ログの署名鍵（公開鍵、PEM）。別の場所に保管し、audit verify --keys で使います',
    en: 'shows the public keys of checkpoints (PEM), to be kept elsewhere for audit verify --keys',
  },
  options: {},
  async run({ means }) {
    const keys = (await listAuditKeys(means)).map(({ keyName, publicKey, recordedAt }) => ({
      keyName,
      recordedAt: formatInstant(recordedAt),
      publicKey: encodePem('PUBLIC KEY', publicKey),
    }));
    return { json: keys, lines: keys.map(({ publicKey }) => publicKey.trimEnd()) };
  },
};
