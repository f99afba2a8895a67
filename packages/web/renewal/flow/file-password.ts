export type PasswordFault = 'missing' | 'halfWidth' | 'short' | 'different';

/** Letters, digits and symbols of every keyboard: what all systems' import dialogs can type (screens 2.3). */
const halfWidth = /^[\x21-\x7e]*$/;

/** Why the password of the file cannot be taken; null when it can. Judged here only, never sent. */
export function judgeFilePassword({
  password,
  repeated,
  length,
}: {
  readonly password: string;
  readonly repeated: string;
  /** The least number of characters. */
  readonly length: number;
}): PasswordFault | null {
  if (password === '') return 'missing';
  if (!halfWidth.test(password)) return 'halfWidth';
  if (password.length < length) return 'short';
  return password === repeated ? null : 'different';
}
