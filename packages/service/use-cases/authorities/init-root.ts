import { authorityTerm } from '@koshin/lifecycle/certificates/new-generation.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { encodeName, type NameFields } from '@koshin/pki/x509/name.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { KeyKind, Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';
import { certifyAuthority } from './certify-authority.ts';
import { ensureKey } from './ensure-key.ts';

export interface RootToMake {
  readonly name: NameFields;
  readonly keyKind: KeyKind;
  /** Null: named after its number, `root-g1`. */
  readonly keyName: string | null;
  readonly years: number;
  /** True: a further root, beside those that are there. */
  readonly further: boolean;
  /** Holds the root's key: the service's own, or one that is put in for this alone. */
  readonly signer: Signer;
}

/**
 * Makes a root: its key in the given signer, its certificate in the register. A start that was cut off between the two
 * is finished by calling it again. Refuses `issuer-exists` {keyName} when a root is registered and no further one is
 * asked for, or when the key is a registered CA's.
 */
export async function initRoot(means: Means, asked: RootToMake): Promise<{ issuer: Issuer; keyMade: boolean }> {
  // 1. Its number, and the name of its key.
  const generation = (await means.register.read(roots)).length + 1;
  const keyName = asked.keyName ?? `root-g${generation}`;
  await means.register.read((tx) => mustBeNew(tx, { keyName, further: asked.further }));
  // 2. Its key and its certificate.
  const { publicKey, made } = await ensureKey(asked.signer, { keyName, kind: asked.keyKind });
  const { zone } = defaultPolicy;
  const term = authorityTerm({ now: means.clock.wallClock(), years: asked.years, zone, issuer: null });
  const toCertify = { subject: encodeName(asked.name), publicKey, term, issuedBy: null };
  const certificateDer = await certifyAuthority(means, toCertify, { signer: asked.signer, keyName });
  // 3. Record it, unless another was quicker.
  const issuer: Issuer = {
    id: newId<'issuer'>(means),
    bankId: null,
    generation,
    keyName,
    certificateDer,
    issuedBy: null,
    takesOverAt: null,
    revocation: null,
    ...term,
  };
  await means.register.change(async (tx) => {
    await mustBeNew(tx, { keyName, further: asked.further });
    await tx.issuers.insert(issuer);
    await systemAuditOf(means, tx, null)('issuer-created', { issuerId: issuer.id });
  });
  return { issuer, keyMade: made };
}

async function roots(tx: RegisterView): Promise<readonly Issuer[]> {
  return (await tx.issuers.all()).filter(({ bankId }) => bankId === null);
}

async function mustBeNew(tx: RegisterView, asked: { keyName: string; further: boolean }): Promise<void> {
  const { keyName, further } = asked;
  const known = (await tx.issuers.all()).find((one) => one.keyName === keyName || (one.bankId === null && !further));
  if (known) throw refused('issuer-exists', { keyName: known.keyName, issuerId: known.id });
}
