import { argon2Passwords } from '../adapters/argon2-passwords/argon2-passwords.ts';
import { nodeMathematics } from '../adapters/node-mathematics/node-mathematics.ts';
import { systemChance } from '../adapters/system-chance/system-chance.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import type { CommandConfiguration } from '../configuration/command-configuration.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Register } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';
import type { Means } from '../use-cases/means.ts';
import { configuredMailer } from './configured-mailer.ts';
import { configuredSigner, readWeakKeys } from './open-means.ts';
import { openWithFirstUse } from './open-with-first-use.ts';
import { passphraseHere } from './passphrase.ts';

/**
 * What a command works with in a process of its own. Keys and public address are asked for when a command uses them,
 * so that one which only looks needs neither; then their getters throw StartError where they are not configured.
 */
export function commandMeans(
  { dataDir, ...configuration }: CommandConfiguration,
  register: Register,
): Means & {
  /** Ends what was opened on the way, as connections that a mail server keeps; not the register. */
  close(): Promise<void>;
} {
  let held: Signer | null = null;
  let list: ReadonlySet<string> | null = null;
  let mailer: Mailer | null | undefined;
  const mathematics = nodeMathematics();
  return {
    register,
    get signer() {
      const signer = configuration.signer();
      const passphrase = () => passphraseHere(signer.kind === 'file' ? signer.passphrase : null);
      held ??= openWithFirstUse(() => configuredSigner({ dataDir, signer }, passphrase));
      return held;
    },
    get mailer() {
      if (mailer === undefined) mailer = configuredMailer(configuration.mail, this, told);
      return mailer;
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
    mathematics,
    async close() {
      await mailer?.close();
    },
  };
}

/** What a mail server answers stands with each mail, and is asked for there. */
const told = { warn: () => {}, error: () => {} };
