import type { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import { startOrConfirm, whereToBegin } from './begin.ts';
import type { FlowEvent } from './events.ts';
import { type Facts, heldKey, helperKey, targetOf, unsentKey } from './facts.ts';
import type { Flow } from './flow.ts';
import type { AskingHelper, ConsentPlace, Delivered, Place } from './place.ts';
import { endsSession, placeOfProblem } from './problems.ts';
import { wayToRemake } from './remake.ts';
import { afterHelperRefusal, saveOnPc, saveOnToken } from './with-helper.ts';

/**
 * The next state of the window. Total: an event that comes too late, twice or out of place changes nothing, so no double
 * click and no slow answer can do a thing twice or throw the customer back.
 */
export function follow(flow: Flow, event: FlowEvent): Flow {
  switch (event.kind) {
    case 'back-pressed':
      return { ...flow, backPressed: true };
    case 'session-gone':
      return { ...flow, sessionGone: true };
    case 'session-back':
      return { ...flow, sessionGone: false };
    case 'broke':
      return at(flow, { at: 'broken' });
    case 'arrived':
      return { ...at(flow, whereToBegin(event)), facts: event.facts, sessionGone: false };
    case 'heard':
      return { ...at(flow, afterHearing(flow.place, event.facts)), facts: event.facts, sessionGone: false };
    case 'refused':
      if (endsSession(event.problem)) return { ...flow, sessionGone: true };
      return at(flow, placeOfProblem(event.problem));
    default: {
      const facts = 'facts' in event ? event.facts : flow.facts;
      const moved = at(flow, next(flow.place, event, facts));
      return facts === flow.facts ? moved : { ...moved, facts };
    }
  }
}

function at(flow: Flow, place: Place): Flow {
  return place === flow.place ? flow : { ...flow, place, backPressed: false };
}

/** What the register says overrules the window's own place only where going on would lead nowhere. */
function afterHearing(place: Place, facts: Facts): Place {
  if (place.at === 'done' || place.at === 'resume-done' || place.at === 'two-windows') return place;
  const begun = whereToBegin({ facts, presentation: null, arrival: 'again' });
  if (begun.at === 'resume-done' || begun.at === 'no-live') return begun;
  return begun.at === 'two-windows' ? { at: 'moved' } : place;
}

type Step = Exclude<
  FlowEvent,
  { readonly kind: 'back-pressed' | 'session-gone' | 'session-back' | 'broke' | 'arrived' | 'heard' | 'refused' }
>;

function next(place: Place, event: Step, facts: Facts | null): Place {
  switch (event.kind) {
    case 'checks-began':
      return { at: 'prepare' };
    case 'parts-missing':
      if (place.at !== 'prepare' && place.at !== 'making-key' && !isBeforeStorage(place)) return place;
      return { at: 'check', missing: event.missing, ofHelper: event.ofHelper };
    case 'browser-unsupported':
      return place.at === 'prepare' ? { at: 'unsupported' } : place;
    case 'is-phone':
      return place.at === 'prepare' ? { at: 'phone' } : place;
    case 'confirmed':
      return place.at === 'start' ? afterConfirm(event, place.remaking) : place;
    case 'store-on-pc':
      return isBeforeStorage(place) || place.at === 'usb-not-offered' ? saveOnPc(facts) : place;
    case 'store-on-token':
      return place.at === 'storage' ? { at: 'usb-not-offered' } : place;
    case 'token-chosen':
      return isBeforeStorage(place) ? saveOnToken(facts, event) : place;
    case 'token-refused':
      return isBeforeStorage(place) ? { at: 'token-error', trouble: event.trouble, asked: null } : place;
    case 'back-to-storage':
      return place.at === 'usb-not-offered' ? { at: 'storage' } : place;
    case 'password-chosen':
      return place.at === 'file-password' ? { at: 'consent', act: 'make-key', password: event.password } : place;
    case 'consented':
      return place.at === 'consent' ? afterConsent(place) : place;
    case 'declined':
      return place.at === 'consent' ? { at: 'declined', asked: place, because: event.because } : place;
    case 'asked-again':
      if (place.at !== 'declined' && place.at !== 'install-not-found' && place.at !== 'token-error') return place;
      return place.asked === null ? place : { ...place.asked };
    case 'key-made':
      if (place.at !== 'making-key') return place;
      return { at: 'consent', act: 'send-request', key: event.key, password: place.password };
    case 'signer-down':
      if (place.at !== 'issuing' && place.at !== 'issuing-for-helper') return place;
      return { ...place, signerDown: event.problem };
    case 'issued':
      return afterIssue(place, event.issued);
    case 'helper-made-key':
    case 'helper-signed':
    case 'helper-installed':
    case 'helper-refused':
      return place.at === 'asking-helper' ? afterHelper(place, event) : place;
    case 'install-by-helper':
      return place.at === 'resume-install' ? installing({ ...place, ...place.target }, event.issued) : place;
    case 'request-by-helper':
      if (place.at !== 'resume-request') return place;
      return { at: 'asking-helper', act: 'send-request', store: place.store, keyDigest: place.keyDigest };
    case 'save-begun':
      return place.at === 'save' ? { ...place, begun: true } : place;
    case 'saved':
      return place.at === 'save' && place.begun ? { ...delivered(place), at: 'consent', act: 'install' } : place;
    case 'go-to-import':
      return toImport(place, facts);
    case 'file-gone':
      return fileGone(place, facts);
    case 'key-opened':
      return place.at === 'resume-key-kept' ? afterOpening(place, event.password) : place;
    case 'password-forgotten':
      return place.at === 'resume-key-kept' ? remakeOf(place.key.keyDigest, facts) : place;
    case 'remake':
      return place.at === 'resume-remake' && facts ? remaking(place, facts) : place;
    case 'remake-confirmed':
      return place.at === 'resume-remake' ? saveOnPc(facts) : place;
  }
}

function afterConfirm({ facts, mediaStorage }: { facts: Facts; mediaStorage: boolean }, remaking: boolean): Place {
  const waiting = remaking ? null : unsentKey(facts);
  if (waiting !== null) return { at: 'resume-key-kept', key: waiting, sent: false };
  return mediaStorage ? { at: 'storage' } : saveOnPc(facts);
}

/** Where it is chosen, or chosen anew, where the key is kept. */
const isBeforeStorage = ({ at }: Place): boolean => at === 'storage' || at === 'token-error';

function afterIssue(place: Place, issued: DeliveredCertificate): Place {
  if (place.at === 'issuing-for-helper') return installing(place, issued);
  if (place.at !== 'issuing') return place;
  return { at: 'save', begun: false, key: place.key, password: place.password, issued };
}

/** An answer to something else than what is asked now changes nothing. */
function afterHelper(
  place: AskingHelper,
  event: Extract<Step, { readonly kind: 'helper-made-key' | 'helper-signed' | 'helper-installed' | 'helper-refused' }>,
): Place {
  const { store } = place;
  switch (event.kind) {
    case 'helper-made-key':
      if (place.act !== 'make-key') return place;
      return { at: 'asking-helper', act: 'send-request', store, keyDigest: event.keyDigest };
    case 'helper-signed':
      if (place.act !== 'send-request') return place;
      return { at: 'issuing-for-helper', store, keyDigest: place.keyDigest, csr: event.csr, signerDown: null };
    case 'helper-installed':
      return place.act === 'install' ? { at: 'installed' } : place;
    case 'helper-refused':
      return afterHelperRefusal(place, event.refusal);
  }
}

function installing(
  { store, keyDigest }: Pick<AskingHelper, 'store'> & { keyDigest: string },
  issued: DeliveredCertificate,
): Place {
  return { at: 'asking-helper', act: 'install', store, keyDigest, issued };
}

function afterConsent(place: ConsentPlace): Place {
  switch (place.act) {
    case 'make-key':
      return { at: 'making-key', password: place.password };
    case 'send-request':
      return { at: 'issuing', key: place.key, password: place.password, signerDown: null };
    case 'install':
      return { at: 'import', target: targetOfDelivered(place), delivered: delivered(place) };
  }
}

function afterOpening({ key, sent }: Extract<Place, { at: 'resume-key-kept' }>, password: string): Place {
  if (!sent) return { at: 'consent', act: 'send-request', key, password };
  return { at: 'issuing', key, password, signerDown: null };
}

function toImport(place: Place, facts: Facts | null): Place {
  if (place.at === 'resume-saved') return { at: 'import', target: place.target, delivered: null };
  if (place.at !== 'proof-refused' || place.target === null) return place;
  const helped = facts && helperKey(facts, place.target.keyDigest);
  if (helped) return { at: 'resume-install', target: place.target, store: helped.place };
  return { at: 'import', target: place.target, delivered: null };
}

function fileGone(place: Place, facts: Facts | null): Place {
  if ((place.at !== 'import' && place.at !== 'resume-saved') || facts === null) return place;
  const key = heldKey(facts, place.target.keyDigest);
  return key ? { at: 'resume-key-kept', key, sent: true } : { at: 'resume-remake', lost: place.target };
}

function remakeOf(keyDigest: string, facts: Facts | null): Place {
  const lost = facts?.renewal.successors.find((one) => one.keyDigest === keyDigest);
  return { at: 'resume-remake', lost: lost ? targetOf(lost) : null };
}

function remaking(place: Place, facts: Facts): Place {
  switch (wayToRemake(facts)) {
    case 'limit':
      return { at: 'resume-limit', problem: null };
    case 'present':
      return startOrConfirm(facts, { continuing: false });
    case 'password':
      return { at: 'start', continuing: false, remaking: true };
    case 'confirm':
      return place;
  }
}

const delivered = ({ key, password, issued }: Delivered): Delivered => ({ key, password, issued });

function targetOfDelivered({ key, issued }: Delivered) {
  const { certificateId, subjectLabel, serialTail, fileName } = issued;
  return { certificateId, keyDigest: key.keyDigest, subjectLabel, serialTail, fileName };
}
