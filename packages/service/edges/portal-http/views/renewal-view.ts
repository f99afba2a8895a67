import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type {
  DeliveredCertificate,
  IssuedCertificate,
  RenewalView,
  Successor,
} from '@koshin/wire/portal/renewal-messages.ts';
import type { Delivered } from '../../../use-cases/list-certificates.ts';
import type { RenewalFacts, SuccessorFacts } from '../../../use-cases/renewal/describe-renewal.ts';
import type { Issued } from '../../../use-cases/renewal/renew-certificate.ts';
import { certificateView, instantText } from './certificate-view.ts';

export function renewalView(facts: RenewalFacts): RenewalView {
  return {
    ...facts,
    startedAt: formatInstant(facts.startedAt),
    serverTime: formatInstant(facts.serverTime),
    certificate: certificateView(facts.certificate),
    successors: facts.successors.map(successorView),
    proof: facts.proof && {
      ...facts.proof,
      provenAt: formatInstant(facts.proof.provenAt),
      certificate: certificateView(facts.proof.certificate),
      overlapEndsAt: instantText(facts.proof.overlapEndsAt),
    },
    ended: facts.ended && { reason: facts.ended.reason, at: formatInstant(facts.ended.at) },
  };
}

export function successorView(facts: SuccessorFacts): Successor {
  return {
    ...facts,
    issuedAt: formatInstant(facts.issuedAt),
    savedAt: instantText(facts.savedAt),
    installedAt: instantText(facts.installedAt),
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

export function issuedView({ renewal, ...delivered }: Issued): IssuedCertificate {
  return { renewal: renewalView(renewal), ...deliveredView(delivered) };
}

export function deliveredView({ certificate, chain }: Delivered): DeliveredCertificate {
  return {
    certificateId: certificate.id,
    certificate: base64(certificate.der),
    chain: chain.map(base64),
    subjectLabel: certificate.subjectLabel,
    serialTail: certificate.serial.slice(-4).toUpperCase(),
    expiryDate: certificate.expiryDate,
    fileName: fileNameFor(certificate.expiryDate),
  };
}

/** ASCII, with no name or ID in it (screens, `{fileName}`). */
const fileNameFor = (expiryDate: string) => `web-fb-certificate-${expiryDate.replaceAll('-', '')}.p12`;
