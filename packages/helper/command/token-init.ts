import { parseArgs } from 'node:util';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import { pkcs11Module } from '../installation/pkcs11-module.ts';
import { KeyStoreRefused } from '../key-stores/key-store.ts';
import { TokenNotPrepared } from '../key-stores/token/initialise-token.ts';
import { prepareToken } from '../key-stores/token/prepare-token.ts';
import { secretOf } from './ask-secret.ts';
import { filled, language } from './language.ts';
import { questions, type TokenTrouble, told, troubles } from './token-words.ts';

/**
 * `koshin-helper token init`: prepares a token and says what `koshin token register` takes. Resolves to what the process
 * ends with: 0, or 1 for what is said of it. PINs come from files or from a person, never from the command line, which
 * others on the machine can read.
 */
export async function tokenInit(given: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...given],
    options: {
      label: { type: 'string' },
      serial: { type: 'string' },
      'so-pin-file': { type: 'string' },
      'pin-file': { type: 'string' },
      erase: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { label, serial = null, erase, json } = values;
  try {
    if (label === undefined) throw new TokenNotPrepared('label-length', { most: 32 });
    const securityOfficerPin = await secretOf(values['so-pin-file'], questions.securityOfficer[language]);
    const userPin = securityOfficerPin === null ? null : await userPinOf(values['pin-file']);
    if (securityOfficerPin === null || userPin === null) return refuse('no-pin', {}, json);
    if (userPin.again !== userPin.pin) return refuse('pins-differ', {}, json);
    const module = pkcs11Module(process.env);
    const prepared = await prepareToken({ module, serial, label, securityOfficerPin, userPin: userPin.pin, erase });
    say(prepared, json);
    return 0;
  } catch (error) {
    if (!(error instanceof TokenNotPrepared || error instanceof KeyStoreRefused)) throw error;
    return refuse(codeOf(error), error instanceof TokenNotPrepared ? error.facts : { answer: error.code }, json);
  }
}

/** Typed twice: a slip of the finger would give the customer a token that nobody opens. */
async function userPinOf(file: string | undefined): Promise<{ pin: string; again: string } | null> {
  const pin = await secretOf(file, questions.user[language]);
  const again = file === undefined && pin !== null ? await secretOf(undefined, questions.again[language]) : pin;
  return pin === null || again === null ? null : { pin, again };
}

function codeOf(error: TokenNotPrepared | KeyStoreRefused): TokenTrouble {
  if (error instanceof TokenNotPrepared) return error.code;
  return error.code === 'helper-module-missing' ? 'module-missing' : 'token-faulty';
}

function say({ serial, label, deviceKey }: Awaited<ReturnType<typeof prepareToken>>, json: boolean): void {
  const pem = encodePem('PUBLIC KEY', deviceKey);
  if (json) console.log(JSON.stringify({ serial, label, deviceKey: pem }, null, 2));
  // The key alone, so that `> device-key.pem` is a file to register.
  else {
    console.error(filled(told, { serial, label }));
    process.stdout.write(pem);
  }
}

function refuse(code: TokenTrouble, facts: TokenNotPrepared['facts'], json: boolean): number {
  if (json) console.log(JSON.stringify({ refused: code, facts }, null, 2));
  else console.error(filled(troubles[code], facts));
  return 1;
}
