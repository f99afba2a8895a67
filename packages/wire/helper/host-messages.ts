import { Type } from 'typebox';
import { Base64, Id, Nullable } from '../portal/values.ts';
import { HostStatus } from './status.ts';
import { HelperKey, HelperRefused, KeyKind, SerialTail, Sha256, StorePlace } from './values.ts';

/**
 * Extension to native host, framed as browsers do (32-bit length in native byte order, then JSON). The host acts on what
 * it is told: that a person agreed is the extension's to see to. `origin` is what the browser said of the page.
 */
const common = { id: Type.Integer({ minimum: 1 }), origin: Type.String({ maxLength: 300 }) };
/** Only with a token, and only where it asks for one; never kept after its use. */
const pin = Nullable(Type.String({ minLength: 1, maxLength: 64 }));
const exactly = { additionalProperties: false } as const;

export const HostRequest = Type.Union([
  Type.Object({ ...common, act: Type.Literal('status') }, exactly),
  /** The keys made for this renewal, in every store that can be looked into without a PIN. */
  Type.Object({ ...common, act: Type.Literal('find-keys'), purpose: Id }, exactly),
  Type.Object(
    {
      ...common,
      act: Type.Literal('make-key'),
      place: StorePlace,
      purpose: Id,
      kind: KeyKind,
      /** With a token: signed by the device key which the bank put there (R11). */
      deviceChallenge: Nullable(Base64),
      pin,
    },
    exactly,
  ),
  /** The key must have been made for `purpose`: one bank's page cannot have another bank's key sign. */
  Type.Object(
    { ...common, act: Type.Literal('sign-request'), place: StorePlace, purpose: Id, keyDigest: Sha256, pin },
    exactly,
  ),
  Type.Object(
    {
      ...common,
      act: Type.Literal('install'),
      place: StorePlace,
      purpose: Id,
      keyDigest: Sha256,
      certificate: Base64,
      /** 32 octets; signed through the store by the key of the installed certificate (`installed`, nothing more). */
      nonce: Base64,
      pin,
    },
    exactly,
  ),
  /**
   * Removes a certificate of ours and its key. `proven` is there with its key and stays (lifecycle, R20). The serial
   * number of what goes ends with `serialTail`, which is what the customer was asked about.
   */
  Type.Object(
    {
      ...common,
      act: Type.Literal('remove'),
      place: StorePlace,
      fingerprint: Sha256,
      proven: Sha256,
      serialTail: SerialTail,
      pin,
    },
    exactly,
  ),
]);
export type HostRequest = Type.Static<typeof HostRequest>;

/** The token wants its PIN first: the extension asks for it in its own window and repeats the request with it. */
const PinNeeded = Type.Object({
  answer: Type.Literal('pin-needed'),
  tokenLabel: Type.String(),
  /** Null where the token does not say. */
  triesLeft: Nullable(Type.Integer()),
});

const HostAnswerBody = Type.Union([
  HostStatus,
  Type.Object({ answer: Type.Literal('keys'), keys: Type.Array(HelperKey) }),
  Type.Object({
    answer: Type.Literal('key-made'),
    keyDigest: Sha256,
    /** By the device key, over {@link deviceProofBytes}; DER of ECDSA-Sig-Value (RFC 3279 2.2.3). */
    deviceSignature: Nullable(Base64),
  }),
  /** PKCS#10 (RFC 2986), DER. */
  Type.Object({ answer: Type.Literal('request'), csr: Base64 }),
  Type.Object({
    answer: Type.Literal('installed'),
    fingerprint: Sha256,
    /** Over {@link installedProofBytes}, in the form X.509 carries. */
    signature: Base64,
  }),
  Type.Object({ answer: Type.Literal('removed') }),
  PinNeeded,
  HelperRefused,
]);
export type HostAnswerBody = Type.Static<typeof HostAnswerBody>;

/** `id` is that of the request. */
export const HostAnswer = Type.Object({ id: Type.Integer(), body: HostAnswerBody });
export type HostAnswer = Type.Static<typeof HostAnswer>;
