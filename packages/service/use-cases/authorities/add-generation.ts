import { type CalendarDay, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import {
  type AuthorityTerm,
  authorityTerm,
  judgeNewGeneration,
} from '@koshin/lifecycle/certificates/new-generation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId, Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { KeyKind, Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';
import { certifyAuthority } from './certify-authority.ts';
import { ensureKey } from './ensure-key.ts';
import { nameOfGeneration, nextOf } from './name-of-generation.ts';
import { mustHoldKeyOf, rootThatSigns } from './root-that-signs.ts';

export interface GenerationToAdd {
  readonly bankId: BankId;
  /** Who signs it; null: the one root that there is. */
  readonly issuerId: IssuerId | null;
  /** Holds the root's key. */
  readonly rootSigner: Signer;
  /** Null: `<bank>-g<generation>`, in the service's own signer. */
  readonly keyName: string | null;
  readonly keyKind: KeyKind;
  /** Null: the bank's name, 法人認証局 and the generation. */
  readonly commonName: string | null;
  readonly years: number;
  /** Null: the bank's first generation, which signs at once. */
  readonly takesOverOn: CalendarDay | null;
}

interface Gathered {
  readonly bank: Bank;
  readonly generations: readonly Issuer[];
  readonly root: Issuer;
}

/**
 * A new generation of a bank's issuing CA: the first, or one that takes over at the start of a day in the bank's zone.
 * A start that was cut off between key and certificate is finished by calling it again. Refuses what
 * `judgeNewGeneration` refuses, `not-found` for bank and root, and `changed-meanwhile` when another was quicker.
 */
export async function addGeneration(
  means: Means,
  asked: GenerationToAdd,
): Promise<{ issuer: Issuer; keyMade: boolean }> {
  // 1. May it be?
  const gathered = await means.register.read((tx) => gather(tx, asked));
  const { bank, root, generations } = gathered;
  const { zone } = bank.policy;
  const term = authorityTerm({ now: means.clock.wallClock(), years: asked.years, zone, issuer: root });
  judge(means, gathered, { takesOverOn: asked.takesOverOn, term });
  await mustHoldKeyOf(asked.rootSigner, root);
  // 2. Its key and its certificate.
  const generation = nextOf(generations);
  const { keyName, subject } = nameOfGeneration(bank, generation, asked);
  const { publicKey, made } = await ensureKey(means.signer, { keyName, kind: asked.keyKind });
  const certificateDer = await certifyAuthority(
    means,
    { subject, publicKey, term, issuedBy: root },
    { signer: asked.rootSigner, keyName: root.keyName },
  );
  // 3. Record it, when all is still as it was judged.
  const issuer: Issuer = {
    id: newId<'issuer'>(means),
    bankId: bank.id,
    generation,
    keyName,
    certificateDer,
    issuedBy: root.id,
    takesOverAt: asked.takesOverOn && startOfDay(asked.takesOverOn, zone),
    revocation: null,
    ...term,
  };
  await means.register.change(async (tx) => {
    const now = await gather(tx, asked);
    if (nextOf(now.generations) !== generation) throw refused('changed-meanwhile');
    judge(means, now, { takesOverOn: asked.takesOverOn, term });
    await tx.issuers.insert(issuer);
    await systemAuditOf(means, tx, bank.id)('issuer-created', { issuerId: issuer.id, generation });
  });
  return { issuer, keyMade: made };
}

async function gather(tx: RegisterView, { bankId, issuerId }: GenerationToAdd): Promise<Gathered> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  const root = await rootThatSigns(tx, issuerId);
  return { bank, root, generations: await tx.issuers.ofBank(bankId) };
}

function judge(
  means: Means,
  { bank, root, generations }: Gathered,
  asked: { readonly takesOverOn: CalendarDay | null; readonly term: AuthorityTerm },
): void {
  const refusal = judgeNewGeneration({
    ...asked,
    generations,
    issuer: root,
    policy: bank.policy,
    now: means.clock.now(),
  });
  if (refusal) throw new Refusal(refusal);
}
