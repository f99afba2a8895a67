import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId } from '../../ports/register/records.ts';
import { readRequest } from '../issuance/read-request.ts';
import { type Signed, signedOrPending } from '../issuance/signed-or-pending.ts';
import type { Means } from '../means.ts';
import { hashOfCode } from './issue-acquisition-code.ts';
import { useCode } from './use-code.ts';

/**
 * A certificate for the code that the bank handed over: a user's first, or one in the place of another (R23 取得, R24
 * 再発行). One code, one key, one certificate: asked again with both, the answer is the same certificate, byte for byte.
 * Its term counts from today.
 *
 * Refuses `acquisition-mismatch` alike for an unknown user, a user without a code and a wrong code; `acquisition-locked`
 * after too many of these, `acquisition-used` by another key, `acquisition-expired`; and what `readRequest` refuses.
 */
export async function acquireCertificate(
  means: Means,
  input: {
    readonly bankId: BankId;
    readonly loginId: string;
    /** As it was given. */
    readonly code: string;
    /** PKCS#10, DER. */
    readonly csr: Uint8Array;
  },
): Promise<Signed> {
  // 1. Proof of possession, and the key's strength.
  const requested = await readRequest(means, input.csr);
  // 2. The code is used and the intent recorded, in one.
  const outcome = await means.register.change(async (tx) => {
    const user = await tx.users.byLoginId(input);
    const codes = user ? await tx.acquisitions.ofUser(user.id) : [];
    const codeHash = hashOfCode(means, input.code);
    const given = codes.find((one) => one.codeHash === codeHash) ?? null;
    return useCode(means, tx, { user, codes, given, requested });
  });
  // A wrong code is counted also though it is refused.
  if (outcome instanceof Refusal) throw outcome;
  // 3. Sign, and record the certificate.
  return signedOrPending(means, outcome);
}
