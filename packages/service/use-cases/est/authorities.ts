import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId } from '../../ports/register/records.ts';
import type { Register } from '../../ports/register/register.ts';
import { chainOf } from '../issuance/chain-of.ts';
import type { Means } from '../means.ts';

/**
 * The bank that an EST path means: the one of its label, and without a label the only one there is (RFC 7030 3.2.2).
 * Refuses `not-found`.
 */
export async function bankOfLabel(means: Pick<Means, 'register'>, label: string | null): Promise<Bank> {
  const bank = await means.register.read(async (tx) => {
    if (label !== null) return tx.banks.get(label);
    const banks = await tx.banks.all();
    return banks.length === 1 ? (banks[0] ?? null) : null;
  });
  if (bank) return bank;
  throw refused('not-found', {}, { expected: 'the label of a bank, or none where there is one bank', got: 'another' });
}

/** Banks are only ever added (ports/register): one that was seen is there. */
const seen = new WeakMap<Register, Set<BankId>>();

/** The id of the bank that a path means; as {@link bankOfLabel}, and from memory where the label says it all. */
export async function bankIdOfLabel(means: Pick<Means, 'register'>, label: string | null): Promise<BankId> {
  const known = seen.get(means.register) ?? new Set();
  if (label !== null && known.has(label)) return label;
  const { id } = await bankOfLabel(means, label);
  seen.set(means.register, known.add(id));
  return id;
}

/**
 * DER of every issuing CA of the bank that is valid and not revoked, all generations, each with its chain as far as the root
 * (RFC 7030 4.1.3): a client trusts the next generation before it meets its certificates. Each stands there once.
 */
export async function authoritiesOf(
  means: Pick<Means, 'register' | 'clock'>,
  bankId: BankId,
): Promise<readonly Uint8Array[]> {
  const now = means.clock.now();
  return means.register.read(async (tx) => {
    const all: Uint8Array[] = [];
    for (const generation of await tx.issuers.ofBank(bankId)) {
      if (generation.notAfter < now || generation.revocation !== null) continue;
      all.push(...(await chainOf(tx, generation.id)));
    }
    if (all.length === 0) throw refused('signer-unavailable', {}, { expected: 'an issuing CA', got: 'none' });
    return all;
  });
}
