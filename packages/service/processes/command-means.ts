import { argon2Passwords } from '../adapters/argon2-passwords/argon2-passwords.ts';
import { nodeMathematics } from '../adapters/node-mathematics/node-mathematics.ts';
import { systemChance } from '../adapters/system-chance/system-chance.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import type { CommandConfiguration } from '../configuration/command-configuration.ts';
import type { Register } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';
import type { Means } from '../use-cases/means.ts';
import { configuredSigner, readWeakKeys } from './open-means.ts';
import { openWithFirstUse } from './open-with-first-use.ts';
import { passphraseHere } from './passphrase.ts';

/**
 * What a command works with in a process of its own. Keys and public address are asked for when a command uses them,
 * so that one which only looks needs neither; then their getters throw StartError where they are not configured.
 */
export function commandMeans({ dataDir, ...configuration }: CommandConfiguration, register: Register): Means {
  let held: Signer | null = null;
  let list: ReadonlySet<string> | null = null;
  return {
    register,
    get signer() {
      const signer = configuration.signer();
      const passphrase = () => passphraseHere(signer.kind === 'file' ? signer.passphrase : null);
      held ??= openWithFirstUse(() => configuredSigner({ dataDir, signer }, passphrase));
      return held;
    },
    get weakKeys() {
      list ??= readWeakKeys(configuration);
      return list;
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
