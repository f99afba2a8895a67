import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type {
  DeliveredCertificate,
  IssuedCertificate,
  RenewalView,
  Successor,
} from '@koshin/wire/portal/renewal-messages.ts';
import type { TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import { Refused } from '../../portal/api/refused.ts';
import { idOf, newCertificate, samplePresentation, sampleProblem, sampleRenewal, sampleSuccessor } from './samples.ts';

/** What a request becomes: DER as base64, and the digest of its key. Decided by who pretends to be the issuer. */
export interface Certified {
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly keyDigest: string;
}

type Window = string;

/**
 * A service with one customer and one certificate, which keeps the renewal's rules (lifecycle, "Renewal"): one live
 * renewal, one certificate for one key, held by one window at a time, proven only by a presentation.
 */
export class PretendService {
  renewal: RenewalView | null = null;
  holder: Window | null = null;
  /** The next call of this name is refused so. */
  refuseNext: { readonly call: string; readonly problem: Problem } | null = null;
  /** Names of all calls, in order. */
  readonly calls: string[] = [];
  readonly issued = new Map<string, Certified & Successor>();
  /** What the customer has applied for. */
  situation: TokenSituation = { applications: [], mayApply: true };
  /** Serial number of the token that he may use. */
  tokenSerial: string | null = null;
  tokenProven = false;
  /** Where certificates were reported to be. */
  readonly storages = new Map<string, string>();
  readonly #presentations = new Map<string, PresentationView>();
  readonly #changes: Partial<RenewalView>;
  readonly #certify: (csr: Uint8Array) => Certified;

  constructor(certify: (csr: Uint8Array) => Certified, changes: Partial<RenewalView> = {}) {
    this.#certify = certify;
    this.#changes = changes;
  }

  start(window: Window, { takeOver }: { takeOver: boolean }): RenewalView {
    this.#called('start');
    const resumed = this.renewal !== null;
    this.renewal ??= sampleRenewal(this.#changes);
    if (takeOver || this.holder === null) this.holder = window;
    return this.#view(window, resumed);
  }

  confirm(window: Window): RenewalView {
    const renewal = this.#held('confirm', window);
    if (renewal.state === 'preparing') this.#become({ state: 'ready', passwordNeeded: false });
    return this.#view(window);
  }

  request(window: Window, csr: Uint8Array): IssuedCertificate {
    const renewal = this.#held('request', window);
    const certified = this.#certify(csr);
    const known = this.issued.get(certified.keyDigest);
    if (!known && renewal.state === 'preparing') throw refusal('renewal-out-of-order');
    const one = known ?? this.#issue(certified);
    return { renewal: this.#view(window), ...asDelivered(one) };
  }

  delivered(certificateId: string): DeliveredCertificate {
    this.#called('delivered');
    const found = [...this.issued.values()].find((one) => one.certificateId === certificateId);
    if (found === undefined) throw refusal('not-found');
    return asDelivered(found);
  }

  report(
    window: Window,
    what: 'saved' | 'installed' | 'lost',
    certificateId: string,
    storage: 'pc-store' | 'token' | null = null,
  ): RenewalView {
    this.#held(`report-${what}`, window);
    if (storage === 'token' && !this.tokenProven) throw refusal('token-absent');
    if (storage !== null) this.storages.set(certificateId, storage);
    const at = '2026-12-10T01:22:00Z';
    for (const [digest, one] of this.issued) {
      if (one.certificateId !== certificateId) continue;
      const status = what === 'lost' ? 'revoked' : one.status;
      const noted = what === 'saved' ? { savedAt: at } : what === 'installed' ? { installedAt: at } : {};
      this.issued.set(digest, { ...one, ...noted, status });
    }
    if (what === 'installed') this.#become({ state: 'installed' });
    return this.#view(window);
  }

  tokens(): TokenSituation {
    return this.situation;
  }

  challengeToken(window: Window, serial: string): string {
    this.#held('challenge-token', window);
    if (serial !== this.tokenSerial) throw refusal('token-not-registered', { tokenSerialTail: serial.slice(-4) });
    return btoa(`challenge of ${serial}`);
  }

  proveToken(window: Window, { serial, signature }: { serial: string; signature: string }): RenewalView {
    this.#held('prove-token', window);
    if (signature !== btoa(`signed ${btoa(`challenge of ${serial}`)}`)) throw refusal('token-device-key-missing');
    this.tokenProven = true;
    return this.#view(window);
  }

  startPresentation(purpose: 'renewal' | 'proof'): { nonce: string; url: string } {
    this.#called(`present-${purpose}`);
    const nonce = `${this.#presentations.size}`.padStart(20, 'n');
    this.#presentations.set(nonce, samplePresentation({ nonce, purpose, state: 'waiting' }));
    return { nonce, url: `https://${nonce}.cert.localhost/` };
  }

  /** The customer presents a certificate; null: he cancels. What comes of it is told when the window asks. */
  present(nonce: string, certificateId: string | null): void {
    const attempt = this.presentation(nonce);
    const found = [...this.issued.values()].find((one) => one.certificateId === certificateId);
    if (attempt.purpose === 'renewal') {
      this.#presentations.set(nonce, { ...attempt, state: 'accepted' });
      this.#become({ presentedHere: true });
      return;
    }
    if (found === undefined || found.status === 'revoked') {
      const code = certificateId === null ? 'certificate-not-presented' : 'proof-old-certificate';
      this.#presentations.set(nonce, { ...attempt, state: 'refused', code });
      return;
    }
    this.#presentations.set(nonce, { ...attempt, state: 'accepted' });
    this.#become({
      state: 'proven',
      proof: {
        provenAt: '2026-12-10T01:34:00Z',
        certificate: newCertificate({ id: found.certificateId, presentedHere: true }),
        overlapLastDay: '2026-12-13',
        overlapEndsAt: '2026-12-13T15:00:00Z',
        oldExpiryDate: '2026-12-22',
      },
    });
  }

  /** The certificate issued last. */
  newestId(): string {
    return [...this.issued.values()].at(-1)?.certificateId ?? '';
  }

  /** The attempt made last. */
  latestAttempt(): PresentationView {
    const latest = [...this.#presentations.values()].at(-1);
    if (latest === undefined) throw refusal('attempt-expired');
    return latest;
  }

  presentation(nonce: string): PresentationView {
    const found = this.#presentations.get(nonce);
    if (found === undefined) throw refusal('attempt-expired');
    return found;
  }

  seen(window: Window): RenewalView {
    this.#called('seen');
    return this.#view(window);
  }

  release(window: Window): void {
    this.#called('release');
    if (this.holder === window) this.holder = null;
  }

  #issue(certified: Certified): Certified & Successor {
    if (this.#renewal().keysLeftToday === 0) throw refusal('renewal-remake-limit');
    const successor = sampleSuccessor({ certificateId: idOf(this.issued.size + 2), keyDigest: certified.keyDigest });
    const one = { ...successor, ...certified };
    this.issued.set(certified.keyDigest, one);
    this.#become({ state: 'issued', keysLeftToday: this.#renewal().keysLeftToday - 1 });
    return one;
  }

  #called(name: string): void {
    this.calls.push(name);
    if (this.refuseNext?.call !== name) return;
    const { problem } = this.refuseNext;
    this.refuseNext = null;
    throw new Refused(problem);
  }

  #held(name: string, window: Window): RenewalView {
    this.#called(name);
    if (this.holder !== null && this.holder !== window) throw refusal('renewal-moved');
    this.holder = window;
    return this.#renewal();
  }

  #renewal(): RenewalView {
    if (this.renewal === null) throw refusal('not-found');
    return this.renewal;
  }

  #become(changes: Partial<RenewalView>): void {
    this.renewal = { ...this.#renewal(), ...changes };
  }

  #view(window: Window, resumed = true): RenewalView {
    const successors = [...this.issued.values()].map(({ certificate: _, chain: __, ...successor }) => successor);
    const held = this.holder === null || this.holder === window ? 'here' : 'elsewhere';
    return { ...this.#renewal(), held, resumed, successors: successors.reverse() };
  }
}

function asDelivered(one: Certified & Successor): DeliveredCertificate {
  const { certificateId, subjectLabel, serialTail, expiryDate, certificate, chain } = one;
  const fileName = `web-fb-certificate-${expiryDate.replaceAll('-', '')}.p12`;
  return { certificateId, certificate, chain: [...chain], subjectLabel, serialTail, expiryDate, fileName };
}

export const refusal = (code: Problem['code'], facts: Problem['facts'] = {}): Refused =>
  new Refused(sampleProblem(code, { facts, status: code.startsWith('session') ? 401 : 409 }));
