import type { LintRule } from '../rule.ts';

/** One addr-spec (RFC 5322 3.4.1) of ASCII without quoted strings and address literals; the host in small letters (RFC 5280 7.5). */
const addrSpec =
  /^(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** Whether a certificate for mails may be for it. */
export const isMailAddress = (text: string): boolean => addrSpec.test(text);

/** Readers compare it with From: whatever else stood beside it would be vouched for as well. */
export const mailAddress: LintRule = {
  name: 'mail-address',
  source: 'RFC 8550 3',
  check: ({ tbs, profile }) => {
    if (profile !== 'mail-signer') return undefined;
    const [name, ...others] = tbs.extensions.subjectAltName ?? [];
    if (others.length === 0 && name?.kind === 'email' && isMailAddress(name.text)) return undefined;
    const got = name === undefined ? 'none' : others.length > 0 ? `${others.length + 1} names` : 'another name';
    return { expected: 'one mail address and no other name', got };
  },
};
