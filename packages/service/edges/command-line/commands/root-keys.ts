import type { Means } from '../../../use-cases/means.ts';
import type { Call, OptionSpec } from '../framework/command-spec.ts';

/** Where the root's key is, when it is not with the service's own keys: the medium is put in for this once. */
export const rootKeyOptions: Readonly<Record<string, OptionSpec>> = {
  'key-folder': {
    kind: 'folder',
    value: 'DIR',
    about: {
      ja: 'ルートの鍵のフォルダー（取り外せる媒体など）。省略すると、サービスの鍵と同じ場所',
      en: "the folder of the root's key, as on a medium that is taken away after; without, among the service's keys",
    },
  },
  'key-passphrase-file': {
    kind: 'file',
    value: 'FILE',
    about: { ja: 'そのフォルダーの鍵のパスフレーズ', en: 'with the passphrase of the keys in that folder' },
  },
};

/** Throws StartError (usage) for a folder without its passphrase, and the other way round. */
export function rootSignerOf({ means, given, openKeyFolder }: Call): Means['signer'] {
  const folder = given.text('key-folder');
  const passphrase = given.secret('key-passphrase-file');
  if (folder === null && passphrase === null) return means.signer;
  return openKeyFolder({
    folder: folder ?? given.missing('key-folder'),
    passphrase: passphrase ?? given.missing('key-passphrase-file'),
  });
}
