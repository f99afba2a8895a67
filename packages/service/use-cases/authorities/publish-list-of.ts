import type { Issuer } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { publishCrls } from '../revocation/publish-crls.ts';

/**
 * Publishes a root's CRL where it is due, while its key is at hand.
 * @param serial of a CA that it has revoked, lower-case hex
 * @returns whether the CRL that readers get says so
 */
export async function publishListOf(means: Means, { id }: Issuer, serial: string): Promise<boolean> {
  await publishCrls(means, 'when-due', (one) => one.id === id);
  const now = means.clock.now();
  return means.register.read(async (tx) => {
    const key = { issuerId: id, shard: 0 };
    const current = await tx.crls.current(key);
    return current !== null && !(await tx.crlShards.hasUnlisted({ ...key, serial, number: current.number, now }));
  });
}
