import type { PresentationFacts, RegisteredCertificate } from './facts.ts';
import { type PresentationRefused, presentationRules, recognise } from './rules.ts';

export type { Aim, PresentationFacts, Presented, RegisteredCertificate } from './facts.ts';

export type PresentationJudgement =
  | {
      readonly accepted: true;
      readonly certificate: RegisteredCertificate;
      /** Never used before: with the login password this use makes it active, and proves its renewal. */
      readonly firstUse: boolean;
    }
  | PresentationRefused;

/**
 * Whether a presented certificate is accepted for what the attempt was made for. `issued` and `active` ones are,
 * unproven siblings among them (invariant 1). The chain was verified before; validity and status are judged here.
 */
export function judgePresentation(facts: PresentationFacts): PresentationJudgement {
  const presentation = recognise(facts);
  if ('accepted' in presentation) return presentation;
  for (const rule of presentationRules) {
    const refusal = rule(presentation);
    if (refusal !== null) return refusal;
  }
  return { accepted: true, certificate: presentation.certificate, firstUse: presentation.status === 'issued' };
}
