import { hours, type Instant, instant, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { revocationReasonCodes } from '@koshin/lifecycle/certificates/revocation.ts';
import type { RevocationStanding } from '@koshin/lifecycle/certificates/revocation-standing.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertId } from '@koshin/pki/ocsp/cert-id.ts';
import { acceptOcspResponse } from '@koshin/pki/ocsp/lint/accept-ocsp-response.ts';
import { assembleOcspResponse } from '@koshin/pki/ocsp/response.ts';
import { buildResponseData } from '@koshin/pki/ocsp/response-data.ts';
import type { CertStatus, SingleResponse } from '@koshin/pki/ocsp/single-response.ts';
import type { Means } from '../means.ts';
import type { Speaker } from './speakers.ts';

/** How long an answer may be believed by who keeps it. Caches are told to ask again much sooner. */
const believedFor = hours(4);

/** What is to be said of one certificate; null: nothing is known of it. */
export interface Finding {
  readonly certId: CertId;
  readonly standing: RevocationStanding | null;
}

export interface SignedAnswer {
  /** The whole OCSPResponse. */
  readonly der: Uint8Array<ArrayBuffer>;
  readonly thisUpdate: Instant;
  /** The answer holds before this instant. */
  readonly nextUpdate: Instant;
}

/**
 * Signs an answer by the clock on the wall, by which whoever reads it judges it. Refuses `signer-unavailable`, and
 * throws when its own bytes break a rule.
 */
export async function signAnswer(
  means: Pick<Means, 'clock' | 'signer'>,
  speaker: Speaker,
  { findings, nonce }: { readonly findings: readonly Finding[]; readonly nonce: Uint8Array | undefined },
): Promise<SignedAnswer> {
  // 1. What is said, from when until when.
  const { clock } = means;
  const thisUpdate = wholeSecond(clock.wallClock());
  // Under a demo clock the rules' time is another than that on the wall.
  const onTheWall = (at: Instant): Instant => instant(at + clock.wallClock() - clock.now());
  const end = instant(Math.min(plusSeconds(thisUpdate, believedFor), speaker.certificate.notAfter));
  const responses = findings.map(({ certId, standing }): SingleResponse => {
    const until = standing && !standing.revoked && standing.until !== null ? onTheWall(standing.until) : end;
    const nextUpdate = Math.max(wholeSecond(instant(Math.min(until, end))), plusSeconds(thisUpdate, 1));
    return { certId, status: statusOf(standing, { thisUpdate, onTheWall }), thisUpdate, nextUpdate };
  });
  // 2. Its bytes, held against the rules.
  const data = { responderKeyHash: speaker.keyHash, producedAt: thisUpdate, responses, nonce };
  const accepted = acceptOcspResponse(buildResponseData(data), speaker);
  if (!accepted.accepted) {
    const rules = accepted.findings.map(({ rule }) => rule).join(', ');
    throw refused('certificate-lint-refused', { rules });
  }
  // 3. The signature.
  const signature = await means.signer.sign({ keyName: speaker.keyName, tbs: accepted });
  const der = assembleOcspResponse({ accepted, signature, responder: speaker.certificate.der });
  return { der, thisUpdate, nextUpdate: instant(Math.min(...responses.map((response) => response.nextUpdate))) };
}

const wholeSecond = (at: Instant): Instant => instant(Math.floor(at / 1000) * 1000);

function statusOf(
  standing: RevocationStanding | null,
  { thisUpdate, onTheWall }: { thisUpdate: Instant; onTheWall: (at: Instant) => Instant },
): CertStatus {
  if (standing === null) return { kind: 'unknown' };
  if (!standing.revoked) return { kind: 'good' };
  const at = Math.min(wholeSecond(onTheWall(standing.at)), thisUpdate);
  return { kind: 'revoked', at, reason: revocationReasonCodes[standing.reason] };
}
