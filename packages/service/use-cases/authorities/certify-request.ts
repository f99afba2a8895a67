import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { authorityTerm } from '@koshin/lifecycle/certificates/new-generation.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import type { Issuer, IssuerId } from '../../ports/register/records.ts';
import type { Signer } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import { readRequest } from '../issuance/read-request.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { certifyAuthority } from './certify-authority.ts';
import { mustHoldKeyOf, rootThatSigns } from './root-that-signs.ts';

export interface RequestToCertify {
  /** PKCS#10 (RFC 2986) in DER. */
  readonly request: Uint8Array;
  /** Null: the one root that there is. */
  readonly issuerId: IssuerId | null;
  /** Holds the root's key. */
  readonly rootSigner: Signer;
  readonly years: number;
}

export interface CertifiedRequest {
  readonly certificateDer: Uint8Array;
  readonly root: Issuer;
}

/**
 * The root's answer to an issuing CA's request, on the machine where the root is kept. Name and key are the request's,
 * which whoever carries it has looked at; all else is our profile. The bank is not known here, so that the certificate
 * lives long enough for it is judged where it is imported. Refuses what `readRequest` and `certifyAuthority` refuse,
 * `not-found` for the root, `signer-unavailable` without its key, `issuer-term-refused` {rule: outlives-its-issuer} and
 * `issuer-exists` for a name or a key of a CA that is registered here.
 */
export async function certifyRequest(means: Means, asked: RequestToCertify): Promise<CertifiedRequest> {
  // 1. Who signs, and what is asked for.
  const { root, issuers } = await means.register.read(async (tx) => ({
    root: await rootThatSigns(tx, asked.issuerId),
    issuers: await tx.issuers.all(),
  }));
  const { request, publicKey, keyDigest } = await readRequest(means, asked.request, 'ca');
  // 2. May it be?
  for (const one of issuers) {
    const known = issuerCertificate(one);
    if (sameOctets(known.publicKey.der, publicKey.der) || sameOctets(known.subject.der, request.subject.der))
      throw refused('issuer-exists', { keyName: one.keyName, issuerId: one.id });
  }
  const { zone } = defaultPolicy;
  const term = authorityTerm({ now: means.clock.wallClock(), years: asked.years, zone, issuer: root });
  if (term.notAfter > root.notAfter) {
    const expected = `an end on ${dayOf(root.notAfter, zone)} at the latest, as its own issuer's`;
    const difference = { expected, got: dayOf(term.notAfter, zone) };
    throw refused('issuer-term-refused', { rule: 'outlives-its-issuer' }, difference);
  }
  await mustHoldKeyOf(asked.rootSigner, root);
  // 3. Sign it, and record it before it is handed over.
  const subject = request.subject.der;
  const certificateDer = await certifyAuthority(
    means,
    { subject, publicKey: publicKey.der, term, issuedBy: root },
    { signer: asked.rootSigner, keyName: root.keyName },
  );
  const fingerprint = digestOf(means, certificateDer);
  const recorded = { issuerId: root.id, name: formatName(request.subject), keyDigest, fingerprint };
  await means.register.change((tx) => systemAuditOf(means, tx, null)('issuer-certified', recorded));
  return { certificateDer, root };
}
