import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { changeCheckpointKey } from '../../../use-cases/audit/change-checkpoint-key.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const auditNewKey: CommandSpec = {
  noun: 'audit',
  verb: 'new-key',
  about: {
    ja: '監査ログの署名鍵を新しくします。前の鍵で署名したものは、その鍵で引き続き検証できます',
    en: 'changes the key that signs checkpoints; what the old one signed stays verifiable by it',
  },
  options: {
    'old-key-lost': {
      kind: 'flag',
      value: '',
      about: {
        ja: '前の鍵が失われ、新しい鍵の予告に署名できないとき',
        en: 'where the old key is lost and cannot sign over the announcement of the new one',
      },
    },
  },
  async run({ means, given, language }) {
    const { key, digest, announced } = await changeCheckpointKey(means, { oldKeyLost: given.flag('old-key-lost') });
    const publicKey = encodePem('PUBLIC KEY', key.publicKey);
    const note =
      language === 'ja'
        ? 'この公開鍵を前の鍵の後に加え、別の場所に保管してください。'
        : 'Keep this public key elsewhere, after the one before it.';
    return {
      json: { keyName: key.keyName, digest, recordedAt: formatInstant(key.recordedAt), announced, publicKey },
      lines: [note, publicKey.trimEnd()],
    };
  },
};
