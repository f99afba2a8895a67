/**
 * Login passwords, kept only as argon2id.
 *
 * Contract: `verify` takes about the same time for a wrong password as for none (`hash` null: no such user), so that
 * the answer's time tells nothing. At most a bounded number of calculations run at the same time; the rest wait.
 */
export interface Passwords {
  /** PHC string, with parameters and salt. */
  hash(password: string): Promise<string>;
  verify(input: { password: string; hash: string | null }): Promise<boolean>;
}
