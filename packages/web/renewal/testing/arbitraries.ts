import { helperRefusalCodes } from '@koshin/wire/helper/values.ts';
import fc from 'fast-check';
import { refusal } from '../../helper/answers.ts';
import type { FlowEvent } from '../flow/events.ts';
import type { Facts, Issuance } from '../flow/facts.ts';
import { tokenTroubleCodes } from '../flow/place.ts';
import {
  digestOf,
  idOf,
  sampleAcquisition,
  sampleFirstUse,
  sampleHelperKey,
  sampleIssued,
  sampleKey,
  samplePresentation,
  sampleProblem,
  sampleProof,
  sampleRenewal,
  sampleSuccessor,
} from './samples.ts';

const maybeInstant = fc.constantFrom(null, '2026-12-10T01:22:00Z');
/** Few keys, so that what the service knows and what the browser holds often meet. */
const digest = fc.integer({ min: 1, max: 4 }).map(digestOf);

const successor = fc
  .record({
    certificateId: fc.integer({ min: 2, max: 5 }).map(idOf),
    keyDigest: digest,
    savedAt: maybeInstant,
    installedAt: maybeInstant,
    status: fc.constantFrom('issued', 'active', 'revoked', 'expired', 'retired'),
  })
  .map(sampleSuccessor);

const key = fc
  .record({ keyDigest: digest, fileName: fc.constantFrom('', 'web-fb-certificate-20271222.p12') })
  .map(({ keyDigest, fileName }) => sampleKey({ keyDigest, ...(fileName && { fileName }) }));

const renewal = fc
  .record({
    state: fc.constantFrom('preparing', 'ready', 'requested', 'issued', 'installed', 'proven', 'cancelled', 'failed'),
    resumed: fc.boolean(),
    held: fc.constantFrom('here', 'elsewhere'),
    presentedHere: fc.boolean(),
    passwordNeeded: fc.boolean(),
    successors: fc.array(successor, { maxLength: 3 }),
    pendingKeyDigest: fc.option(digest, { nil: null }),
    keysLeftToday: fc.integer({ min: 0, max: 10 }),
    proof: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant(sampleProof()) }),
    ended: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant({ reason: 'certificate-revoked', at: '2026-12-10T02:00:00Z' }) },
    ),
  })
  .map(sampleRenewal);

/** Of one code: one key and one certificate at most. */
const acquisition = fc
  .record({
    state: fc.constantFrom('ready', 'requested', 'issued', 'installed', 'proven'),
    resumed: fc.boolean(),
    successors: fc.array(successor, { maxLength: 1 }),
    pendingKeyDigest: fc.option(digest, { nil: null }),
    keysLeftToday: fc.integer({ min: 0, max: 1 }),
    proof: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant(sampleFirstUse()) },
    ),
  })
  .map(sampleAcquisition);

const helperKey = fc
  .record({
    keyDigest: digest,
    fingerprint: fc.constantFrom(null, 'f'.repeat(64)),
    place: fc.constantFrom({ kind: 'pc' }, { kind: 'token', serial: 'KT-0001' }),
  })
  .map(sampleHelperKey);

const factsAbout = (issuance: fc.Arbitrary<Issuance>): fc.Arbitrary<Facts> =>
  fc.record({
    renewal: issuance,
    held: fc.uniqueArray(key, { maxLength: 3, selector: ({ keyDigest }) => keyDigest }),
    helper: fc.option(
      fc.record({ keys: fc.uniqueArray(helperKey, { maxLength: 3, selector: ({ keyDigest }) => keyDigest }) }),
      { nil: null },
    ),
  });

/** Anything a service could say, a browser could hold and a helper could have, also what no sane one says. */
export const anyFacts = fc.oneof(factsAbout(renewal), factsAbout(acquisition));
export const factsOfCode = factsAbout(acquisition);

const problemCode = fc.constantFrom('renewal-moved', 'renewal-not-live', 'unexpected', 'key-already-used');
const problem = problemCode.map((code) => sampleProblem(code));

export const anyPresentation = fc.option(
  fc
    .record({
      purpose: fc.constantFrom('login', 'renewal', 'proof', 'first-use'),
      state: fc.constantFrom('waiting', 'accepted', 'refused'),
      code: fc.constantFrom(null, 'proof-old-certificate', 'certificate-not-presented', 'certificate-other-user'),
    })
    .map(samplePresentation),
  { nil: null },
);

