import { Type } from 'typebox';
import { Id } from '../portal/values.ts';

/** Raised when messages change so that an older side would misread them. */
export const helperProtocol = 1;

/** Name of the native host, as its manifests and the extension say it. */
export const hostName = 'jp.koshin.helper';

/** The extension's name in every language, as browsers list it and as `{extensionName}` (screens 2.3). */
export const extensionName = 'Koshin 電子証明書';

/** SHA-256 of octets, lower-case hex: of a SubjectPublicKeyInfo for a key, of the DER for a certificate. */
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** The last hex digits of a certificate's serial number, as people are shown them. */
export const SerialTail = Type.String({ pattern: '^[0-9A-F]{1,4}$' });

/** P-256 is the default; RSA for banks whose appliances need it. */
export const KeyKind = Type.Union([Type.Literal('P-256'), Type.Literal('RSA-2048'), Type.Literal('RSA-3072')]);
export type KeyKind = Type.Static<typeof KeyKind>;

/** Where a key is: the PC's store that this browser uses, or the dedicated USB token of this serial number. */
export const StorePlace = Type.Union([
  Type.Object({ kind: Type.Literal('pc') }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('token'), serial: Type.String({ minLength: 1, maxLength: 64 }) },
    { additionalProperties: false },
  ),
]);
export type StorePlace = Type.Static<typeof StorePlace>;

/** Major.minor.patch. */
export const Version = Type.String({ pattern: '^\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}$' });

/** A key of ours in a store, with what it belongs to. */
export const HelperKey = Type.Object({
  place: StorePlace,
  keyDigest: Sha256,
  /** The renewal (or acquisition) it was made for. */
  purpose: Id,
  /** Fingerprint of its certificate; null while none is installed. */
  fingerprint: Type.Union([Sha256, Type.Null()]),
});
export type HelperKey = Type.Static<typeof HelperKey>;

/** Every way in which the helper refuses; texts are those of `wire/problems`. */
export const helperRefusalCodes = [
  'helper-host-missing',
  'helper-outdated',
  'helper-not-responding',
  'helper-module-missing',
  'store-not-writable',
  'helper-origin-refused',
  'helper-busy',
  'rate-limited',
  'consent-declined',
  'consent-timeout',
  'install-not-found',
  'key-too-weak',
  'token-absent',
  'token-multiple',
  'token-pin-wrong',
  'token-pin-locked',
  'token-pin-cancelled',
  'token-full',
  'token-removed',
  'token-device-key-missing',
  'token-faulty',
  'not-found',
  'request-malformed',
  'unexpected',
] as const;
export type HelperRefusalCode = (typeof helperRefusalCodes)[number];

/** What fills the texts' placeholders: `have`, `need`, `moduleName`, `tries`, `n`, `tokenSerialTail`, `retryAt`. */
export const HelperFacts = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);
export type HelperFacts = Type.Static<typeof HelperFacts>;

export const HelperRefused = Type.Object({
  answer: Type.Literal('refused'),
  code: Type.Enum(helperRefusalCodes),
  facts: HelperFacts,
});
export interface HelperRefused {
  readonly answer: 'refused';
  readonly code: HelperRefusalCode;
  readonly facts: HelperFacts;
}
