import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Issuer, IssuerId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Signer } from '../../ports/signer.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';

/** The root of this id, or the one that there is where none is named. Refuses `not-found` {root}. */
export async function rootThatSigns(tx: RegisterView, issuerId: IssuerId | null): Promise<Issuer> {
  const roots = (await tx.issuers.all()).filter((one) => one.bankId === null);
  const named = issuerId === null ? roots : roots.filter(({ id }) => id === issuerId);
  const [root, another] = named;
  if (!root) throw refused('not-found', { root: issuerId }, { expected: 'a root that signs it', got: 'none' });
  if (another)
    throw refused('not-found', { root: null }, { expected: 'one root, or its id', got: `${named.length} roots` });
  return root;
}

/** Asked before anything is made, so that a root that was not put in leaves nothing behind. */
export async function mustHoldKeyOf(signer: Signer, root: Issuer): Promise<void> {
  const { keyName } = root;
  const expected = 'the key of the root, from where it is kept';
  const held = await signer.publicKeyOf(keyName).catch((error: unknown) => {
    throw error instanceof Refusal ? refused(error.code, error.detail, { expected, got: 'none' }) : error;
  });
  if (Buffer.from(held).equals(issuerCertificate(root).publicKey.der)) return;
  throw refused('signer-unavailable', { keyName, reason: 'another key' }, { expected, got: 'another of its name' });
}
