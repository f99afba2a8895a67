import { PolicyRefused, parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import type { Bank } from '../ports/register/records.ts';
import { extensionProblems } from '../use-cases/issuance/client-profile.ts';

/** What demo banks decide differently from their own standard, by bank. */
export type PolicyChanges = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Invented = Pick<Bank, 'id' | 'name'> & { readonly policy: Readonly<Record<string, unknown>> };

/** Of the number that RFC 5612 keeps for examples: the policy of the bank's customers, and the one it shares with other banks. */
const certificatePolicies = [
  { oid: '1.3.6.1.4.1.32473.1.1', cps: 'https://www.reiji.example/cps/' },
  { oid: '1.3.6.1.4.1.32473.1.2', cps: 'https://www.reiji.example/common-policy/' },
];

/** One bank without the dedicated USB key and one with it (電子証明書媒体保管). */
const invented: readonly Invented[] = [
  { id: 'mihon', name: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' }, policy: { mediaStorage: false } },
  {
    id: 'reiji',
    name: { ja: '例示信用金庫', en: 'Reiji Shinkin Bank' },
    policy: { mediaStorage: true, certificatePolicies },
  },
];

/**
 * The invented banks.
 * Throws RangeError for a bank that the demo does not have, and PolicyRefused for a policy that cannot be.
 */
export function demoBanks(changes: PolicyChanges = {}): readonly Bank[] {
  for (const bank of Object.keys(changes)) {
    if (!invented.some(({ id }) => id === bank)) {
      throw new RangeError(`the demo has no bank ${bank}, only ${invented.map(({ id }) => id).join(' and ')}`);
    }
  }
  const banks = invented.map(({ id, name, policy }) => ({
    id,
    name,
    serviceName: { ja: 'WEB-FBサービス', en: 'WEB-FB service' },
    self: { ja: '当金庫', en: 'our bank' },
    helpDesk: { ja: 'WEB-FBサービス ヘルプデスク', en: 'WEB-FB service help desk' },
    phone: '0120-000-000',
    phoneHours: { ja: '平日9:00から18:00まで', en: '9:00 to 18:00 on weekdays' },
    // Who tries the demo does not wait for an hour.
    policy: parsePolicy({ mailSpreadMinutes: 0, ...policy, ...changes[id] }),
  }));
  const problems = banks.flatMap(({ policy }) => extensionProblems(policy));
  if (problems.length > 0) throw new PolicyRefused(problems);
  return banks;
}
