/**
 * Login passwords, kept only as argon2id.
 *
 * Contract, tested by `passwords.contract.ts`:
 * - `verify` takes about the same time for a wrong password as for none (`hash` null: no such user), so that the
 *   answer's time tells nothing.
 * - At most a bounded number of calculations run at the same time; the rest wait in order.
 * - A hash that this port cannot have written throws: the register is damaged, and the customer is not to blame.
 */
export interface Passwords {
  /** PHC string, with parameters and salt. */
  hash(password: string): Promise<string>;
  verify(input: { password: string; hash: string | null }): Promise<boolean>;
  /** True when this hash was made at another cost than hashes are now: worth making anew after the next match. */
  isOutdated(hash: string): boolean;
}
