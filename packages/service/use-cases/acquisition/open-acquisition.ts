import { acquisitionTries } from '@koshin/lifecycle/acquisition/judge-acquisition.ts';
import { judgeOpening } from '@koshin/lifecycle/acquisition/judge-opening.ts';
import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, Bank } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { hashOf } from '../secrets.ts';
import { type BrowserKey, mustBeServed } from './acquirer.ts';
import { type CertificateOfCode, certificateOfCode } from './certificate-of-code.ts';
import { countMismatch } from './count-mismatch.ts';
import { hashOfCode } from './issue-acquisition-code.ts';

/**
 * A code is given in a browser (R23): from here on this browser, and no other, goes on with it, until the code is given
 * elsewhere. Nothing is used by that yet.
 *
 * Refuses `acquisition-mismatch` {n} alike for an unknown user, a user without a code and a wrong code;
 * `acquisition-locked` {n}, `acquisition-expired` {codeExpiry}, `acquisition-used` {usedDate}, `contract-closed`,
 * `user-suspended`.
 */
export async function openAcquisition(
  means: Means,
  input: BrowserKey & {
    readonly browserSecret: string;
    readonly loginId: string;
    /** As it was given. */
    readonly code: string;
  },
): Promise<void> {
  const outcome = await means.register.change(async (tx) => {
    // 1. Gather.
    const [bank, user] = [await tx.banks.get(input.bankId), await tx.users.byLoginId(input)];
    if (!bank) throw refused('not-found');
    const codes = user ? await tx.acquisitions.ofUser(user.id) : [];
    const codeHash = hashOfCode(means, input.code);
    const given = codes.find((one) => one.codeHash === codeHash) ?? null;
    const newest = codes[0] ?? null;
    const { standing } = await certificateOfCode(means, tx, { acquisition: given ?? { used: null }, bank });
    // 2. Judge.
    const certificate = standings[standing];
    const judged = judgeOpening({ newest, given, certificate, now: means.clock.now() });
    if (!judged.allowed) {
      if (judged.counts && newest) await countMismatch(means, tx, { newest, locks: judged.locks });
      return refused(judged.code, detailOf(judged.code, given, bank));
    }
    const contract = user && (await tx.contracts.get(user.contractId));
    if (!user || !contract || !given) return refused('acquisition-mismatch', { n: acquisitionTries });
    mustBeServed({ contract, user });
    // 3. Act.
    return open(means, tx, { given, input, bank, user });
  });
  // A wrong code is counted also though it is refused.
  if (outcome instanceof Refusal) throw outcome;
}

const standings = {
  none: 'none',
  requested: 'waiting',
  issued: 'waiting',
  proven: 'over',
  ended: 'over',
} as const satisfies Record<CertificateOfCode['standing'], string>;

async function open(
  means: Means,
  tx: RegisterTransaction,
  {
    given,
    input,
    ...customer
  }: Parameters<typeof auditOf>[2] & { readonly given: Acquisition; readonly input: { browserSecret: string } },
): Promise<void> {
  const opening = { browserHash: hashOf(means, input.browserSecret), at: means.clock.now(), passwordAt: null };
  await tx.acquisitions.update({ ...given, opening });
  await auditOf(means, tx, customer)('acquisition-opened', { acquisitionId: given.id });
}

/** What its page says beside the code; nothing of a code is told to who does not have it. */
function detailOf(code: Refusal['code'], given: Acquisition | null, { policy }: Bank): Refusal['detail'] {
  if (code === 'acquisition-expired' && given) return { codeExpiry: dayOf(given.expiresAt, policy.zone) };
  if (code === 'acquisition-used' && given?.used) return { usedDate: dayOf(given.used.at, policy.zone) };
  return { n: acquisitionTries };
}
