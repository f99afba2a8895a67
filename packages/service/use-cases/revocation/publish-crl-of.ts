import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { OneForAllThatWait } from './one-for-all-that-wait.ts';
import { publishCrl } from './publish-crl.ts';

type Place = Pick<CertificateRecord, 'issuerId' | 'crlShard'>;

/** Of each register of this process: many revocations at the same time share a CRL. */
const publishing = new WeakMap<Means['register'], OneForAllThatWait<void>>();

/** Makes the CRL of a revoked certificate anew, where it is due; a key that is not at hand leaves it to the timer. */
export async function publishCrlOf(means: Means, place: Place): Promise<void> {
  const ours = publishing.get(means.register) ?? new OneForAllThatWait<void>();
  publishing.set(means.register, ours);
  await ours.run(placeOf(place), () => publishNow(means, place));
}

/** The same for many: each CRL once. */
export async function publishCrlsOf(means: Means, places: readonly Place[]): Promise<void> {
  const each = new Map(places.map((place) => [placeOf(place), place]));
  for (const place of each.values()) await publishCrlOf(means, place);
}

/** The ids of those revoked certificates of which the CRL that readers get does not tell so. */
export async function unlistedOf(
  means: Means,
  certificates: readonly (Place & Pick<CertificateRecord, 'id' | 'serial'>)[],
): Promise<ReadonlySet<string>> {
  const now = means.clock.now();
  return means.register.read(async (tx) => {
    const unlisted = new Set<string>();
    for (const ofPlace of Map.groupBy(certificates, placeOf).values()) {
      const [{ issuerId, crlShard: shard } = { issuerId: '', crlShard: 0 }] = ofPlace;
      const number = (await tx.crls.current({ issuerId, shard }))?.number ?? null;
      const key = { issuerId, shard, number, now };
      // Mostly everything is on it, and then nobody needs to be asked about one by one.
      if (!(await tx.crlShards.hasUnlisted(key))) continue;
      for (const { id, serial } of ofPlace) if (await tx.crlShards.hasUnlisted({ ...key, serial })) unlisted.add(id);
    }
    return unlisted;
  });
}

const placeOf = ({ issuerId, crlShard }: Place) => `${issuerId} ${crlShard}`;

async function publishNow(means: Means, { issuerId, crlShard }: Place): Promise<void> {
  const { issuer, shards } = await means.register.read(async (tx) => ({
    issuer: await tx.issuers.get(issuerId),
    shards: await tx.crlShards.ofIssuer(issuerId),
  }));
  const shard = shards.find((one) => one.shard === crlShard);
  if (!issuer || !shard) return;
  try {
    await publishCrl(means, { issuer, shard, asked: 'when-due' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
