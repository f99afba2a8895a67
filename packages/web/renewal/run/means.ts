import type { KeyKind } from '@koshin/wire/helper/values.ts';
import type { AcquiredCertificate } from '@koshin/wire/portal/acquisition-messages.ts';
import type { PresentationStarted, PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { DeliveredCertificate, IssuedCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import type { TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { HelperPort } from '../../helper/helper-port.ts';
import type { FileFormat, FileParts } from '../../keys/certificate-file.ts';
import type { KeptKey } from '../../keys/kept-key.ts';
import type { KeyCupboard } from '../../keys/key-cupboard.ts';
import type { Issuance } from '../flow/facts.ts';

/**
 * The service's part in a renewal, or in an acquisition. Every call is safe to repeat; where nothing else is said it
 * repeats itself until it is answered, so it may take long, and throws `Refused` when the service says no.
 */
export interface RenewalService {
  /** Begins the renewal of the certificate, or returns the live one. */
  start(wanted: { readonly takeOver: boolean }): Promise<Issuance>;
  /** 「更新」. With a password it is tried once only, as tries are counted: then it may throw `Unanswered`. */
  confirm(
    id: string,
    said: { readonly password: string | null; readonly usedOnOtherPcs: boolean | null },
  ): Promise<Issuance>;
  /** One key, one certificate, however often it is asked. */
  request(id: string, csr: Uint8Array): Promise<IssuedCertificate | AcquiredCertificate>;
  /** A successor that was issued before, again. */
  delivered(certificateId: string): Promise<DeliveredCertificate>;
  /** `storage`: where the helper has put what is `installed`. */
  report(
    id: string,
    what: 'saved' | 'installed' | 'lost',
    certificateId: string,
    storage?: 'pc-store' | 'token',
  ): Promise<Issuance>;
  /** What this user has applied for. */
  tokens(): Promise<TokenSituation>;
  /** What the token's device key is to sign, base64; refused where this user may not use it. */
  challengeToken(id: string, serial: string): Promise<string>;
  /** `signature`, base64: over the challenge, by the device key. */
  proveToken(id: string, proof: { readonly serial: string; readonly signature: string }): Promise<Issuance>;
  startPresentation(id: string, purpose: 'renewal' | 'proof'): Promise<PresentationStarted>;
  presentation(nonce: string): Promise<PresentationView>;
  /** This window is still open. Tried once only; throws `Unanswered` when nobody answers. */
  seen(id: string): Promise<Issuance>;
  /** This window goes away. Needs no answer and never throws. */
  release(id: string): void;
}

/** What the page does with keys; slow (up to seconds), and never sends anything. */
export interface KeyWork {
  make(wanted: { readonly renewalId: string; readonly password: string }): Promise<KeptKey>;
  opens(key: KeptKey, password: string): Promise<boolean>;
  buildFile(parts: FileParts, format: FileFormat): Promise<Uint8Array<ArrayBuffer>>;
}

/** What only a window can do. */
export interface WindowActs {
  /** Gives the octets to the browser's download. */
  download(file: { readonly name: string; readonly octets: Uint8Array<ArrayBuffer> }): void;
  /** Goes to the presentation host; the renewal stays with this window, which comes back. */
  leaveFor(presentation: PresentationStarted): void;
  /** Tells the portal's other windows to look again. */
  tellOthers(): void;
}

/** The conditions on this PC, each really tried. */
export interface Trials {
  isPhone(): boolean;
  canMakeKeys(): Promise<boolean>;
  storage(): Promise<'writable' | 'missing' | 'refused'>;
  /** How far this PC's clock is from the service's, in minutes; null when that cannot be told. */
  clockSkewMinutes(): Promise<number | null>;
}

/** The helper as this bank offers it. */
export interface HelperMeans {
  readonly port: HelperPort;
  readonly minimumVersion: string;
  readonly keyKind: KeyKind;
  readonly consents: 'each' | 'all';
  readonly consentSeconds: number;
  /** Whether this bank gives out USB tokens. */
  readonly withToken: boolean;
  /** Whether this browser's last renewal was kept by the helper. A browser that stores nothing does not know. */
  readonly usedLastTime: () => boolean;
  readonly noteUsed: (used: boolean) => void;
}

export interface RunMeans {
  readonly service: RenewalService;
  readonly cupboard: KeyCupboard;
  readonly keys: KeyWork;
  readonly window: WindowActs;
  readonly trials: Trials;
  /** Null where the bank offers none. */
  readonly helper: HelperMeans | null;
  /** The bank's limit for the clock, in minutes. */
  readonly clockSkewLimit: number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => Date;
  /** Tells who looks after the pages of an error that nobody foresaw; the customer sees `error.unexpected`. */
  readonly report: (error: unknown) => void;
}
