import type { FileFormat } from '../../keys/certificate-file.ts';
import { Refused } from '../../portal/api/refused.ts';
import type { Target } from '../flow/facts.ts';
import type { Delivered, Place } from '../flow/place.ts';
import { wayToRemake } from '../flow/remake.ts';
import { reportInstalled } from './by-helper.ts';
import { fileOf } from './file.ts';
import { sendRequest } from './making.ts';
import type { Store } from './store.ts';

/** Gives the file to the browser's download, from `renewal.save` or again from the import. Needs no session. */
export async function saveFile(store: Store, format: FileFormat): Promise<{ readonly fileName: string } | null> {
  const delivered = deliveredAt(store.place());
  if (delivered === null) return null;
  const { issued } = delivered;
  const octets = await fileOf(store, delivered, format);
  const fileName = format === 'current' ? issued.fileName : issued.fileName.replace(/\.p12$/, '-older.p12');
  store.means.window.download({ name: fileName, octets });
  store.tell({ kind: 'save-begun' });
  return { fileName };
}

function deliveredAt(place: Place): Delivered | null {
  if (place.at === 'save') return place;
  return place.at === 'import' ? place.delivered : null;
}

/** 保存したので次へ進む. This browser remembers it at once; the service hears of it when it can. */
export async function confirmSaved(store: Store): Promise<void> {
  const before = store.place();
  store.tell({ kind: 'saved' });
  if (before.at !== 'save' || store.place() === before) return;
  const { key, issued } = before;
  const { cupboard, service } = store.means;
  const note = { renewalId: key.renewalId, keyDigest: key.keyDigest, fileName: issued.fileName };
  await cupboard.noteSaved(note).catch((error: unknown) => {
    // The file is saved; the note only spares a question if the service does not hear of it.
    if (!(error instanceof DOMException)) throw error;
  });
  void service
    .report(key.renewalId, 'saved', issued.certificateId)
    .then(store.hearChange)
    .catch((error: unknown) => {
      if (error instanceof Refused) store.tell({ kind: 'refused', problem: error.problem });
      else store.means.report(error);
    });
}

/** 確認する: the customer, or the helper, says that it is registered, and the presentation proves it. */
export async function prove(store: Store, { certificateId, keyDigest }: Target): Promise<void> {
  const { service, window } = store.means;
  const ofHelper = store.helperKeys()?.find((key) => key.keyDigest === keyDigest);
  await store.attempt(async () => {
    const reported = ofHelper?.fingerprint
      ? reportInstalled(store, certificateId, ofHelper.place)
      : service.report(store.renewalId(), 'installed', certificateId);
    await store.hearChange(await reported);
    window.leaveFor(await service.startPresentation(store.renewalId(), 'proof'));
  });
}

/** `renewal.login-again`: the certificate to be renewed is presented in this session. */
export async function presentCurrent(store: Store): Promise<void> {
  const { service, window } = store.means;
  await store.attempt(async () => {
    window.leaveFor(await service.startPresentation(store.renewalId(), 'renewal'));
  });
}

/** `resume.key-kept`: the file's password opens the kept key, which then goes on where it stopped. */
export async function openKey(store: Store, password: string): Promise<'opened' | 'wrong-password'> {
  const place = store.place();
  if (place.at !== 'resume-key-kept') return 'opened';
  if (!(await store.means.keys.opens(place.key, password))) return 'wrong-password';
  store.tell({ kind: 'key-opened', password });
  await sendRequest(store);
  return 'opened';
}

/** 「作り直す」. */
export async function remake(store: Store): Promise<void> {
  store.tell({ kind: 'remake' });
  const { facts, place } = store.state().flow;
  if (place.at !== 'resume-remake' || facts === null || wayToRemake(facts) !== 'confirm') return;
  await store.attempt(async () => {
    try {
      const renewal = await store.means.service.confirm(facts.renewal.id, { password: null, usedOnOtherPcs: null });
      store.tell({ kind: 'remake-confirmed', facts: await store.factsOf(renewal) });
    } catch (error) {
      const passwordGrewOld = error instanceof Refused && error.problem.code === 'password-mismatch';
      if (!passwordGrewOld) throw error;
      store.tell({ kind: 'heard', facts: { ...facts, renewal: { ...facts.renewal, passwordNeeded: true } } });
      store.tell({ kind: 'remake' });
    }
  });
}

/** ⟨前回の電子証明書をなくした・盗まれた⟩: it is revoked first, then made again. */
export async function reportLost(store: Store): Promise<void> {
  const place = store.place();
  if (place.at !== 'resume-remake' || place.lost === null) return;
  const { certificateId } = place.lost;
  await store.attempt(async () => {
    try {
      await store.hearChange(await store.means.service.report(store.renewalId(), 'lost', certificateId));
    } catch (error) {
      const done = error instanceof Refused && error.problem.code === 'already-revoked';
      if (!done) throw error;
    }
    await remake(store);
  });
}
