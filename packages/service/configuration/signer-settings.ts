import { resolve } from 'node:path';
import type { Configuration, PassphraseSource } from './configuration.ts';
import type { SettingName } from './settings.ts';
import { StartError } from './start-error.ts';
import type { Surroundings } from './take-settings.ts';
import type { Taking } from './taking.ts';

const ofFiles = ['keyPassphraseFile', 'keyPassphrase'] as const satisfies readonly SettingName[];
const ofToken = ['pkcs11Module', 'pkcs11TokenLabel', 'pkcs11PinFile'] as const satisfies readonly SettingName[];

/** Where the CA keys are. Throws StartError for what is missing or out of place. */
export function signerSettings(
  take: Taking,
  { demo, workingFolder }: Pick<Surroundings, 'demo' | 'workingFolder'>,
): Configuration['signer'] {
  if (take.needed('signer') === 'pkcs11') {
    take.refuse(ofFiles, 'The CA keys are in a token (signer is pkcs11)');
    const needed = (setting: SettingName) => take.text(setting) ?? take.missing(setting, 'with the signer pkcs11');
    return {
      kind: 'pkcs11',
      module: resolve(workingFolder, needed('pkcs11Module')),
      tokenLabel: needed('pkcs11TokenLabel'),
      pinFile: resolve(workingFolder, needed('pkcs11PinFile')),
    };
  }
  take.refuse(ofToken, 'The CA keys are in files (signer is file)');
  return { kind: 'file', passphrase: demo ? null : passphrase(take, workingFolder) };
}

function passphrase(take: Taking, workingFolder: string): PassphraseSource {
  const [path, text] = [take.path('keyPassphraseFile', workingFolder), take.text('keyPassphrase')];
  if (path !== null && text !== null) {
    throw new StartError(
      `Only one of ${take.called('keyPassphraseFile')} and ${take.called('keyPassphrase')} may be set.`,
    );
  }
  if (path !== null) return { from: 'file', path };
  return text === null ? { from: 'terminal' } : { from: 'setting', text };
}
