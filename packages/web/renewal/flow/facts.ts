import type { HelperKey, StorePlace } from '@koshin/wire/helper/values.ts';
import type { AcquisitionView } from '@koshin/wire/portal/acquisition-messages.ts';
import type { RenewalView, Successor } from '@koshin/wire/portal/renewal-messages.ts';
import type { KeptKey } from '../../keys/kept-key.ts';

/** What a window leads to a certificate: a renewal, or the acquisition of one that takes the place of none. */
export type Issuance = RenewalView | AcquisitionView;

/** What is known when a decision about the next screen is due: what the register says, and what this browser holds. */
export interface Facts {
  readonly renewal: Issuance;
  /** Keys of this renewal in this browser, newest first. */
  readonly held: readonly KeptKey[];
  /** Keys of this renewal in the helper's stores; null where it goes without the helper. */
  readonly helper: { readonly keys: readonly HelperKey[] } | null;
}

/** A delivered certificate as the customer meets it: what to choose in the browser's list, and its file. */
export interface Target {
  readonly certificateId: string;
  readonly keyDigest: string;
  readonly subjectLabel: string;
  readonly serialTail: string;
  readonly fileName: string;
}

export function targetOf(successor: Successor): Target {
  const { certificateId, keyDigest, subjectLabel, serialTail, expiryDate } = successor;
  return { certificateId, keyDigest, subjectLabel, serialTail, fileName: fileNameFor(expiryDate) };
}

/** The file's name for an expiry date (screens 0, `{fileName}`): ASCII, with no name and no ID in it. */
export function fileNameFor(expiryDate: string): string {
  return `web-fb-certificate-${expiryDate.replaceAll('-', '')}.p12`;
}

/** Successors that can still be proven, newest first. */
export function usableSuccessors({ renewal }: Facts): readonly Successor[] {
  return renewal.successors.filter(({ status }) => status === 'issued' || status === 'active');
}

export function heldKey({ held }: Facts, keyDigest: string | null): KeptKey | null {
  return held.find((key) => key.keyDigest === keyDigest) ?? null;
}

/** The newest key here that the service has not heard of: made, and the window ended before its request arrived. */
export function unsentKey({ renewal, held }: Facts): KeptKey | null {
  const sent = new Set([renewal.pendingKeyDigest, ...renewal.successors.map(({ keyDigest }) => keyDigest)]);
  return held.find(({ keyDigest }) => !sent.has(keyDigest)) ?? null;
}

/** The same key where the helper keeps it. */
export function helperKey({ helper }: Facts, keyDigest: string | null): HelperKey | null {
  return helper?.keys.find((key) => key.keyDigest === keyDigest) ?? null;
}

/** A key in this store of the helper for which there is no certificate yet, sent or not. */
export function waitingHelperKey({ renewal, helper }: Facts, store: StorePlace): HelperKey | null {
  const certified = new Set(renewal.successors.map(({ keyDigest }) => keyDigest));
  const waiting = helper?.keys.filter(({ keyDigest }) => !certified.has(keyDigest)) ?? [];
  return waiting.find(({ place }) => isSameStore(place, store)) ?? null;
}

const isSameStore = (one: StorePlace, other: StorePlace): boolean =>
  one.kind === 'token' && other.kind === 'token' ? one.serial === other.serial : one.kind === other.kind;

/** Saved as the service was told, or as this browser remembers when the telling did not get through. */
export function isSaved(facts: Facts, successor: Successor): boolean {
  return successor.savedAt !== null || heldKey(facts, successor.keyDigest)?.fileName !== undefined;
}
