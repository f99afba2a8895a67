import type { CertificateView } from '@koshin/wire/portal/certificate-view.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { IssuedCertificate, RenewalView, Successor } from '@koshin/wire/portal/renewal-messages.ts';
import type { Problem } from '@koshin/wire/problems/problem.ts';
import type { KeptKey } from '../../keys/kept-key.ts';

/** A 128-bit identifier that is easy to tell from others. */
export const idOf = (n: number) => n.toString(16).padStart(32, '0');

/** A key digest that is easy to tell from others. */
export const digestOf = (n: number) => n.toString(16).padStart(64, 'd');

export const sampleCertificate = (changes: Partial<CertificateView> = {}): CertificateView => ({
  id: idOf(1),
  status: 'active',
  ownerName: '佐倉 恵子',
  companyName: '株式会社あおば精機',
  issuerName: '見本信用金庫 法人認証局 G2',
  serial: '3F7A91C204E87B905D1A2C77F09E43D8',
  serialTail: '43D8',
  subjectLabel: '佐倉恵子 見本信用金庫 2026年12月 43D8',
  validFrom: '2025-12-08T00:12:00Z',
  expiryDate: '2026-12-22',
  daysLeft: 12,
  renewableFrom: '2026-11-22',
  storage: null,
  next: 'renew-now',
  presentedHere: true,
  revokedOn: null,
  overlapLastDay: null,
  ...changes,
});

export const newCertificate = (changes: Partial<CertificateView> = {}): CertificateView =>
  sampleCertificate({
    id: idOf(2),
    serial: '60B4D2E18A3CC41E17F509AB7E62D83C',
    serialTail: 'D83C',
    subjectLabel: '佐倉恵子 見本信用金庫 2027年12月 D83C',
    validFrom: '2026-12-10T00:20:00Z',
    expiryDate: '2027-12-22',
    daysLeft: 377,
    renewableFrom: '2027-11-22',
    next: 'renew-later',
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

export const sampleKey = (changes: Partial<KeptKey> = {}): KeptKey => ({
  renewalId: idOf(9),
  keyDigest: digestOf(1),
  encryptedKey: new Uint8Array([0x30, 0]),
  csr: new Uint8Array([0x30, 0]),
  createdAt: '2026-12-10T01:18:00Z',
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
  certificateId: idOf(1),
  ...changes,
});

export const sampleProblem = (
  code: Problem['code'],
  { status = 409, facts = {} }: { status?: number; facts?: Problem['facts'] } = {},
): Problem => ({ type: `urn:koshin:problem:${code}`, title: code, status, code, refNo: '3917-2046', facts });
