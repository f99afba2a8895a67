import { type Instant, minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { oids } from '@koshin/pki/der/oids.ts';
import type { IssuerHash } from '@koshin/pki/ocsp/cert-id.ts';
import type { Responder } from '@koshin/pki/ocsp/lint/rule.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import type { Issuer, IssuerId, OcspResponder } from '../../ports/register/records.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import { algorithmFor } from '../issuance/issuer-parts.ts';
import type { Means } from '../means.ts';
import { speaks } from './responder-terms.ts';

/** Who answers for an issuer now. */
export interface Speaker extends Responder {
  readonly issuerId: IssuerId;
  readonly keyName: string;
  /** Serial numbers of the issuer's responders: issued by it too, though to no customer. */
  readonly responderSerials: ReadonlySet<string>;
}

/** `nobody`: not an issuer that we answer for. `not-yet`: it is, and has no responder at present. */
export type Speaking = Speaker | 'nobody' | 'not-yet';

/** A new responder is noticed after this long; the old one still speaks for days. */
const rememberedFor = minutes(5);

/** Finds who speaks for an issuer; asks the register anew every few minutes. */
export function findSpeakers(means: Means): (issuerId: IssuerId) => Promise<Speaking> {
  const remembered = new Map<IssuerId, { readonly speaker: Speaker; readonly from: Instant }>();
  const asked = new Map<IssuerId, Promise<Speaking>>();

  const ask = async (issuerId: IssuerId): Promise<Speaking> => {
    const now = means.clock.wallClock();
    const speaking = await readSpeaker(means, issuerId, now);
    if (typeof speaking === 'string') remembered.delete(issuerId);
    else remembered.set(issuerId, { speaker: speaking, from: now });
    return speaking;
  };

  return async (issuerId) => {
    const now = means.clock.wallClock();
    const known = remembered.get(issuerId);
    if (known && known.from <= now && now < plusSeconds(known.from, rememberedFor) && isValidAt(known.speaker, now)) {
      return known.speaker;
    }
    const asking = asked.get(issuerId) ?? ask(issuerId).finally(() => asked.delete(issuerId));
    asked.set(issuerId, asking);
    return asking;
  };
}

const isValidAt = ({ certificate }: Speaker, now: Instant) =>
  certificate.notBefore <= now && now < certificate.notAfter;

async function readSpeaker(means: Means, issuerId: IssuerId, now: Instant): Promise<Speaking> {
  const { issuer, responders } = await means.register.read(async (tx) => ({
    issuer: await tx.issuers.get(issuerId),
    responders: await tx.ocspResponders.ofIssuer(issuerId),
  }));
  if (issuer === null || issuer.bankId === null || now >= issuer.notAfter) return 'nobody';
  const newest = responders.find((one) => speaks(one, now));
  return newest?.certificateDer ? speakerOf(means, issuer, newest, newest.certificateDer, responders) : 'not-yet';
}

function speakerOf(
  means: Means,
  issuer: Issuer,
  { keyName }: OcspResponder,
  certificateDer: Uint8Array,
  responders: readonly OcspResponder[],
): Speaker {
  const certificate = parseCertificate(certificateDer);
  const issued = responders.filter((one) => one.certificateDer !== null);
  return {
    issuerId: issuer.id,
    keyName,
    certificate,
    keyHash: means.mathematics.sha1(keyIdentifierInput(certificate.publicKey)),
    signatureAlgorithm: algorithmFor(certificate.publicKey),
    issuerHashes: issuerHashes(means, issuer),
    responderSerials: new Set(issued.map(({ serial }) => serial)),
  };
}

/** By both digests that clients use (RFC 5019 2.1.1, RFC 6960 4.3). */
function issuerHashes({ mathematics }: Means, issuer: Issuer): readonly IssuerHash[] {
  const { subject, publicKey } = issuerCertificate(issuer);
  return (
    [
      ['sha1', oids.sha1],
      ['sha256', oids.sha256],
    ] as const
  ).map(([digest, hashAlgorithm]) => ({
    hashAlgorithm,
    name: mathematics[digest](subject.der),
    key: mathematics[digest](keyIdentifierInput(publicKey)),
  }));
}
