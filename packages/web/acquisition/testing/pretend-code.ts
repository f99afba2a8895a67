import type {
  AcquiredCertificate,
  AcquisitionStanding,
  AcquisitionView,
} from '@koshin/wire/portal/acquisition-messages.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { DeliveredCertificate, Successor } from '@koshin/wire/portal/renewal-messages.ts';
import type { TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { type Certified, refusal } from '../../renewal/testing/pretend-service.ts';
import {
  idOf,
  newCertificate,
  sampleAcquisition,
  sampleFirstUse,
  samplePresentation,
  sampleSuccessor,
} from '../../renewal/testing/samples.ts';

export const loginId = 'aoba-sakura';
export const code = '7K3M-9QXA-2BCD-45TV';
export const password = 'a long login password';

/**
 * A service with one customer and one code, which keeps the rules of an acquisition (lifecycle, "Acquisition"): one
 * browser at a time goes on with it, code and password first, one key uses it, and a presentation ends it.
 */
export class PretendCode {
  /** What was given in this browser; another browser's code takes it away. */
  given: 'nothing' | 'code' | 'password' = 'nothing';
  ask: 'give' | 'set' = 'give';
  successor: (Certified & Successor) | null = null;
  /** The key that has used the code and whose certificate is still to be signed. */
  pending: string | null = null;
  proof: AcquisitionView['proof'] = null;
  situation: TokenSituation = { applications: [], mayApply: false };
  /** Serial number of the token that he may use. */
  tokenSerial: string | null = null;
  tokenProven = false;
  storage: 'pc-store' | 'token' | null = null;
  readonly #presentations = new Map<string, PresentationView>();
  readonly #certify: (csr: Uint8Array) => Certified;

  constructor(certify: (csr: Uint8Array) => Certified) {
    this.#certify = certify;
  }

  standing(): AcquisitionStanding {
    if (this.given === 'nothing') return { stage: 'none' };
    if (this.given === 'code') {
      return { stage: 'password', ask: this.ask, companyName: '株式会社あおば精機', userName: '佐倉 恵子', loginId };
    }
    return { stage: 'open', acquisition: this.view() };
  }

  open(given: { readonly loginId: string; readonly code: string }): AcquisitionStanding {
    const isRight = given.loginId === loginId && given.code.replaceAll('-', '') === code.replaceAll('-', '');
    if (!isRight) throw refusal('acquisition-mismatch', { n: 10 });
    if (this.proof) throw refusal('acquisition-used', { usedDate: '2026-12-10' });
    this.given = 'code';
    return this.standing();
  }

  givePassword(given: string): AcquisitionStanding {
    if (this.given === 'nothing') throw refusal('session-expired');
    if (this.ask === 'set' && given === code) throw refusal('login-password-unfit', { rule: 'same-as-code' });
    if (this.ask === 'give' && given !== password) throw refusal('password-mismatch', { triesLeft: 4, minutes: 15 });
    this.given = 'password';
    return this.standing();
  }

  request(csr: Uint8Array): AcquiredCertificate {
    this.#mustBeOpen();
    const certified = this.#certify(csr);
    const usedBy = this.successor?.keyDigest ?? this.pending ?? certified.keyDigest;
    if (usedBy !== certified.keyDigest) throw refusal('acquisition-used');
    this.successor ??= { ...sampleSuccessor({ certificateId: idOf(2), keyDigest: certified.keyDigest }), ...certified };
    this.pending = null;
    return { renewal: this.view(), ...this.delivered() };
  }

  delivered(): DeliveredCertificate {
    this.#mustBeOpen();
    const { certificateId, subjectLabel, serialTail, expiryDate, certificate, chain } = this.#issued();
    const fileName = 'web-fb-certificate-20271222.p12';
    return { certificateId, certificate, chain: [...chain], subjectLabel, serialTail, expiryDate, fileName };
  }

  report(what: 'saved' | 'installed', storage: 'pc-store' | 'token' | null): AcquisitionView {
    this.#mustBeOpen();
    if (storage === 'token' && !this.tokenProven) throw refusal('token-absent');
    this.storage = storage ?? this.storage;
    const at = '2026-12-10T01:22:00Z';
    this.successor = { ...this.#issued(), ...(what === 'saved' ? { savedAt: at } : { installedAt: at }) };
    return this.view();
  }

  tokens(): TokenSituation {
    this.#mustBeOpen();
    return this.situation;
  }

  challengeToken(serial: string): string {
    this.#mustBeOpen();
    if (serial !== this.tokenSerial) throw refusal('token-not-registered', { tokenSerialTail: serial.slice(-4) });
    return btoa(`challenge of ${serial}`);
  }

  proveToken({ serial, signature }: { readonly serial: string; readonly signature: string }): AcquisitionView {
    this.#mustBeOpen();
    if (signature !== btoa(`signed ${btoa(`challenge of ${serial}`)}`)) throw refusal('token-device-key-missing');
    this.tokenProven = true;
    return this.view();
  }

  startPresentation(): { nonce: string; url: string } {
    this.#mustBeOpen();
    const nonce = `${this.#presentations.size}`.padStart(20, 'n');
    const { certificateId } = this.#issued();
    const attempt = { nonce, purpose: 'first-use', state: 'waiting', certificateId } as const;
    this.#presentations.set(nonce, samplePresentation(attempt));
    return { nonce, url: `https://${nonce}.cert.localhost/` };
  }

  presentation(nonce: string): PresentationView {
    const found = this.#presentations.get(nonce);
    if (found === undefined) throw refusal('attempt-expired');
    return found;
  }

  /** The customer presents a certificate; null: he cancels. */
  present(nonce: string, certificateId: string | null): void {
    const attempt = this.presentation(nonce);
    const isIt = certificateId !== null && certificateId === this.successor?.certificateId;
    if (!isIt) {
      const refused = certificateId === null ? 'certificate-not-presented' : 'proof-old-certificate';
      this.#presentations.set(nonce, { ...attempt, state: 'refused', code: refused });
      return;
    }
    this.#presentations.set(nonce, { ...attempt, state: 'accepted' });
    const kept = { kind: this.storage ?? ('file-on-pc' as const), reportedAt: '2026-12-10T01:22:00Z' };
    this.proof = { ...sampleFirstUse(), certificate: newCertificate({ status: 'active', storage: kept }) };
  }

  /** The attempt made last. */
  latestAttempt(): PresentationView {
    const latest = [...this.#presentations.values()].at(-1);
    if (latest === undefined) throw refusal('attempt-expired');
    return latest;
  }

  /** This browser has done with it; the code is what it was. */
  end(): AcquisitionStanding {
    this.given = 'nothing';
    return this.standing();
  }

  view(): AcquisitionView {
    const { successor: issued, pending, proof } = this;
    const used = issued !== null || pending !== null;
    const ofIssued = issued?.installedAt ? 'installed' : 'issued';
    return sampleAcquisition({
      state: proof ? 'proven' : issued ? ofIssued : pending ? 'requested' : 'ready',
      resumed: used,
      keysLeftToday: used ? 0 : 1,
      successors: issued ? [asSuccessor(issued)] : [],
      pendingKeyDigest: pending,
      proof,
    });
  }

  #issued(): Certified & Successor {
    if (this.successor === null) throw refusal('not-found');
    return this.successor;
  }

  #mustBeOpen(): void {
    if (this.given !== 'password') throw refusal('session-expired');
  }
}

function asSuccessor({ certificate: _, chain: __, ...successor }: Certified & Successor): Successor {
  return successor;
}
