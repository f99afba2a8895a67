import { environmentName } from '../configuration/settings.ts';
import { StartError } from '../configuration/start-error.ts';
import { readTextFile } from './server-tls.ts';

/** The token of the operators' API, from its file. Throws StartError where it cannot be read, or could be guessed. */
export function operatorToken(path: string): string {
  // An editor's line end is no part of the token.
  const token = readTextFile(path).replace(/\r?\n$/, '');
  if (/^[\x21-\x7e]{32,}$/.test(token)) return token;
  throw new StartError(
    `${environmentName('operatorTokenFile')} must hold one line of at least 32 visible ASCII characters, as openssl rand -hex 32 makes them; ${path} does not.`,
  );
}
