import { Type } from 'typebox';
import { Base64, Id, Nullable } from '../portal/values.ts';
import { HostStatus } from './status.ts';
import {
  HelperKey,
  HelperRefused,
  helperProtocol,
  KeyKind,
  SerialTail,
  Sha256,
  StorePlace,
  Version,
} from './values.ts';

/**
 * Page to extension. Where a person has to agree, the extension asks in its own window, out of the page's reach: site,
 * bank's name and act come from the extension's list and the browser, never from the page. Unknown fields are refused.
 */
const common = {
  protocol: Type.Literal(helperProtocol),
  /** Of the extension's windows. */
  language: Type.Union([Type.Literal('ja'), Type.Literal('en')]),
};
const exactly = { additionalProperties: false } as const;

export const PageRequest = Type.Union([
  /** No question, nothing changed: what is there. */
  Type.Object({ ...common, act: Type.Literal('status'), minimumVersion: Version }, exactly),
  /** `consent.site`: may this site, which is in no list, ask at all? */
  Type.Object({ ...common, act: Type.Literal('introduce') }, exactly),
  /** No question: the keys that this renewal has here, so that it goes on where it stopped. */
  Type.Object({ ...common, act: Type.Literal('find-keys'), renewal: Id }, exactly),
  /** `consent.make-key`, or `consent.all` for the three acts of this renewal; then `pin.enter`. */
  Type.Object(
    {
      ...common,
      act: Type.Literal('make-key'),
      renewal: Id,
      place: StorePlace,
      kind: KeyKind,
      consents: Type.Union([Type.Literal('each'), Type.Literal('all')]),
      consentSeconds: Type.Integer({ minimum: 10, maximum: 600 }),
      deviceChallenge: Nullable(Base64),
    },
    exactly,
  ),
  /** `consent.send-request` */
  Type.Object(
    {
      ...common,
      act: Type.Literal('send-request'),
      renewal: Id,
      place: StorePlace,
      keyDigest: Sha256,
      consentSeconds: Type.Integer({ minimum: 10, maximum: 600 }),
    },
    exactly,
  ),
  /** `consent.install` */
  Type.Object(
    {
      ...common,
      act: Type.Literal('install'),
      renewal: Id,
      place: StorePlace,
      keyDigest: Sha256,
      certificate: Base64,
      nonce: Base64,
      consentSeconds: Type.Integer({ minimum: 10, maximum: 600 }),
    },
    exactly,
  ),
  /** `consent.remove-old`: the earlier certificate and its key, after the proof of `proven`. */
  Type.Object(
    {
      ...common,
      act: Type.Literal('remove-old'),
      place: StorePlace,
      fingerprint: Sha256,
      proven: Sha256,
      /** Checked against the certificate before anything goes. */
      oldSerialTail: SerialTail,
      consentSeconds: Type.Integer({ minimum: 10, maximum: 600 }),
    },
    exactly,
  ),
]);
export type PageRequest = Type.Static<typeof PageRequest>;

export const PageAnswer = Type.Union([
  Type.Object({
    answer: Type.Literal('status'),
    extensionVersion: Version,
    /** `undecided`: in no list, and the user has not been asked; then nothing of this PC is told. */
    site: Type.Union([Type.Literal('listed'), Type.Literal('allowed-by-user'), Type.Literal('undecided')]),
    /** Null: not asked because of `site`. */
    host: Nullable(Type.Union([HostStatus, HelperRefused])),
  }),
  Type.Object({ answer: Type.Literal('introduced') }),
  Type.Object({ answer: Type.Literal('keys'), keys: Type.Array(HelperKey) }),
  Type.Object({ answer: Type.Literal('key-made'), keyDigest: Sha256, deviceSignature: Nullable(Base64) }),
  Type.Object({ answer: Type.Literal('request'), csr: Base64 }),
  Type.Object({ answer: Type.Literal('installed'), fingerprint: Sha256, signature: Base64 }),
  Type.Object({ answer: Type.Literal('removed') }),
  HelperRefused,
]);
export type PageAnswer = Type.Static<typeof PageAnswer>;
