import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { defaultPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import type {
  Acquisition,
  AuditEvent,
  Bank,
  CertificateRecord,
  Contract,
  CrlKey,
  IssuanceIntent,
  Issuer,
  Mail,
  Presentation,
  PresentationAttempt,
  RenewalRecord,
  ReservedCrl,
  Session,
  User,
  WrittenNotice,
} from './records.ts';
import type { RegisterTransaction } from './register.ts';

/*
 * Records for the contract's tests: complete, valid, and each unlike the others of its kind. Every optional field is
 * filled in one sample and null in another, so that a field which an adapter forgets is seen.
 */

let made = 0;

/** An identifier nobody else has. */
export function freshId(): string {
  made += 1;
  return made.toString(16).padStart(32, '0');
}

export const noon = instant(Date.parse('2026-11-22T03:00:00Z'));
export const after = (ms: number) => instant(noon + ms);
const text = (ja: string, en: string) => ({ ja, en });

export function bank(differing: Partial<Bank> = {}): Bank {
  return {
    id: `bank-${freshId()}`,
    name: text('見本信用金庫', 'Mihon Shinkin Bank'),
    serviceName: text('WEB-FBサービス', 'WEB-FB service'),
    self: text('当金庫', 'we'),
    helpDesk: text('ヘルプデスク', 'Help desk'),
    phone: '0120-000-000',
    phoneHours: text('平日9:00から18:00まで', 'weekdays 9:00 to 18:00'),
    policy: { ...defaultPolicy, overlapDays: 5, validity: { days: 90 } },
    ...differing,
  };
}

export function contract(differing: Pick<Contract, 'bankId'> & Partial<Contract>): Contract {
  return { id: freshId(), contractNumber: '0012345', companyName: '株式会社あおば精機', closedAt: null, ...differing };
}

type Owned = 'bankId' | 'contractId';
export function user(differing: Pick<User, Owned> & Partial<User>): User {
  const id = freshId();
  return {
    id,
    loginId: `aoba-${id}`,
    name: '佐倉 恵子',
    role: 'approver',
    suspendedAt: null,
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    mailAddress: null,
    language: 'ja',
    mailBouncedAt: null,
    passwordFailures: 0,
    lockedUntil: null,
    lastLoginAt: after(1),
    version: 1,
    ...differing,
  };
}

export function issuer(differing: Partial<Issuer> = {}): Issuer {
  return {
    id: freshId(),
    bankId: null,
    generation: 1,
    keyName: 'root-1',
    certificateDer: Uint8Array.of(0x30, 0x00, 0xff),
    issuedBy: null,
    notBefore: after(-1),
    notAfter: instant(Date.parse('2046-11-22T14:59:59Z')),
    takesOverAt: null,
    revocation: null,
    ...differing,
  };
}

type Certified = 'bankId' | 'userId' | 'issuerId';
export function certificate(differing: Pick<CertificateRecord, Certified> & Partial<CertificateRecord>) {
  const id = freshId();
  return {
    id,
    crlShard: 0,
    serial: id,
    der: Uint8Array.of(0x30, 0x03, 0x00, 0x80, 0xff),
    fingerprint: `f${id}`,
    keyDigest: `k${id}`,
    subjectLabel: '佐倉 恵子 見本信用金庫 2027-11 43D8',
    issuerLabel: '見本信用金庫 法人認証局 G1',
    notBefore: after(-3_600_000),
    expiryDate: calendarDay('2027-11-22'),
    issuedAt: noon,
    state: 'issued',
    activatedAt: null,
    revocation: null,
    retiresAt: null,
    successorId: null,
    renewalId: null,
    savedAt: null,
    installedAt: null,
    installedIn: null,
    version: 1,
    ...differing,
  } as const satisfies CertificateRecord;
}

export function intent(differing: Pick<IssuanceIntent, Certified> & Partial<IssuanceIntent>): IssuanceIntent {
  const id = freshId();
  return {
    certificateId: id,
    crlShard: 3,
    serial: id,
    profile: 'client-authentication',
    keyDigest: `k${id}`,
    tbs: Uint8Array.of(0x30, 0x01, 0x00),
    subjectLabel: '佐倉 恵子 見本信用金庫 2027-11 43D8',
    notBefore: after(-3_600_000),
    expiryDate: calendarDay('2027-11-22'),
    renewalId: null,
    recordedAt: noon,
    completedAt: null,
    ...differing,
  };
}

export function reservedCrl(differing: CrlKey & Pick<ReservedCrl, 'number'> & Partial<ReservedCrl>): ReservedCrl {
  return {
    thisUpdate: after(-600_000),
    nextUpdate: after(604_800_000),
    scheduledAt: after(-700_000),
    complete: true,
    reservedAt: noon,
    ...differing,
  };
}

type Renewing = 'bankId' | 'userId' | 'certificateId';
export function renewal(differing: Pick<RenewalRecord, Renewing> & Partial<RenewalRecord>): RenewalRecord {
  return {
    id: freshId(),
    state: 'preparing',
    startedAt: noon,
    windowId: null,
    windowSeenAt: null,
    confirmedIn: null,
    usedOnOtherPcs: null,
    provenAt: null,
    provenCertificateId: null,
    ended: null,
    version: 1,
    ...differing,
  };
}

export function acquisition(differing: Pick<Acquisition, 'bankId' | 'userId'> & Partial<Acquisition>): Acquisition {
  return {
    id: freshId(),
    codeHash: 'c'.repeat(64),
    issuedAt: noon,
    expiresAt: after(86_400_000),
    failures: 0,
    reissue: null,
    used: null,
    opening: null,
    passwordSetAt: null,
    token: null,
    version: 1,
    ...differing,
  };
}

export function attempt(differing: Pick<PresentationAttempt, 'bankId'> & Partial<PresentationAttempt>) {
  return {
    nonce: freshId(),
    secretHash: 's'.repeat(64),
    browserHash: 'b'.repeat(64),
    purpose: 'login',
    sessionHash: null,
    userId: null,
    certificateId: null,
    renewalId: null,
    startedAt: noon,
    expiresAt: after(120_000),
    closedAt: null,
    ...differing,
  } as const satisfies PresentationAttempt;
}

export function presentation(differing: Pick<Presentation, 'nonce'> & Partial<Presentation>): Presentation {
  return {
    ticketHash: freshId(),
    at: after(1_000),
    expiresAt: after(61_000),
    certificateId: null,
    refusal: null,
    facts: { serialTail: '43D8', expiryDate: '2027-11-22', daysLeft: 0, known: true, other: null },
    protocol: 'TLSv1.3',
    refNo: '01234567',
    redeemedAt: null,
    ...differing,
  };
}

type Presented = 'bankId' | 'userId' | 'certificateId';
export function session(differing: Pick<Session, Presented> & Partial<Session>): Session {
  return {
    hash: freshId(),
    browserHash: 'b'.repeat(64),
    stage: 'presented',
    startedAt: noon,
    lastSeenAt: noon,
    passwordAt: null,
    alsoPresented: [],
    previousLoginAt: null,
    banner: null,
    endedAt: null,
    endReason: null,
    ...differing,
  };
}

type Mailed = 'bankId' | 'userId';
export function mail(differing: Pick<Mail, Mailed> & Partial<Mail>): Mail {
  return {
    id: freshId(),
    subjectId: freshId(),
    certificateId: null,
    occasion: '30',
    dueAt: noon,
    state: 'waiting',
    reason: null,
    nextTryAt: after(60_000),
    tries: 0,
    firstTryAt: null,
    address: null,
    letter: null,
    writtenAt: null,
    answer: null,
    sentAt: null,
    version: 1,
    ...differing,
  };
}

export function writtenNotice(differing: Pick<WrittenNotice, 'bankId'> & Partial<WrittenNotice>): WrittenNotice {
  const id = freshId();
  return {
    id,
    noticeNo: id.slice(-8),
    subject: text('システム点検のお知らせ', 'System maintenance'),
    firstDay: calendarDay('2026-11-20'),
    lastDay: calendarDay('2026-11-30'),
    acknowledgementAsked: false,
    writtenAt: noon,
    withdrawnAt: null,
    ...differing,
  };
}

export function event(differing: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: noon,
    bankId: null,
    act: 'renewal-started',
    actor: { kind: 'system', id: null },
    subject: { renewal: freshId(), keys: 2, first: true, before: null },
    refNo: null,
    ...differing,
  };
}

/** What most records stand on: a bank, its contract, a user, an issuer, and a certificate of the user. */
export interface Stock {
  readonly bank: Bank;
  readonly contract: Contract;
  readonly user: User;
  readonly issuer: Issuer;
  readonly certificate: CertificateRecord;
  /** Of the user and his certificate, for further records. */
  readonly own: { readonly bankId: string; readonly userId: string };
}

export async function stockUp(tx: RegisterTransaction): Promise<Stock> {
  const itsBank = bank();
  const itsContract = contract({ bankId: itsBank.id });
  const itsUser = user({ bankId: itsBank.id, contractId: itsContract.id });
  const itsIssuer = issuer({ bankId: itsBank.id });
  const own = { bankId: itsBank.id, userId: itsUser.id };
  const itsCertificate = certificate({ ...own, issuerId: itsIssuer.id, state: 'active' });
  await tx.banks.insert(itsBank);
  await tx.contracts.insert(itsContract);
  await tx.users.insert(itsUser);
  await tx.issuers.insert(itsIssuer);
  await tx.certificates.insert(itsCertificate);
  return {
    bank: itsBank,
    contract: itsContract,
    user: itsUser,
    issuer: itsIssuer,
    certificate: itsCertificate,
    own,
  };
}
