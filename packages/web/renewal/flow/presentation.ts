import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { PresentationRefusal } from './place.ts';

/**
 * What an attempt came to, for the customer: null when it was accepted. One that is still waiting although the customer
 * is back had no finished handshake (`present.not-completed`).
 */
export function refusalOf(presentation: PresentationView): PresentationRefusal | null {
  const { state, code, facts, refNo } = presentation;
  if (state === 'accepted') return null;
  if (state === 'waiting') return { code: 'presentation-not-completed', facts, refNo };
  return { code: code ?? 'unexpected', facts, refNo };
}

/** Which page a refused proof gets: its own two cases, or that of `present.*` (screens 2.3, `proof.*`). */
export function proofPageOf({ code }: PresentationRefusal): 'old' | 'none' | 'other' {
  if (code === 'proof-old-certificate') return 'old';
  return code === 'certificate-not-presented' ? 'none' : 'other';
}
