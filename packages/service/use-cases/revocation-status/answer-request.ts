import { type Instant, minutes } from '@koshin/lifecycle/calendar/instant.ts';
import { type RevocationStanding, revocationStanding } from '@koshin/lifecycle/certificates/revocation-standing.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { isOfIssuer } from '@koshin/pki/ocsp/cert-id.ts';
import { encodeOcspError, type OcspError } from '@koshin/pki/ocsp/error-response.ts';
import type { OcspRequest } from '@koshin/pki/ocsp/request.ts';
import type { IssuerId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { type Endings, lookUpEndings } from './look-up-endings.ts';
import { type ReadyAnswer, ReadyAnswers } from './ready-answers.ts';
import { type Finding, signAnswer } from './sign-answer.ts';
import { findSpeakers, type Speaker } from './speakers.ts';

export interface OcspAnswer {
  /** The whole OCSPResponse. */
  readonly der: Uint8Array;
  /** One that anybody may be given who asks the same; null: for this question alone. */
  readonly ready: ReadyAnswer | null;
  /** Seconds for which a cache may give it to others; 0: it may not. */
  readonly maxAge: number;
}

export interface OcspQuestion {
  readonly issuerId: IssuerId;
  readonly request: OcspRequest;
}

/** The longest time for which a revocation is not seen through a cache on the way (RFC 5019 6.2). */
const cachesKeep = minutes(5);

const maxAgeOf = ({ nextUpdate }: ReadyAnswer, now: Instant): number =>
  Math.max(0, Math.min(cachesKeep, Math.floor((nextUpdate - now) / 1000)));

/** An answer is signed anew when half of its time is over, so that the signer may be away for the other half. */
const freshUntil = ({ thisUpdate, nextUpdate }: ReadyAnswer): number => (thisUpdate + nextUpdate) / 2;

/**
 * Answers OCSP for our issuing CAs (RFC 6960), each through its own delegated responder. Every answer rests on a look into
 * the register that began after the question came: a revocation, on whatever node, is in the very next answer. One
 * certificate asked for without nonce is answered from what is signed ahead; everything else is signed now.
 */
export function answerOcsp(means: Means): (question: OcspQuestion) => Promise<OcspAnswer> {
  const speakerFor = findSpeakers(means);
  const lookUp = lookUpEndings(means.register);
  const ready = new ReadyAnswers();
  const signing = new Map<string, Promise<ReadyAnswer>>();

  const answer = async ({ issuerId, request: asked }: OcspQuestion): Promise<OcspAnswer> => {
    // 1. Who may answer: a responder speaks for one issuer.
    const speaker = await speakerFor(issuerId);
    if (speaker === 'not-yet') return error('tryLater');
    if (speaker === 'nobody') return error('unauthorized');
    if (!asked.certIds.every((id) => isOfIssuer(id, speaker.issuerHashes))) return error('unauthorized');
    // 2. What the register says.
    const endings = await lookUp({ issuerId, serials: asked.certIds.map(({ serialNumber }) => serialNumber) });
    const findings = judge(asked, endings, speaker, means.clock.now());
    // 3. What is ready, or signed now.
    const [only, ...more] = findings;
    if (asked.nonce === undefined && only && only.standing !== null && more.length === 0) {
      const found = await readyAnswer(speaker, { ...only, standing: only.standing });
      return { der: found.der, ready: found, maxAge: maxAgeOf(found, means.clock.wallClock()) };
    }
    const { der } = await signAnswer(means, speaker, { findings, nonce: asked.nonce });
    return { der, ready: null, maxAge: 0 };
  };

  /** Many who ask the same at once wait for the same signature. */
  const readyAnswer = async (speaker: Speaker, finding: Finding & { standing: RevocationStanding }) => {
    const question = `${speaker.issuerId} ${Buffer.from(finding.certId.der).toString('latin1')}`;
    const now = means.clock.wallClock();
    const known = ready.find(question, finding.standing, now);
    if (known && now < freshUntil(known)) return known;
    const name = `${question} ${JSON.stringify(finding.standing)}`;
    const signed = signing.get(name) ?? signAhead(speaker, finding, question).finally(() => signing.delete(name));
    signing.set(name, signed);
    return signed.catch((failure: unknown) => {
      if (known && isAway(failure)) return known;
      throw failure;
    });
  };

  const signAhead = async (speaker: Speaker, finding: Finding & { standing: RevocationStanding }, question: string) => {
    const signed = await signAnswer(means, speaker, { findings: [finding], nonce: undefined });
    const answer = { ...signed, standing: finding.standing, digest: digestOf(means, signed.der) };
    ready.keep(question, answer);
    return answer;
  };

  return (question) =>
    answer(question).catch((failure: unknown) => {
      if (isAway(failure)) return error('tryLater');
      throw failure;
    });
}

/** Never issued, and intended but not yet signed, is unknown; the issuer's own responders are good. */
function judge({ certIds }: OcspRequest, endings: Endings, speaker: Speaker, now: Instant): readonly Finding[] {
  return certIds.map((certId) => {
    const ending = endings.get(certId.serialNumber);
    if (ending) return { certId, standing: revocationStanding(ending, now) };
    const ours = speaker.responderSerials.has(certId.serialNumber);
    return { certId, standing: ours ? { revoked: false, until: null } : null };
  });
}

const error = (name: OcspError): OcspAnswer => ({ der: encodeOcspError(name), ready: null, maxAge: 0 });

/** Signer or register cannot be asked now. */
const isAway = (failure: unknown): boolean =>
  failure instanceof Refusal && (failure.code === 'signer-unavailable' || failure.code === 'store-unavailable');
