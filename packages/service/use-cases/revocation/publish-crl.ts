import { authorityListed, listedOn } from '@koshin/lifecycle/revocation-lists/listed.ts';
import { crlDates, nextCrlNumber } from '@koshin/lifecycle/revocation-lists/schedule.ts';
import { assembleList } from '@koshin/pki/crl/assemble-list.ts';
import type { CrlShard, EndedCertificate, Issuer, PublishedCrl, ReservedCrl } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { signByIssuer } from '../sign-by-issuer.ts';
import { type CrlContent, crlToBeSigned } from './crl-to-be-signed.ts';
import { judgeCrl, rhythmOf } from './judge-crl.ts';

/**
 * Makes a shard's CRL and publishes it, `when-due` or `now`. Its number is given out before anything is signed, together
 * with a look at what must be on it: so of two CRLs the one with the higher number never knows less, whichever node made
 * it and whenever its signature came. What is cut off in between leaves a number unused, which RFC 5280 5.2.3 allows.
 *
 * @returns what readers get now; null where it was not due. Throws a `Refusal` with `signer-unavailable` when the key
 *   cannot be used now.
 */
export async function publishCrl(
  means: Means,
  { issuer, shard, asked }: { readonly issuer: Issuer; readonly shard: CrlShard; readonly asked: 'when-due' | 'now' },
): Promise<PublishedCrl | null> {
  // 1. Is it due? Mostly not, and then nothing is written.
  const { due } = await means.register.read((tx) => judgeCrl(means, tx, { issuer, shard }));
  if (due === null && asked === 'when-due') return null;
  // 2. Is the key at hand? One that is not must not use up numbers.
  const signatureAlgorithm = await means.signer.algorithmOf(issuer.keyName);
  // 3. Give out the number, and see what must be on the CRL, in one.
  const reserved = await reserve(means, { issuer, shard, asked });
  if (reserved === null) return null;
  // 4. Sign.
  const accepted = crlToBeSigned({ ...reserved, issuer, url: shard.url, signatureAlgorithm });
  const der = assembleList(accepted, await signByIssuer(means, { issuer, tbs: accepted }));
  // 5. Publish it, unless a newer one came first.
  const crl = { ...reserved.crl, der, fingerprint: digestOf(means, der) };
  const { issuerId, number, fingerprint } = crl;
  return means.register.change(async (tx) => {
    if (!(await tx.crls.publish(crl))) return tx.crls.published(crl);
    const subject = { issuerId, shard: crl.shard, number, entries: reserved.entries.length, fingerprint };
    await systemAuditOf(means, tx, issuer.bankId)('crl-published', subject);
    return crl;
  });
}

function reserve(
  means: Means,
  { issuer, shard, asked }: Parameters<typeof publishCrl>[1],
): Promise<Pick<CrlContent, 'crl' | 'entries'> | null> {
  return means.register.change(async (tx) => {
    const { due, current, newest, complete, zone } = await judgeCrl(means, tx, { issuer, shard });
    if (due === null && asked === 'when-due') return null;
    const [now, wallClock] = [means.clock.now(), means.clock.wallClock()];
    const dates = crlDates({ previous: newest, rhythm: rhythmOf(issuer), now: wallClock, issuer });
    const isScheduled = due === 'scheduled' || current === null;
    const crl: ReservedCrl = {
      issuerId: issuer.id,
      shard: shard.shard,
      number: nextCrlNumber({ last: newest?.number ?? null, now: wallClock }),
      ...dates,
      scheduledAt: isScheduled ? dates.thisUpdate : current.scheduledAt,
      complete,
      reservedAt: wallClock,
    };
    await tx.crls.reserve({ ...crl, now });
    const facts = { now, wallClock, scheduledAt: current?.scheduledAt ?? null, zone };
    const entries = (await tx.crlShards.ended(shard)).flatMap((certificate: EndedCertificate) => {
      const listed = listedOn(certificate, facts);
      return listed ? [{ serial: certificate.serial, ...listed }] : [];
    });
    const authorities = shard.shard === 0 ? await tx.revokedAuthorities.ofIssuer(issuer.id) : [];
    for (const one of authorities) entries.push({ serial: one.serial, ...authorityListed(one, wallClock) });
    return { crl, entries };
  });
}
