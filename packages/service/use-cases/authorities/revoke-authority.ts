import type { AuthorityReason } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Issuer, IssuerId } from '../../ports/register/records.ts';
import type { Signer } from '../../ports/signer.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { endAuthorities } from './end-authorities.ts';
import { isKeptElsewhere } from './kept-elsewhere.ts';
import { publishListOf } from './publish-list-of.ts';
import { mustHoldKeyOf } from './root-that-signs.ts';
import { endingWith, mustLockNobodyOut, type WeightOfRevocation, weighRevocation } from './weigh-revocation.ts';

export interface AuthorityToRevoke {
  readonly issuerId: IssuerId;
  readonly reason: AuthorityReason;
  /** Holds the key of the CA above it. */
  readonly rootSigner: Signer;
  /** Do it though customers will have no certificate that works. */
  readonly thoughCustomersLoseAccess: boolean;
}

export interface RevokedAuthorityNow {
  readonly issuer: Issuer;
  /** It had been revoked before: nothing was changed, and the first reason stays. */
  readonly before: boolean;
  /** As it was just before. */
  readonly weight: WeightOfRevocation;
  /** Whether the CRL of the CA above it says so already. */
  readonly listed: boolean;
}

/** What it would mean to revoke this CA. Refuses `not-found`. */
export async function weighAuthority(
  means: Means,
  issuerId: IssuerId,
): Promise<{ readonly issuer: Issuer; readonly ending: readonly Issuer[]; readonly weight: WeightOfRevocation }> {
  const all = await means.register.read((tx) => tx.issuers.all());
  const issuer = all.find(({ id }) => id === issuerId);
  if (!issuer) throw refused('not-found', { id: issuerId });
  if (issuer.issuedBy === null)
    throw refused(
      'not-found',
      { id: issuerId },
      { expected: 'a CA under a root', got: 'a root, which no CRL revokes' },
    );
  const ending = endingWith(all, [issuerId]);
  return { issuer, ending, weight: await weighRevocation(means, ending) };
}

/**
 * Revokes a CA whose root is ours, with all that `endAuthorities` says, and publishes the root's CRL. Doing it again
 * changes nothing, and makes up for a CRL that could not be signed. Refuses `not-found`; `signer-unavailable` without the
 * root's key, also where that is kept elsewhere: then its CRL says so, and `importCrl` brings it; and `issuer-in-use`.
 */
export async function revokeAuthority(means: Means, asked: AuthorityToRevoke): Promise<RevokedAuthorityNow> {
  // 1. Which, and what it means.
  const { issuer, ending, weight } = await weighAuthority(means, asked.issuerId);
  const root = await means.register.read((tx) => tx.issuers.get(issuer.issuedBy ?? ''));
  if (!root) throw refused('not-found', { id: issuer.issuedBy });
  if (!asked.thoughCustomersLoseAccess) mustLockNobodyOut(weight);
  // 2. Who may: whoever has the root's key.
  if (isKeptElsewhere(root)) {
    const difference = {
      expected: "its root's CRL, brought in by crl import",
      got: 'a root whose key is kept elsewhere',
    };
    throw refused('signer-unavailable', { keyName: root.keyName }, difference);
  }
  await mustHoldKeyOf(asked.rootSigner, root);
  // 3. Revoke it with all that follows, in one.
  const revocation = { at: means.clock.now(), reason: asked.reason };
  const { serialNumber: serial } = issuerCertificate(issuer);
  const before = await means.register.change(async (tx) => {
    if (!(await tx.revokedAuthorities.insert({ ...revocation, issuerId: root.id, serial }))) return true;
    await endAuthorities(means, tx, { ending, revocation });
    return false;
  });
  // 4. The root's CRL, while its key is at hand.
  const listed = await publishListOf({ ...means, signer: asked.rootSigner }, root, serial);
  return { issuer, before, weight, listed };
}
