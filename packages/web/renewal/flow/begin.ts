import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { Successor } from '@koshin/wire/portal/renewal-messages.ts';
import { type Facts, heldKey, helperKey, isSaved, type Target, targetOf, usableSuccessors } from './facts.ts';
import type { Place } from './place.ts';
import { refusalOf } from './presentation.ts';

/** How this window came to be: opened, or the same window again after a reload or Back. */
export type Arrival = 'opened' | 'again';

/**
 * Where a window begins, from what is known and nothing else: so a killed tab, another window and another PC all find
 * the same renewal where it stopped, and end with the same key where they hold it (lifecycle, "Renewal").
 */
export function whereToBegin({
  facts,
  presentation,
  arrival,
}: {
  readonly facts: Facts;
  /** The last attempt of this window, when it has just come back from it. */
  readonly presentation: PresentationView | null;
  readonly arrival: Arrival;
}): Place {
  const { renewal } = facts;
  // 1. What is over.
  if (renewal.proof !== null) {
    const here = proves(presentation) && presentation?.state === 'accepted';
    return { at: here ? 'done' : 'resume-done', proof: renewal.proof };
  }
  if (renewal.ended !== null || renewal.state === 'cancelled' || renewal.state === 'failed') {
    return { at: 'no-live', reason: renewal.ended?.reason ?? null, endedAt: renewal.ended?.at ?? null };
  }
  // 2. What another window is doing.
  if (renewal.held === 'elsewhere') return otherWindow(facts);
  // 3. What the presentation came to that this window made.
  const refusal = presentation && refusalOf(presentation);
  if (refusal !== null && proves(presentation)) {
    return { at: 'proof-refused', refusal, target: nextTarget(facts) };
  }
  if (refusal !== null && presentation?.purpose === 'renewal') return { at: 'login-again', refusal };
  // 4. The certificate to be renewed was presented although a successor exists: that is asked only for another key.
  const [newest] = usableSuccessors(facts);
  if (presentation?.purpose === 'renewal' && newest !== undefined) {
    return { at: 'resume-remake', lost: targetOf(newest) };
  }
  // 5. Where it stopped.
  return whereItStopped(facts, arrival);
}

const proves = (presentation: PresentationView | null): boolean =>
  presentation?.purpose === 'proof' || presentation?.purpose === 'first-use';

export function otherWindow(facts: Facts): Place {
  const fileSaved = usableSuccessors(facts).some((successor) => isSaved(facts, successor));
  return { at: 'two-windows', startedAt: facts.renewal.startedAt, fileSaved };
}

function whereItStopped(facts: Facts, arrival: Arrival): Place {
  const { renewal } = facts;
  // 1. A key of this browser whose certificate is being made: the same request again finishes it.
  const pending = heldKey(facts, renewal.pendingKeyDigest);
  if (pending !== null) return { at: 'resume-key-kept', key: pending, sent: true };
  const asked = helperKey(facts, renewal.pendingKeyDigest);
  if (asked !== null) return { at: 'resume-request', keyDigest: asked.keyDigest, store: asked.place };
  // 2. The newest certificate with which this customer can go on.
  for (const successor of usableSuccessors(facts)) {
    const place = goOnWith(facts, successor, arrival);
    if (place !== null) return place;
  }
  // 3. Certificates there are, but not their keys.
  const [newest] = usableSuccessors(facts);
  if (newest !== undefined) return { at: 'resume-remake', lost: targetOf(newest) };
  // 4. One code, one key: used for another that is not here, it gives no second.
  if (renewal.certificate === null && renewal.resumed) return { at: 'resume-remake', lost: null };
  // 5. Nothing is issued yet.
  return startOrConfirm(facts, { continuing: renewal.resumed });
}

function goOnWith(facts: Facts, successor: Successor, arrival: Arrival): Place | null {
  const target = targetOf(successor);
  if (successor.installedAt !== null) return { at: 'resume-prove', target };
  if (isSaved(facts, successor)) {
    return arrival === 'again'
      ? { at: 'import', target, delivered: null }
      : { at: 'resume-saved', target, issuedAt: successor.issuedAt };
  }
  const key = heldKey(facts, successor.keyDigest);
  if (key !== null) return { at: 'resume-key-kept', key, sent: true };
  return goOnWithHelper(facts, target);
}

/** Where the helper has its key: to be installed, or to be proven when the helper has the certificate too. */
function goOnWithHelper(facts: Facts, target: Target): Place | null {
  const key = helperKey(facts, target.keyDigest);
  if (key === null) return null;
  return key.fingerprint === null ? { at: 'resume-install', target, store: key.place } : { at: 'resume-prove', target };
}

/** The certificate a proof is expected from: the newest that this customer was given. */
export function nextTarget(facts: Facts): Target | null {
  const successors = usableSuccessors(facts);
  const saved = successors.find((one) => one.installedAt !== null || isSaved(facts, one)) ?? successors[0];
  return saved ? targetOf(saved) : null;
}

/** 「更新」 needs the certificate to be renewed to have been presented in this session. */
export function startOrConfirm(facts: Facts, { continuing }: { readonly continuing: boolean }): Place {
  if (!facts.renewal.presentedHere) return { at: 'login-again', refusal: null };
  return { at: 'start', continuing, remaking: false };
}
