import type { HelperKey, StorePlace } from '@koshin/wire/helper/values.ts';
import { type HelperRefusal, refusal } from '../../helper/answers.ts';
import { Refused } from '../../portal/api/refused.ts';
import type { Issuance } from '../flow/facts.ts';
import type { AskingHelper, Place } from '../flow/place.ts';
import { sendRequest } from './making.ts';
import type { HelperMeans } from './means.ts';
import type { Store } from './store.ts';

/** From now on the renewal goes by the helper, with the keys that it has of it. Null: it does. */
export async function takeUpHelper(store: Store, { port }: HelperMeans): Promise<HelperRefusal | null> {
  const said = await port.findKeys({ renewal: store.renewalId() });
  store.noteHelperKeys(said.answer === 'keys' ? said.keys : null);
  return said.answer === 'keys' ? null : said;
}

const asked = new WeakSet<Place>();

/**
 * Asks the helper for what this place is about, once for each time the customer comes to it. What the helper has done for
 * a window that has gone on meanwhile is found again in its store.
 */
export async function askHelper(store: Store): Promise<void> {
  const place = store.place();
  const { helper } = store.means;
  if (place.at !== 'asking-helper' || helper === null || asked.has(place)) return;
  asked.add(place);
  switch (place.act) {
    case 'make-key':
      return makeKey(store, { helper, place });
    case 'send-request':
      return signRequest(store, { helper, place });
    case 'install':
      return install(store, { helper, place });
  }
}

interface Asking<Act extends AskingHelper['act']> {
  readonly helper: HelperMeans;
  readonly place: Extract<AskingHelper, { readonly act: Act }>;
}

async function makeKey(store: Store, { helper, place }: Asking<'make-key'>): Promise<void> {
  const { port, keyKind: kind, consents } = helper;
  const { store: keptIn, deviceChallenge } = place;
  const said = await port.makeKey({ ...common(store, helper, place), kind, consents, deviceChallenge });
  if (said.answer === 'refused') return hearRefusal(store, said);
  const { keyDigest, deviceSignature: signature } = said;
  noteKey(store, { place: keptIn, keyDigest, purpose: store.renewalId(), fingerprint: null });
  await store.attempt(async () => {
    if (keptIn.kind === 'token' && signature !== null) {
      const { serial } = keptIn;
      await store.hearChange(await store.means.service.proveToken(store.renewalId(), { serial, signature }));
    }
    if (store.place() === place) store.tell({ kind: 'helper-made-key', keyDigest });
  });
}

async function signRequest(store: Store, { helper, place }: Asking<'send-request'>): Promise<void> {
  const { keyDigest } = place;
  const said = await helper.port.sendRequest({ ...common(store, helper, place), keyDigest });
  if (said.answer === 'refused') return hearRefusal(store, said);
  if (store.place() !== place) return;
  store.tell({ kind: 'helper-signed', csr: Uint8Array.from(atob(said.csr), (letter) => letter.charCodeAt(0)) });
  await sendRequest(store);
}

/** Reported as the helper's only here, where the certificate's key has signed for this very call (invariant 6). */
async function install(store: Store, { helper, place }: Asking<'install'>): Promise<void> {
  const { keyDigest, issued } = place;
  const { certificateId, certificate } = issued;
  const said = await helper.port.install({ ...common(store, helper, place), keyDigest, certificate });
  if (said.answer === 'refused') return hearRefusal(store, said);
  helper.noteUsed(true);
  const key = { place: place.store, keyDigest, purpose: store.renewalId(), fingerprint: said.fingerprint };
  noteKey(store, key);
  if (store.place() !== place) return;
  store.tell({ kind: 'helper-installed' });
  const { service, window } = store.means;
  await store.attempt(async () => {
    // Side by side: an attempt that nobody goes to is nothing.
    const [renewal, presentation] = await Promise.all([
      reportInstalled(store, certificateId, place.store),
      service.startPresentation(store.renewalId(), 'proof'),
    ]);
    await store.hearChange(renewal);
    window.leaveFor(presentation);
  });
}

/**
 * Where the token's own key has not signed, as after a window that ended just then, the bank does not take the certificate
 * for one on a token: that is no reason to hold up the renewal.
 */
export async function reportInstalled(
  { means: { service }, renewalId }: Store,
  certificateId: string,
  { kind }: StorePlace,
): Promise<Issuance> {
  try {
    return await service.report(renewalId(), 'installed', certificateId, kind === 'token' ? 'token' : 'pc-store');
  } catch (error) {
    const unproven = error instanceof Refused && error.problem.code === 'token-absent';
    if (!unproven) throw error;
    return service.report(renewalId(), 'installed', certificateId);
  }
}

const common = (store: Store, { consentSeconds }: HelperMeans, { store: place }: AskingHelper) => ({
  renewal: store.renewalId(),
  place,
  consentSeconds,
});

function noteKey(store: Store, key: HelperKey): void {
  const others = (store.helperKeys() ?? []).filter(({ keyDigest }) => keyDigest !== key.keyDigest);
  store.noteHelperKeys([key, ...others]);
}

/** A key that is no longer there: the renewal is where the keys that are there say. */
async function hearRefusal(store: Store, said: HelperRefusal): Promise<void> {
  const { helper } = store.means;
  if (said.code !== 'not-found' || helper === null) return store.tell({ kind: 'helper-refused', refusal: said });
  const again = await takeUpHelper(store, helper);
  if (again !== null) return store.tell({ kind: 'helper-refused', refusal: again });
  await store.attempt(store.lookAgain);
}

/** 保存する on `resume.install`. */
export async function installByHelper(store: Store): Promise<void> {
  const place = store.place();
  if (place.at !== 'resume-install') return;
  await store.attempt(async () => {
    const issued = await store.means.service.delivered(place.target.certificateId);
    store.tell({ kind: 'install-by-helper', issued });
  });
}

/** 更新前の電子証明書を削除する, from this PC, after the proof: the helper removes nothing that is not ours, nor the last one. */
export async function removeOld(store: Store): Promise<'removed' | HelperRefusal> {
  const { helper } = store.means;
  const renewal = store.state().flow.facts?.renewal;
  if (helper === null || !renewal?.proof || renewal.certificate === null) return refusal('not-found');
  const { certificate, proof } = renewal;
  const place = await whereItIs(helper, proof.certificate.storage?.kind === 'token');
  if (place === null) return refusal('token-absent');
  const said = await helper.port.removeOld({
    place,
    fingerprint: certificate.fingerprint,
    proven: proof.certificate.fingerprint,
    oldSerialTail: certificate.serialTail,
    consentSeconds: helper.consentSeconds,
  });
  return said.answer === 'removed' ? 'removed' : said;
}

async function whereItIs({ port, minimumVersion }: HelperMeans, onToken: boolean): Promise<StorePlace | null> {
  if (!onToken) return { kind: 'pc' };
  const said = await port.status({ minimumVersion });
  const tokens = said.answer === 'status' && said.host?.answer === 'status' ? said.host.tokens.present : [];
  const [token] = tokens;
  return token === undefined ? null : { kind: 'token', serial: token.serial };
}
