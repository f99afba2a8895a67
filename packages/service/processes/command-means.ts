import { join } from 'node:path';
import { argon2Passwords } from '../adapters/argon2-passwords/argon2-passwords.ts';
import { fileSigner } from '../adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '../adapters/node-mathematics/node-mathematics.ts';
import { systemChance } from '../adapters/system-chance/system-chance.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import type { CommandConfiguration } from '../configuration/command-configuration.ts';
import type { Register } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';
import type { Means } from '../use-cases/means.ts';
import { passphraseFrom } from './bank-mode.ts';

/**
 * What a command works with in a process of its own. Keys and public address are asked for when a command uses them,
 * so that one which only looks needs neither; then their getters throw StartError where they are not configured.
 */
export function commandMeans(configuration: CommandConfiguration, register: Register): Means {
  let signer: Signer | null = null;
  return {
    register,
    get signer() {
      signer ??= fileSigner({
        folder: join(configuration.dataDir, 'keys'),
        passphrase: passphraseFrom(configuration.keyPassphraseFile()),
      });
      return signer;
    },
    get statusUrl() {
      return configuration.statusUrl();
    },
    clock: systemClock(),
    chance: systemChance(),
    passwords: argon2Passwords(),
    mathematics: nodeMathematics(),
  };
}
