import { type CalendarDay, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import {
  type AuthorityTerm,
  authorityTerm,
  judgeNewGeneration,
} from '@koshin/lifecycle/certificates/new-generation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import type { Bank, BankId, Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { KeyKind, Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';
import { certifyAuthority } from './certify-authority.ts';
import { ensureKey } from './ensure-key.ts';

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
  const keyName = asked.keyName ?? `${bank.id}-g${generation}`;
  const { publicKey, made } = await ensureKey(means.signer, { keyName, kind: asked.keyKind });
  const commonName = asked.commonName ?? `${bank.name.ja} 法人認証局 G${generation}`;
  const subject = encodeName({ country: 'JP', organization: bank.name.ja, commonName });
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

/** Asked before the bank's key is made, so that a root that was not put in leaves nothing behind. */
async function mustHoldKeyOf(signer: Signer, root: Issuer): Promise<void> {
  const { keyName } = root;
  const expected = 'the key of the root, from where it is kept';
  const held = await signer.publicKeyOf(keyName).catch((error: unknown) => {
    throw error instanceof Refusal ? refused(error.code, error.detail, { expected, got: 'none' }) : error;
  });
  if (Buffer.from(held).equals(issuerCertificate(root).publicKey.der)) return;
  throw refused('signer-unavailable', { keyName, reason: 'another key' }, { expected, got: 'another of its name' });
}

async function gather(tx: RegisterView, { bankId, issuerId }: GenerationToAdd): Promise<Gathered> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  const roots = (await tx.issuers.all()).filter((one) => one.bankId === null);
  const named = issuerId === null ? roots : roots.filter(({ id }) => id === issuerId);
  const [root, another] = named;
  if (!root) throw refused('not-found', { root: issuerId }, { expected: 'a root that signs it', got: 'none' });
  if (another)
    throw refused('not-found', { root: null }, { expected: 'one root, or its id', got: `${named.length} roots` });
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

function nextOf(generations: readonly Issuer[]): number {
  return Math.max(0, ...generations.map(({ generation }) => generation)) + 1;
}
