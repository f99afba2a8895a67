import { join } from 'node:path';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { NotAWeakKeyList, parseWeakKeyList } from '@koshin/pki/x509/weak-key-list.ts';
import { argon2Passwords } from '../adapters/argon2-passwords/argon2-passwords.ts';
import { fileSigner } from '../adapters/file-signer/file-signer.ts';
import { nodeMathematics } from '../adapters/node-mathematics/node-mathematics.ts';
import { pkcs11Signer } from '../adapters/pkcs11-signer/pkcs11-signer.ts';
import { FolderInUse, openRegister } from '../adapters/register/open-register.ts';
import { systemChance } from '../adapters/system-chance/system-chance.ts';
import { demoClock, systemClock } from '../adapters/system-clock/system-clock.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { environmentName } from '../configuration/settings.ts';
import { StartError } from '../configuration/start-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Register } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';
import type { Means } from '../use-cases/means.ts';
import { readTextFile } from './server-tls.ts';

/** Means of the caller's own in place of the configured ones, for tests of failures; the caller closes what he brings. */
export type Overrides = Partial<Omit<Means, 'statusUrl'>>;

/** Another process has the embedded database, which is for one alone. */
export class DataFolderInUse extends StartError {}

/** Throws StartError when the folder is in use or cannot be used, and when the database does not answer. */
export async function openConfiguredRegister({
  dataDir,
  postgres,
}: Pick<Configuration, 'dataDir' | 'postgres'>): Promise<Register> {
  try {
    return await openRegister(
      postgres ? { postgres: { url: postgres.url, poolSize: postgres.connections } } : { sqlite: { folder: dataDir } },
    );
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new DataFolderInUse(
        `The data folder ${dataDir} is in use by another Koshin: end that one, or choose another folder by KOSHIN_DATA_DIR.`,
      );
    }
    if (error instanceof Refusal && error.code === 'store-unavailable') {
      throw new StartError('The database of DATABASE_URL does not answer.');
    }
    // Of the file system (EACCES, ENOTDIR …) or of SQLite (SQLITE_NOTADB …).
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (!postgres && code !== null) throw new StartError(`The data folder ${dataDir} cannot be used (${code}).`);
    throw error;
  }
}

/** Holds the CA keys where the configuration says; the passphrase is asked for only when they are in files. */
export async function configuredSigner(
  { dataDir, signer }: Pick<Configuration, 'dataDir' | 'signer'>,
  passphrase: () => Promise<string>,
): Promise<Signer> {
  if (signer.kind === 'pkcs11') return pkcs11Signer(signer);
  return fileSigner({ folder: join(dataDir, 'keys'), passphrase: await passphrase() });
}

/** The list of keys that get no certificate. Throws StartError when it cannot be read. */
export function readWeakKeys({ weakKeyList }: Pick<Configuration, 'weakKeyList'>): ReadonlySet<string> {
  if (weakKeyList === null) return new Set();
  try {
    return parseWeakKeyList(readTextFile(weakKeyList));
  } catch (error) {
    if (!(error instanceof NotAWeakKeyList)) throw error;
    throw new StartError(`${environmentName('weakKeyList')}: in ${weakKeyList} ${error.message}.`);
  }
}

/** Everything but the register and the mailer, which needs it. Throws StartError for a demo clock that lies before now and a list that is none. */
export function otherMeans(
  { mode, weakKeyList }: Configuration,
  { signer, statusUrl }: Pick<Means, 'signer' | 'statusUrl'>,
): Omit<Means, 'register' | 'mailer'> {
  return {
    signer,
    clock: clockOf(mode),
    chance: systemChance(),
    passwords: argon2Passwords(),
    mathematics: nodeMathematics(),
    weakKeys: readWeakKeys({ weakKeyList }),
    statusUrl,
  };
}

function clockOf(mode: Configuration['mode']): Clock {
  if (mode.kind === 'bank' || mode.clock === null) return systemClock();
  try {
    return demoClock({ startsAt: mode.clock });
  } catch (error) {
    throw error instanceof RangeError ? new StartError(`KOSHIN_DEMO_CLOCK: ${error.message}.`) : error;
  }
}
