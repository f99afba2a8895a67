import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { judgeRefusal } from '../../helper/this-pc.ts';
import { Refused, Unanswered } from '../../portal/api/refused.ts';
import type { Arrival } from '../flow/begin.ts';
import type { Issuance } from '../flow/facts.ts';
import type { Missing } from '../flow/place.ts';
import { takeUpHelper } from './by-helper.ts';
import { checkThisPc, type Finding, type HelperWish } from './checks.ts';
import type { Store } from './store.ts';

/** Milliseconds for which the checks stay, so that they can be read (screens, `renewal.prepare`). */
const checksStay = 1000;
/** No renewal lives that long: older keys are of renewals that ended without this browser. */
const keysLiveDays = 400;

/** `renewal.prepare`: the PC and the register are checked side by side, then the window is where the renewal stands. */
export async function prepare(store: Store, arrival: Arrival, wish: HelperWish = 'if-there'): Promise<void> {
  const { means } = store;
  store.beginChecks();
  if (means.trials.isPhone()) return store.tell({ kind: 'is-phone' });
  await store.attempt(async () => {
    const [finding, renewal] = await Promise.all([
      checkThisPc(means, { wish, tell: store.tellCheck }),
      startRenewal(store),
      means.pause(checksStay),
    ]);
    if (finding.unsupported) return store.tell({ kind: 'browser-unsupported' });
    const missing = [...finding.missing, ...(await startWithHelper(store, finding))];
    if (missing.length > 0)
      return store.tell({ kind: 'parts-missing', missing, ofHelper: finding.helper !== 'not-used' });
    await forgetOldKeys(store);
    await arrive(store, { renewal, presentation: null, arrival });
  });
}

/** What of the helper does not do what it is for after all. */
async function startWithHelper(store: Store, { helper: found }: Finding): Promise<readonly Missing[]> {
  const { helper } = store.means;
  store.noteHelperKeys(null);
  if (helper === null || found !== 'usable') return [];
  const refusal = await takeUpHelper(store, helper);
  return refusal === null ? [] : [judgeRefusal(refusal) ?? { code: 'helper-not-responding' }];
}

async function startRenewal(store: Store): Promise<Issuance> {
  const renewal = await store.start({ takeOver: false });
  store.tellCheck('period', 'done');
  store.tellCheck('live', renewal.held === 'here' ? 'done' : 'check');
  if (!renewal.resumed) store.means.window.tellOthers();
  return renewal;
}

/** Back from the presentation host: the outcome decides before anything else. */
export async function comeBack(store: Store, nonce: string): Promise<void> {
  await store.attempt(async () => {
    const [attempt, renewal] = await Promise.all([outcomeOf(store, nonce), store.start({ takeOver: false })]);
    const { helper } = store.means;
    // A proven renewal needs nothing of it any more.
    if (renewal.proof === null && helper?.usedLastTime()) await takeUpHelper(store, helper);
    const presentation = attempt !== null && isAbout(attempt, renewal) ? attempt : null;
    await arrive(store, { renewal, presentation, arrival: 'again' });
    if (renewal.proof !== null) store.means.window.tellOthers();
  });
}

/** An attempt left behind by another certificate's renewal in this tab says nothing about this one. */
function isAbout({ certificateId }: PresentationView, { certificate, successors }: Issuance): boolean {
  if (certificate !== null) return certificate.id === certificateId;
  return successors.some((one) => one.certificateId === certificateId);
}

/** Null for an attempt that this browser cannot ask about any more: then the renewal itself says where it stands. */
async function outcomeOf(store: Store, nonce: string): Promise<PresentationView | null> {
  try {
    return await store.means.service.presentation(nonce);
  } catch (error) {
    if (error instanceof Refused && error.problem.status !== 401) return null;
    throw error;
  }
}

/** このウィンドウで続ける: the other window stops. */
export async function takeOver(store: Store): Promise<void> {
  await store.attempt(async () => {
    const renewal = await store.start({ takeOver: true });
    await arrive(store, { renewal, presentation: null, arrival: 'opened' });
  });
}

/** このまま続ける, with a clock that is off. */
export async function continueAnyway(store: Store): Promise<void> {
  await store.attempt(async () => {
    const renewal = await store.start({ takeOver: false });
    await arrive(store, { renewal, presentation: null, arrival: 'opened' });
  });
}

/** Every ten seconds: this window is open; hears what became of the renewal elsewhere. */
export async function signalSeen(store: Store): Promise<void> {
  if (store.state().flow.facts === null) return;
  await store.attempt(async () => {
    try {
      const renewal = await store.means.service.seen(store.renewalId());
      store.tell({ kind: 'heard', facts: await store.factsOf(renewal) });
    } catch (error) {
      // The next signal is ten seconds away.
      if (!(error instanceof Unanswered)) throw error;
    }
  });
}

async function arrive(
  store: Store,
  { renewal, ...how }: { renewal: Issuance; presentation: PresentationView | null; arrival: Arrival },
): Promise<void> {
  store.tell({ kind: 'arrived', facts: await store.factsOf(renewal), ...how });
}

async function forgetOldKeys({ means }: Store): Promise<void> {
  const limit = new Date(means.now().getTime() - keysLiveDays * 24 * 60 * 60 * 1000).toISOString();
  await means.cupboard.forgetBefore(limit).catch((error: unknown) => {
    if (!(error instanceof DOMException)) throw error;
  });
}