const plain = fc.constantFrom<FlowEvent[]>(
  { kind: 'store-on-pc' },
  { kind: 'store-on-token' },
  { kind: 'back-to-storage' },
  { kind: 'consented' },
  { kind: 'asked-again' },
  { kind: 'save-begun' },
  { kind: 'saved' },
  { kind: 'go-to-import' },
  { kind: 'file-gone' },
  { kind: 'password-forgotten' },
  { kind: 'request-by-helper' },
  { kind: 'helper-installed' },
  { kind: 'remake' },
  { kind: 'back-pressed' },
  { kind: 'session-gone' },
  { kind: 'session-back' },
  { kind: 'broke' },
);

/** What customer, service and network can do, in any order and at any time. */
export const anyEvent: fc.Arbitrary<FlowEvent> = fc.oneof(
  plain,
  anyFacts.map((facts): FlowEvent => ({ kind: 'heard', facts })),
  fc
    .record({ facts: anyFacts, presentation: anyPresentation, arrival: fc.constantFrom('opened', 'again') })
    .map((arrived): FlowEvent => ({ kind: 'arrived', ...arrived })),
  fc.record({ facts: anyFacts, mediaStorage: fc.boolean() }).map((e): FlowEvent => ({ kind: 'confirmed', ...e })),
  fc.constant<FlowEvent>({ kind: 'password-chosen', password: 'aaaaaaaaaaaa' }),
  fc.constant<FlowEvent>({ kind: 'key-opened', password: 'aaaaaaaaaaaa' }),
  digest.map((keyDigest): FlowEvent => ({ kind: 'helper-made-key', keyDigest })),
  fc.constant<FlowEvent>({ kind: 'token-chosen', serial: 'KT-0001', challenge: 'AAAA' }),
  fc
    .constantFrom(...tokenTroubleCodes)
    .map((code): FlowEvent => ({ kind: 'token-refused', trouble: { code, facts: {} } })),
  fc.constant<FlowEvent>({ kind: 'helper-signed', csr: new Uint8Array([0x30, 0]) }),
  fc.constantFrom(...helperRefusalCodes).map((code): FlowEvent => ({ kind: 'helper-refused', refusal: refusal(code) })),
  fc.constant<FlowEvent>({ kind: 'install-by-helper', issued: sampleIssued() }),
  fc.constantFrom('no', 'time').map((because): FlowEvent => ({ kind: 'declined', because })),
  key.map((made): FlowEvent => ({ kind: 'key-made', key: made })),
  fc.constant<FlowEvent>({ kind: 'issued', issued: sampleIssued() }),
  problem.map((told): FlowEvent => ({ kind: 'signer-down', problem: told })),
  problem.map((told): FlowEvent => ({ kind: 'refused', problem: told })),
);

const begun: Facts = { renewal: sampleRenewal(), held: [], helper: null };
const withHelper: Facts = { ...begun, helper: { keys: [] } };

/** The way without helper from the checks to the import, at a bank without media storage. */
export const wholeWay: readonly FlowEvent[] = [
  { kind: 'arrived', facts: begun, presentation: null, arrival: 'opened' },
  { kind: 'confirmed', facts: begun, mediaStorage: false },
  { kind: 'password-chosen', password: 'aaaaaaaaaaaa' },
  { kind: 'consented' },
  { kind: 'key-made', key: sampleKey() },
  { kind: 'consented' },
  { kind: 'issued', issued: sampleIssued() },
  { kind: 'save-begun' },
  { kind: 'saved' },
  { kind: 'consented' },
];

/** The way with helper, from the checks to the presentation. */
export const wholeWayByHelper: readonly FlowEvent[] = [
  { kind: 'arrived', facts: withHelper, presentation: null, arrival: 'opened' },
  { kind: 'confirmed', facts: withHelper, mediaStorage: false },
  { kind: 'helper-made-key', keyDigest: digestOf(1) },
  { kind: 'helper-signed', csr: new Uint8Array([0x30, 0]) },
  { kind: 'issued', issued: sampleIssued() },
  { kind: 'helper-installed' },
];
