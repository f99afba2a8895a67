/** Characters a login password must have (screens, `acq.password`). */
export const newPasswordLength = 12;

/** 半角: what every keyboard writes alike, so that nobody is kept out by another one. */
const halfWidth = /^[\x20-\x7E]*$/;

export type NewPasswordFault = 'short' | 'characters' | 'same-as-code';

/** Null: it may be set as a login password. `sameAsCode`: it is the code that was handed over on paper. */
export function newPasswordFault(
  password: string,
  { sameAsCode }: { readonly sameAsCode: boolean },
): NewPasswordFault | null {
  if (!halfWidth.test(password)) return 'characters';
  if (password.length < newPasswordLength) return 'short';
  return sameAsCode ? 'same-as-code' : null;
}
