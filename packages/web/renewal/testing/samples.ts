import type { HelperKey } from '@koshin/wire/helper/values.ts';
import type { AcquisitionView } from '@koshin/wire/portal/acquisition-messages.ts';
import type { CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { IssuedCertificate, RenewalView, Successor } from '@koshin/wire/portal/renewal-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import type { KeptKey } from '../../keys/kept-key.ts';
import { certificate, successor } from '../../testing/samples.ts';

/** A 128-bit identifier that is easy to tell from others. */
export const idOf = (n: number) => n.toString(16).padStart(32, '0');

/** A key digest that is easy to tell from others. */
export const digestOf = (n: number) => n.toString(16).padStart(64, 'd');

export const sampleCertificate = (changes: Partial<CertificateView> = {}): CertificateView => ({
  ...certificate,
  ...changes,
});

export const newCertificate = (changes: Partial<CertificateView> = {}): CertificateView => ({
  ...successor,
  id: idOf(2),
  ...changes,
});

export const sampleSuccessor = (changes: Partial<Successor> = {}): Successor => ({
  certificateId: idOf(2),
  serialTail: 'D83C',
  subjectLabel: '佐倉恵子 見本信用金庫 2027年12月 D83C',
  expiryDate: '2027-12-22',
  issuedAt: '2026-12-10T01:20:00Z',
  keyDigest: digestOf(1),
  savedAt: null,
  installedAt: null,
  status: 'issued',
  ...changes,
});

export const sampleRenewal = (changes: Partial<RenewalView> = {}): RenewalView => ({
  id: idOf(9),
  state: 'preparing',
  startedAt: '2026-12-10T01:12:00Z',
  resumed: false,
  held: 'here',
  certificate: sampleCertificate(),
  newExpiryDate: '2027-12-22',
  presentedHere: true,
  passwordNeeded: false,
  serverTime: '2026-12-10T01:12:00Z',
  successors: [],
  pendingKeyDigest: null,
  keysLeftToday: 10,
  proof: null,
  ended: null,
  ...changes,
});

export const sampleProof = (): NonNullable<RenewalView['proof']> => ({
  provenAt: '2026-12-10T01:34:00Z',
  certificate: newCertificate({ presentedHere: true }),
  overlapLastDay: '2026-12-13',
  overlapEndsAt: '2026-12-13T15:00:00Z',
  oldExpiryDate: '2026-12-22',
});

export const sampleAcquisition = (changes: Partial<AcquisitionView> = {}): AcquisitionView => ({
  id: idOf(9),
  state: 'ready',
  startedAt: '2026-12-10T01:12:00Z',
  resumed: false,
  held: 'here',
  certificate: null,
  newExpiryDate: '2027-12-22',
  presentedHere: true,
  passwordNeeded: false,
  serverTime: '2026-12-10T01:12:00Z',
  successors: [],
  pendingKeyDigest: null,
  keysLeftToday: 1,
  ended: null,
  ownerName: '佐倉 恵子',
  companyName: '株式会社あおば精機',
  issuerName: '見本信用金庫 法人認証局 G2',
  proof: null,
  ...changes,
});

export const sampleFirstUse = (): NonNullable<AcquisitionView['proof']> => ({
  provenAt: '2026-12-10T01:34:00Z',
  certificate: newCertificate({ status: 'active' }),
  nextWindowStart: '2027-11-22',
});

export const sampleKey = (changes: Partial<KeptKey> = {}): KeptKey => ({
  renewalId: idOf(9),
  keyDigest: digestOf(1),
  encryptedKey: new Uint8Array([0x30, 0]),
  csr: new Uint8Array([0x30, 0]),
  createdAt: '2026-12-10T01:18:00Z',
  ...changes,
});

export const sampleHelperKey = (changes: Partial<HelperKey> = {}): HelperKey => ({
  place: { kind: 'pc' },
  keyDigest: digestOf(1),
  purpose: idOf(9),
  fingerprint: null,
  ...changes,
});

export const sampleIssued = (changes: Partial<IssuedCertificate> = {}): IssuedCertificate => ({
  renewal: sampleRenewal({ state: 'issued', successors: [sampleSuccessor()] }),
  certificateId: idOf(2),
  certificate: 'MAA=',
  chain: ['MAA='],
  subjectLabel: '佐倉恵子 見本信用金庫 2027年12月 D83C',
  serialTail: 'D83C',
  expiryDate: '2027-12-22',
  fileName: 'web-fb-certificate-20271222.p12',
  ...changes,
});

export const samplePresentation = (changes: Partial<PresentationView> = {}): PresentationView => ({
  nonce: '0123456789abcdefghij',
  purpose: 'proof',
  state: 'accepted',
  code: null,
  facts: {},
  refNo: '3917-2046',
  startedAt: '2026-12-10T01:33:00Z',
  expired: false,
  certificateId: certificate.id,
  ...changes,
});

export const sampleProblem = (
  code: Problem['code'],
  { status = 409, facts = {} }: { status?: number; facts?: Problem['facts'] } = {},
): Problem => ({ type: `urn:koshin:problem:${code}`, title: code, status, code, refNo: '3917-2046', facts });
