import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { PresentationState } from '../../../use-cases/presentation/describe-presentation.ts';

export function presentationView({ attempt, redeemed, expired }: PresentationState, refNo: string): PresentationView {
  const number = redeemed?.refNo ?? refNo;
  return {
    nonce: attempt.nonce,
    purpose: attempt.purpose,
    state: redeemed === null ? 'waiting' : redeemed.refusal === null ? 'accepted' : 'refused',
    code: redeemed?.refusal ?? null,
    facts: { ...redeemed?.facts },
    refNo: `${number.slice(0, 4)}-${number.slice(4)}`,
    startedAt: formatInstant(attempt.startedAt),
    expired,
    certificateId: attempt.certificateId,
  };
}
