import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CrlShard, Issuer, IssuerId, PublishedCrl } from '../../ports/register/records.ts';
import { isKeptElsewhere } from '../authorities/kept-elsewhere.ts';
import type { Means } from '../means.ts';
import { crlFromElsewhere } from './crl-from-elsewhere.ts';
import { publishCrl } from './publish-crl.ts';
import { openShard } from './take-place.ts';

/** What came of it, for the log and whoever asked. */
export interface Publishing {
  readonly published: readonly PublishedCrl[];
  /** Issuers whose CRLs should be made and cannot be now, with the reason; it is tried again when this is called again. */
  readonly refused: readonly CrlNotMade[];
}

interface CrlNotMade {
  readonly issuerId: IssuerId;
  readonly keyName: string;
  readonly code: RefusalCode;
  /** There is none at its address: who wants to know what was revoked finds nothing. */
  readonly missing: boolean;
}

/**
 * Publishes the CRLs of all living issuers, those that are due or all. An issuer whose key is not at hand, as a root's
 * that lies in a safe, is passed over and told of; the others go on. Of one that is kept elsewhere by choice, `when-due`
 * tells when the CRL that was brought from there grows old, or was never brought though it is looked for here. Safe on several nodes at once.
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
  const refused: CrlNotMade[] = [];
  for (const issuer of issuers.filter((one) => one.notBefore <= wallClock && wallClock < one.notAfter && among(one))) {
    if (asked === 'when-due' && isKeptElsewhere(issuer)) {
      const standing = await means.register.read((tx) => crlFromElsewhere(means, tx, issuer));
      if (standing === 'missing' || standing === 'grows-old')
        refused.push(await notMade(means, issuer, 'signer-unavailable'));
      continue;
    }
    try {
      for (const shard of await shardsOf(means, issuer)) {
        if (ending?.aborted) return { published, refused };
        const crl = await publishCrl(means, { issuer, shard, asked });
        if (crl) published.push(crl);
      }
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'store-unavailable') throw error;
      refused.push(await notMade(means, issuer, error.code));
    }
  }
  return { published, refused };
}

async function notMade(means: Means, { id: issuerId, keyName }: Issuer, code: RefusalCode): Promise<CrlNotMade> {
  const current = await means.register.read((tx) => tx.crls.current({ issuerId, shard: 0 }));
  return { issuerId, keyName, code, missing: current === null };
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
