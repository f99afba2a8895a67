import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CrlShard, Issuer, IssuerId, PublishedCrl } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { publishCrl } from './publish-crl.ts';
import { openShard } from './take-place.ts';

/** What came of it, for the log and whoever asked. */
export interface Publishing {
  readonly published: readonly PublishedCrl[];
  /** Issuers whose CRLs should be made and cannot be now, with the reason; it is tried again when this is called again. */
  readonly refused: readonly { readonly issuerId: IssuerId; readonly keyName: string; readonly code: RefusalCode }[];
}

/**
 * Publishes the CRLs of all living issuers, those that are due or all. An issuer whose key is not at hand, as a root's
 * that lies in a safe, is passed over and told of; the others go on. Safe on several nodes at once.
 * @param among whose CRLs are meant
 * @param ending once it is aborted no further CRL is begun
 */
export async function publishCrls(
  means: Means,
  asked: 'when-due' | 'now' = 'when-due',
  among: (issuer: Issuer) => boolean = () => true,
  ending: AbortSignal | null = null,
): Promise<Publishing> {
  const wallClock = means.clock.wallClock();
  const issuers = await means.register.read((tx) => tx.issuers.all());
  const published: PublishedCrl[] = [];
  const refused: Publishing['refused'][number][] = [];
  for (const issuer of issuers.filter((one) => one.notBefore <= wallClock && wallClock < one.notAfter && among(one))) {
    try {
      for (const shard of await shardsOf(means, issuer)) {
        if (ending?.aborted) return { published, refused };
        const crl = await publishCrl(means, { issuer, shard, asked });
        if (crl) published.push(crl);
      }
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'store-unavailable') throw error;
      refused.push({ issuerId: issuer.id, keyName: issuer.keyName, code: error.code });
    }
  }
  return { published, refused };
}

/** An issuer that has issued nothing yet has a CRL, too: the first certificate must not name one that is not there. */
async function shardsOf(means: Means, issuer: Issuer): Promise<readonly CrlShard[]> {
  const shards = await means.register.read((tx) => tx.crlShards.ofIssuer(issuer.id));
  if (shards.length > 0) return shards;
  return means.register.change(async (tx) => {
    const meanwhile = await tx.crlShards.ofIssuer(issuer.id);
    return meanwhile.length > 0 ? meanwhile : [await openShard(means, tx, issuer)];
  });
}
