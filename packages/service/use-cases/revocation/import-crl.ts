import { formatInstant, hours, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { type AuthorityRevocation, authorityReasonOf } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { type CertificateList, parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { acceptCrl } from '@koshin/pki/crl/lint/accept-crl.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import type { Issuer, PublishedCrl } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import { endAuthorities } from '../authorities/end-authorities.ts';
import { isKeptElsewhere } from '../authorities/kept-elsewhere.ts';
import { endingWith, mustLockNobodyOut, weighRevocation } from '../authorities/weigh-revocation.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { openShard } from './take-place.ts';

export interface CrlImported {
  readonly crl: PublishedCrl;
  /** CAs that it revoked, and which were not revoked before. */
  readonly ended: readonly Issuer[];
}

/** A clock elsewhere may run ahead by so much. */
const ahead = hours(1);

/**
 * Publishes the CRL of a CA whose key is kept elsewhere, as it was made there: complete, by the rules that ours keep.
 * Refuses `crl-import-refused` {rule}: `crl-malformed`, `no-such-issuer`, `signature`, a rule of the lint, `expired`,
 * `of-the-future`, and `not-newer` than the one that is published. A CA that it revokes ends with it, in the same change;
 * refuses `issuer-in-use` where customers would lose access by that, unless it is to be.
 */
export async function importCrl(
  means: Means,
  { der, thoughCustomersLoseAccess }: { readonly der: Uint8Array; readonly thoughCustomersLoseAccess: boolean },
): Promise<CrlImported> {
  // 1. Whose it is, by name and signature.
  const list = parse(der);
  const issuer = await issuerOf(means, list);
  // 2. What readers could do nothing with is not published.
  const linted = acceptCrl(list.tbs, { issuer: issuerCertificate(issuer), point: null });
  if (!linted.accepted) {
    const [first] = linted.findings;
    throw refusal(first?.rule ?? 'encoding', { expected: first?.expected ?? '', got: first?.got ?? '' });
  }
  const [thisUpdate, nextUpdate] = [instant(list.thisUpdate), instant(list.nextUpdate)];
  const now = means.clock.wallClock();
  if (nextUpdate <= now) throw refusal('expired', { expected: 'a nextUpdate to come', got: formatInstant(nextUpdate) });
  if (thisUpdate > plusSeconds(now, ahead))
    throw refusal('of-the-future', { expected: 'a thisUpdate that has come', got: formatInstant(thisUpdate) });
  const number = list.extensions.crlNumber ?? 0;
  // 3. Whom it revokes, and what that means.
  const revoked = await revokedBy(means, { issuer, list });
  const ending = revoked.flatMap((one) => one.ending);
  if (!thoughCustomersLoseAccess) mustLockNobodyOut(await weighRevocation(means, ending));
  // 4. Publish it, above every one that was given out, and draw the consequences.
  return means.register.change(async (tx) => {
    const [shard = await openShard(means, tx, issuer)] = await tx.crlShards.ofIssuer(issuer.id);
    const newest = await tx.crls.newest(shard);
    if (newest && newest.number >= number)
      throw refusal('not-newer', { expected: `a number above ${newest.number}`, got: String(number) });
    const crl: PublishedCrl = {
      issuerId: issuer.id,
      shard: shard.shard,
      number,
      thisUpdate,
      nextUpdate,
      scheduledAt: thisUpdate,
      complete: true,
      reservedAt: now,
      der: list.der,
      fingerprint: digestOf(means, list.der),
    };
    const { der: bytes, fingerprint, ...reserved } = crl;
    await tx.crls.reserve({ ...reserved, now: means.clock.now() });
    await tx.crls.publish({ ...reserved, der: bytes, fingerprint });
    const { issuerId } = crl;
    const subject = { issuerId, shard: crl.shard, number, entries: list.entries.length, fingerprint, imported: true };
    await systemAuditOf(means, tx, null)('crl-published', subject);
    for (const one of revoked) await endAuthorities(means, tx, one);
    return { crl, ended: ending };
  });
}

interface Revoked {
  readonly ending: readonly Issuer[];
  readonly revocation: AuthorityRevocation;
}

/** The CAs that are registered here, were issued by this one, and stand on its list; each with those below it. */
async function revokedBy(
  means: Means,
  { issuer, list }: { readonly issuer: Issuer; readonly list: CertificateList },
): Promise<readonly Revoked[]> {
  const all = await means.register.read((tx) => tx.issuers.all());
  const entries = new Map(list.entries.map((entry) => [entry.serialNumber, entry]));
  return all
    .filter(({ issuedBy }) => issuedBy === issuer.id)
    .flatMap((one) => {
      const entry = entries.get(issuerCertificate(one).serialNumber);
      if (!entry) return [];
      const revocation = { at: instant(entry.revokedAt), reason: authorityReasonOf(entry.reason) };
      return [{ ending: endingWith(all, [one.id]), revocation }];
    });
}

function parse(der: Uint8Array): CertificateList {
  try {
    return parseCertificateList(der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got, offset } = error;
    throw refusal('crl-malformed', { expected, got: `${got} at octet ${offset}` });
  }
}

/** One whose key is here makes its own CRLs, and their numbers are given out here. */
async function issuerOf(means: Means, list: CertificateList): Promise<Issuer> {
  const all = await means.register.read((tx) => tx.issuers.all());
  const named = all.filter(
    (one) => isKeptElsewhere(one) && sameOctets(issuerCertificate(one).subject.der, list.issuer.der),
  );
  for (const issuer of named) {
    const { publicKey } = issuerCertificate(issuer);
    const { signatureAlgorithm: algorithm, tbs: data, signature } = list;
    if (await means.mathematics.verify({ algorithm, publicKey: publicKey.der, data, signature })) return issuer;
  }
  const got = formatName(list.issuer);
  if (named.length > 0) throw refusal('signature', { expected: `a signature by ${got}`, got: 'another' });
  throw refusal('no-such-issuer', { expected: 'the CRL of a registered CA whose key is kept elsewhere', got });
}

function refusal(rule: string, difference: { readonly expected: string; readonly got: string }) {
  return refused('crl-import-refused', { rule }, difference);
}
