/** Characters a login password must have (screens, `acq.password`); the service judges it again. */
export const newPasswordLength = 12;

export type NewPasswordFault = 'short' | 'characters' | 'different' | 'same-as-code';

/** Null: it can be sent. Whether it is the code the service tells. */
export function judgeNewPassword({
  password,
  repeated,
}: {
  readonly password: string;
  readonly repeated: string;
}): Exclude<NewPasswordFault, 'same-as-code'> | null {
  if (!/^[\x20-\x7E]*$/.test(password)) return 'characters';
  if (password.length < newPasswordLength) return 'short';
  return password === repeated ? null : 'different';
}
