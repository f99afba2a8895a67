import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type {
  AcquiredCertificate,
  AcquisitionStanding,
  AcquisitionView,
} from '@koshin/wire/portal/acquisition-messages.ts';
import type { Acquired } from '../../../use-cases/acquisition/acquire-in-browser.ts';
import type { AcquisitionFacts, StandingFacts } from '../../../use-cases/acquisition/describe-acquisition.ts';
import { certificateView } from './certificate-view.ts';
import { deliveredView, successorView } from './renewal-view.ts';

export function standingView(facts: StandingFacts): AcquisitionStanding {
  if (facts.stage !== 'open') return { ...facts };
  return { stage: 'open', acquisition: acquisitionView(facts.acquisition) };
}

export function acquisitionView(facts: AcquisitionFacts): AcquisitionView {
  return {
    ...facts,
    startedAt: formatInstant(facts.startedAt),
    serverTime: formatInstant(facts.serverTime),
    // Whoever gave the code last holds it; the browser before hears that nothing is open there any more.
    held: 'here',
    certificate: null,
    presentedHere: true,
    passwordNeeded: false,
    successors: facts.successors.map(successorView),
    ended: null,
    proof: facts.proof && {
      ...facts.proof,
      provenAt: formatInstant(facts.proof.provenAt),
      certificate: certificateView(facts.proof.certificate),
    },
  };
}

export function acquiredView({ acquisition, ...delivered }: Acquired): AcquiredCertificate {
  return { renewal: acquisitionView(acquisition), ...deliveredView(delivered) };
}
