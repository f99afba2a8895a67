import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { placeIn } from '@koshin/lifecycle/revocation-lists/shards.ts';
import type { CrlShard, Issuer } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { crlUrl } from '../issuance/issuer-parts.ts';
import type { Means } from '../means.ts';

/**
 * Finds the CRL on which a new certificate would stand if it were revoked, and counts it there. The shard is fixed for
 * the certificate's life, as its URL stands in it.
 *
 * @returns the number of the shard
 */
export async function takePlace(
  means: Means,
  tx: RegisterTransaction,
  {
    issuer,
    serialNumber,
    expiryDate,
  }: { readonly issuer: Issuer; readonly serialNumber: Uint8Array; readonly expiryDate: CalendarDay },
): Promise<number> {
  // 1. The oldest open shard at the address that we have now: after a move, the old ones keep theirs and get no more.
  const open = await tx.crlShards.open(issuer.id);
  const here = open.filter((shard) => shard.url === crlUrl(means, shard));
  const shard = here[0] ?? (await openShard(means, tx, issuer));
  // 2. Count the certificate, and close the shard that is full.
  const drawn = serialNumber.at(-1) ?? 0;
  const { changed, next } = placeIn(shard, { expiryDate, drawn, now: means.clock.now() });
  if (changed) await tx.crlShards.update({ ...shard, ...changed });
  // 3. The next one opens before it is needed: its CRL is published before the first certificate names it.
  if (next && here.length < 2) await openShard(means, tx, issuer);
  return shard.shard;
}

/** A new shard at the address that we have now; of an issuer that has none yet, the first. */
export async function openShard(means: Means, tx: RegisterTransaction, issuer: Issuer): Promise<CrlShard> {
  const key = { issuerId: issuer.id, shard: await tx.crlShards.count(issuer.id) };
  const shard = { ...key, url: crlUrl(means, key), estimate: 0, lastExpiryDate: null, closedAt: null };
  await tx.crlShards.insert(shard);
  return shard;
}
