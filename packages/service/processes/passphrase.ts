import type { PassphraseSource } from '../configuration/configuration.ts';
import { environmentName } from '../configuration/settings.ts';
import { StartError } from '../configuration/start-error.ts';
import { askSecret, type Terminal } from '../edges/command-line/ask-secret.ts';
import { languageOf } from '../edges/command-line/language.ts';
import { readTextFile } from './server-tls.ts';

const question = { ja: '認証局の鍵のパスフレーズ: ', en: 'Passphrase of the CA keys: ' };

/**
 * The passphrase of the CA keys. Throws StartError when its file cannot be read, and when it would have to be asked and
 * nobody is there.
 */
export async function readPassphrase(
  source: PassphraseSource,
  { terminal, env }: { readonly terminal: Terminal; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<string> {
  // An editor's line end is no part of the passphrase.
  if (source.from === 'file') return readTextFile(source.path).replace(/\r?\n$/, '');
  if (source.from === 'setting') return source.text;
  const typed = await askSecret(terminal, question[languageOf(env)]);
  if (typed !== null) return typed;
  const [file, text] = [environmentName('keyPassphraseFile'), environmentName('keyPassphrase')];
  throw new StartError(
    `${file} or ${text} is needed, or somebody at the terminal: nobody gave the passphrase of the CA keys.`,
  );
}

/** Asked, where it must be, at this process's terminal. */
export async function passphraseHere(source: PassphraseSource | null): Promise<string> {
  if (source === null)
    throw new Error('keys in a token, and those of the demo, have no passphrase of the configuration');
  const { stdin: input, stderr: output, env } = process;
  return readPassphrase(source, { terminal: { input, output }, env });
}
