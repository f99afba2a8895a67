import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import type { EstClient, Later, Shown } from './est-client.ts';
import type { Identity, IdentityFolder } from './identity-folder.ts';
import { makeKeyLike, requestFor } from './machine-key.ts';

export interface Renewal {
  readonly folder: IdentityFolder;
  readonly est: Pick<EstClient, 'enroll' | 'prove'>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** So many days before its end a certificate is renewed. */
  readonly days: number;
  /** Of a machine that has no certificate yet; null: it has one. */
  readonly first: { readonly loginId: string; readonly code: string } | null;
}

export type Outcome =
  | { readonly outcome: 'not-due' | 'renewed'; readonly notAfter: string; readonly serial: string }
  /** The bank renews later in the certificate's life than was asked for. */
  | { readonly outcome: 'too-early' }
  | { readonly outcome: 'later'; readonly why: string }
  | { readonly outcome: 'refused'; readonly code: string; readonly title: string | null; readonly refNo: string | null }
  | { readonly outcome: 'no-certificate' | 'other-key' };

const dayMilliseconds = 86_400_000;

/** Why the bank will never accept a new certificate any more. */
const itsEnd: ReadonlySet<string> = new Set([
  'certificate-expired',
  'certificate-revoked',
  'certificate-issuer-revoked',
  'certificate-retired',
  'certificate-replaced',
]);

/**
 * Renews a machine's certificate when it is time, without a person. Whatever is cut off in between is taken up where it was
 * by the next call: the same key gets its same certificate, and the old pair is the current one until the bank has accepted
 * the new one in a handshake. Throws what {@link IdentityFolder} throws.
 */
export async function renewIdentity({ folder, est, now, days, first }: Renewal): Promise<Outcome> {
  // 1. What is there, and is it time? What was begun is brought to its end in any case.
  const current = folder.current();
  let next = folder.next();
  if (next === null && current !== null && current.certificate.notAfter - now > days * dayMilliseconds) {
    return told('not-due', current);
  }
  if (next === null) {
    // 2. The key, lasting before anybody hears of it.
    const shown: Shown | null = current !== null ? { identity: current } : first;
    if (shown === null) return { outcome: 'no-certificate' };
    const key = folder.nextKey(() => makeKeyLike(current?.certificate ?? null));
    // 3. Its certificate.
    const issued = await est.enroll(shown, requestFor(key, current?.certificate ?? null));
    if (issued.answer === 'later') return later(issued);
    if (issued.answer === 'refused') {
      if (issued.code === 'renewal-too-early') return { outcome: 'too-early' };
      // Nothing will come of this key, as when the current certificate was exchanged by hand: the next call makes another.
      if (issued.code === 'key-already-used') folder.dropNext();
      return { outcome: 'refused', code: issued.code, title: issued.title, refNo: issued.refNo };
    }
    if (!isOf(key, issued.certificate)) return { outcome: 'other-key' };
    next = folder.certifyNext(issued.certificate.der);
  }
  // 4. The bank accepts it, which ends the old one after the overlap.
  const verdict = await est.prove(next);
  if (verdict.answer === 'later') return later(verdict);
  if (verdict.answer === 'rejected') {
    if (itsEnd.has(verdict.code)) folder.dropNext();
    return { outcome: 'refused', code: verdict.code, title: null, refNo: null };
  }
  // 5. Programs use it from here on.
  folder.advance();
  return told('renewed', next);
}

function told(outcome: 'not-due' | 'renewed', { certificate: { notAfter, serialNumber } }: Identity): Outcome {
  return { outcome, notAfter: new Date(notAfter).toISOString(), serial: serialNumber.toUpperCase() };
}

const later = ({ why }: Later): Outcome => ({ outcome: 'later', why });

function isOf(key: KeyObject, { publicKey }: Certificate): boolean {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).equals(publicKey.der);
}
