import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Mathematics } from '../ports/mathematics.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Register } from '../ports/register/register.ts';
import type { Signer } from '../ports/signer.ts';

/** What use-cases work with; put together once, in `processes`. */
export interface Means {
  readonly register: Register;
  readonly signer: Signer;
  /** Null: this process sends no mails; they wait for one that does. */
  readonly mailer: Mailer | null;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly passwords: Passwords;
  readonly mathematics: Mathematics;
  /** Entries of RSA keys whose private halves are known (`pki/x509/weak-key-list.ts`): such keys get no certificate. */
  readonly weakKeys: ReadonlySet<string>;
  /** Public base URL of the status role; stands in every certificate (CDP, AIA), without a slash at the end. */
  readonly statusUrl: string;
}
