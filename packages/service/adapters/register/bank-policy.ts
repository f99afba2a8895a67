import { type BankPolicy, parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';

/** As many banks as are asked for at the same time. */
const remembered = 64;
const read = new Map<string, BankPolicy>();

/** The policy that a row holds: the same text says the same, so what was read lately is not read again. */
export function policyFrom(text: string): BankPolicy {
  const known = read.get(text);
  if (known) return known;
  const policy = parsePolicy(presentNames(JSON.parse(text)));
  const [oldest] = read.keys();
  if (read.size >= remembered && oldest !== undefined) read.delete(oldest);
  read.set(text, policy);
  return policy;
}

/**
 * A policy as it is called now: until a bank could have several, its one certificate policy had a setting of its own. It
 * could be anyPolicy, which said as little as none.
 */
function presentNames({ certificatePolicy, ...policy }: Readonly<Record<string, unknown>>): unknown {
  if (typeof certificatePolicy !== 'string' || certificatePolicy === '2.5.29.32.0') return policy;
  return { ...policy, certificatePolicies: [certificatePolicy] };
}
