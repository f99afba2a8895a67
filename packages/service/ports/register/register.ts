import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { AuthorityRevocation } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import type {
  Acquisition,
  AttemptNonce,
  AttemptView,
  AuditCheckpoint,
  AuditEvent,
  AuditKey,
  Bank,
  BankId,
  CertificateId,
  CertificateRecord,
  ChainedEvent,
  Contract,
  ContractId,
  CrlKey,
  CrlShard,
  EndedCertificate,
  ExpiringCertificate,
  IssuanceIntent,
  Issuer,
  IssuerId,
  Localized,
  Mail,
  MailCertificate,
  MailId,
  MailProgress,
  NoticeCounts,
  NoticeReader,
  NoticeReceipt,
  OcspResponder,
  PlannedMail,
  Presentation,
  PresentationAttempt,
  PublishedCrl,
  ReceivedNotice,
  RenewalId,
  RenewalRecord,
  ReservedCrl,
  RevokedAuthority,
  Session,
  User,
  UserId,
  WrittenNotice,
  WrittenNoticeId,
} from './records.ts';
import type {
  TokenApplicationStore,
  TokenApplicationView,
  TokenPresenceStore,
  TokenPresenceView,
  TokenStore,
  TokenView,
} from './token-records.ts';

/**
 * Everything that must change together.
 *
 * Contract, held by every adapter and tested by `register.contract.ts`:
 * - `change` is one serialisable transaction. When it returns, its effects are durable: a power cut loses nothing of
 *   it. When it throws, nothing of it happened.
 * - `work` may run more than once (a conflict on PostgreSQL is tried again), so it has no effect but through `tx`: no
 *   signing, mail or HTTP. It must await every call it makes on `tx`, and let out what such a call throws: work that
 *   does not is refused, and nothing of it happened. Asking the register anew inside `work` is refused, too.
 * - Work that looks before it writes decides on what is there when it takes effect: of many that look for a live
 *   renewal and start one when there is none, one starts it and the others find it.
 * - Any number of `change` and `read` may run at the same time, on any node.
 * - `update` compares and swaps on `version` and raises it; when the stored version differs, or nothing is stored, it
 *   throws `changed-meanwhile` and nothing happens. What a certificate or a renewal is, and whose, is fixed when it is
 *   inserted: an update leaves that as it is.
 * - A unique rule that is broken (a second live renewal of a certificate, a key digest or serial used twice, a login ID
 *   taken) throws `DuplicateRecord`, which names the rule.
 * - Every audit event is hashed over the one before it in its chain, in the transaction of its effect (R32). Changes that
 *   run at the same time write to different chains, so that none waits for another.
 * - A database that cannot be reached throws a `Refusal` with code `store-unavailable`. Nothing happened, except where
 *   its detail says `outcome: 'unknown'`: the connection broke while the commit was under way, and only the database
 *   knows. Who asks again must then look first.
 */
export interface Register {
  change<T>(work: (tx: RegisterTransaction) => Promise<T>): Promise<T>;
  /** A consistent view; changes nothing. */
  read<T>(work: (tx: RegisterView) => Promise<T>): Promise<T>;
  /** Resolves when the database answers. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** A unique rule of the register would be broken. */
export class DuplicateRecord extends Error {
  readonly rule: 'live-renewal' | 'key-digest' | 'serial' | 'login-id' | 'token-application' | 'token-serial' | 'id';
  constructor(rule: DuplicateRecord['rule']) {
    super(`the register holds one already: ${rule}`);
    this.name = 'DuplicateRecord';
    this.rule = rule;
  }
}

/** Of a certificate only what ends it. */
export type CertificateEnding = Pick<CertificateRecord, 'serial' | 'revocation' | 'retiresAt'>;

export interface RegisterView {
  readonly banks: {
    get(id: BankId): Promise<Bank | null>;
    /** In the order of their ids. */
    all(): Promise<readonly Bank[]>;
  };
  readonly contracts: {
    get(id: ContractId): Promise<Contract | null>;
    /** Those with this number, the closed among them, in the order of their ids. */
    byNumber(key: { bankId: BankId; contractNumber: string }): Promise<readonly Contract[]>;
  };
  readonly users: {
    get(id: UserId): Promise<User | null>;
    byLoginId(key: { bankId: BankId; loginId: string }): Promise<User | null>;
    /** In the order of their login IDs. */
    ofBank(bankId: BankId): Promise<readonly User[]>;
    /** The 管理者 of these contracts who are not suspended, in no order. */
    administratorsOf(contracts: readonly ContractId[]): Promise<readonly Pick<User, 'id' | 'contractId'>[]>;
  };
  readonly issuers: {
    get(id: IssuerId): Promise<Issuer | null>;
    /** Every generation of every bank and the roots. */
    all(): Promise<readonly Issuer[]>;
    /** A bank's generations, newest first. */
    ofBank(bankId: BankId): Promise<readonly Issuer[]>;
  };
  readonly revokedAuthorities: {
    /** Whose certificates this issuer has revoked, in no order. */
    ofIssuer(issuerId: IssuerId): Promise<readonly RevokedAuthority[]>;
  };
  readonly ocspResponders: {
    /** Newest first, those without certificate too. */
    ofIssuer(issuerId: IssuerId): Promise<readonly OcspResponder[]>;
  };
  readonly mailCertificates: {
    /** Newest first, those without certificate too. */
    ofBank(bankId: BankId): Promise<readonly MailCertificate[]>;
    /** Those of these serial numbers that this issuer has signed, in no order. */
    issued(keys: {
      issuerId: IssuerId;
      serials: readonly string[];
    }): Promise<readonly Pick<MailCertificate, 'serial'>[]>;
  };
  readonly certificates: {
    get(id: CertificateId): Promise<CertificateRecord | null>;
    bySerial(key: { issuerId: IssuerId; serial: string }): Promise<CertificateRecord | null>;
    /** The same with its user and his contract, and whether its issuer is revoked, in one look. */
    withOwner(key: { issuerId: IssuerId; serial: string }): Promise<{
      readonly certificate: CertificateRecord;
      readonly user: User;
      readonly contract: Contract;
      readonly issuerRevokedAt: Instant | null;
    } | null>;
    /** What is known of these serial numbers of one issuer, in any order; nothing of those that it did not issue. */
    endings(keys: { issuerId: IssuerId; serials: readonly string[] }): Promise<readonly CertificateEnding[]>;
    /** Newest expiry first, among equals the later written first. */
    ofUser(userId: UserId): Promise<readonly CertificateRecord[]>;
    /**
     * How many of these issuers' are accepted at login now (`today` is the day in their bank's zone), and how many users
     * have only such ones: none of another issuer, not revoked, that is accepted now.
     */
    usableOf(key: {
      readonly issuerIds: readonly IssuerId[];
      readonly today: CalendarDay;
      readonly now: Instant;
    }): Promise<{ readonly certificates: number; readonly usersWithoutOther: number }>;
    /** The successors of a renewal, oldest first. */
    ofRenewal(renewalId: RenewalId): Promise<readonly CertificateRecord[]>;
    /**
     * A bank's certificates that expire on a day of this range, by expiry date and id, at most `limit`: those after
     * `after` (null: from the beginning). Without successors that wait for their proof: those are finished, not renewed.
     */
    expiring(range: {
      bankId: BankId;
      first: CalendarDay;
      last: CalendarDay;
      after: Pick<ExpiringCertificate, 'expiryDate' | 'id'> | null;
      limit: number;
    }): Promise<readonly ExpiringCertificate[]>;
    /** One of them; null where there is none. */
    expiringOf(id: CertificateId): Promise<ExpiringCertificate | null>;
  };
  readonly intents: {
    get(certificateId: CertificateId): Promise<IssuanceIntent | null>;
    /** By key: an intent, completed or not; key digests are unique over the whole register. */
    byKeyDigest(keyDigest: string): Promise<IssuanceIntent | null>;
    /** Oldest first; and only when they were recorded. */
    ofRenewal(renewalId: RenewalId): Promise<readonly IssuanceIntent[]>;
    instantsOf(renewalId: RenewalId): Promise<readonly Instant[]>;
    /** Recorded before this instant and not completed, oldest first, at most `limit`: what the sweep finishes. */
    open(before: Instant, limit: number): Promise<readonly IssuanceIntent[]>;
  };
  readonly crlShards: {
    /** Every one of an issuer, oldest first. */
    ofIssuer(issuerId: IssuerId): Promise<readonly CrlShard[]>;
    /** Those that take new certificates, oldest first. */
    open(issuerId: IssuerId): Promise<readonly CrlShard[]>;
    /** How many there are: the number of the next one. */
    count(issuerId: IssuerId): Promise<number>;
    /** The certificates of this shard that were revoked, or that are or will be retired; in no order. */
    ended(key: CrlKey): Promise<readonly EndedCertificate[]>;
    /**
     * Whether a certificate of this shard that is revoked, or retired by `now`, is not on the CRL of this number (or any
     * before), as far as `reserve` has seen; null: on none at all. With a serial number, whether that one is such. A CA's
     * certificate that the issuer has revoked is one of its first shard.
     */
    hasUnlisted(
      key: CrlKey & { readonly number: number | null; readonly now: Instant; readonly serial?: string },
    ): Promise<boolean>;
  };
  readonly crls: {
    /** The one with the highest number given out, signed or not. */
    newest(key: CrlKey): Promise<ReservedCrl | null>;
    /** The one with the highest number that was signed: what readers get; and the same without its bytes. */
    published(key: CrlKey): Promise<PublishedCrl | null>;
    current(key: CrlKey): Promise<ReservedCrl | null>;
  };
  readonly renewals: {
    get(id: RenewalId): Promise<RenewalRecord | null>;
    /** The live renewal (preparing … installed) of this certificate. */
    liveOf(certificateId: CertificateId): Promise<RenewalRecord | null>;
    /** The latest renewal of this certificate, live or ended. */
    latestOf(certificateId: CertificateId): Promise<RenewalRecord | null>;
  };
  readonly acquisitions: {
    /** A user's codes, the latest written first. */
    ofUser(userId: UserId): Promise<readonly Acquisition[]>;
    /** Of this bank's codes the one that was given last in this browser. */
    openedIn(browser: { bankId: BankId; browserHash: string }): Promise<Acquisition | null>;
  };
  readonly tokenApplications: TokenApplicationView;
  readonly tokens: TokenView;
  readonly tokenPresences: TokenPresenceView;
  readonly attempts: {
    get(nonce: AttemptNonce): Promise<PresentationAttempt | null>;
    /** The issuing CAs of its bank, newest first. */
    issuersOf(nonce: AttemptNonce): Promise<{ bankId: BankId; issuerIds: readonly IssuerId[] } | null>;
    /** In one look; of two CAs that used the same serial number, the certificate with this fingerprint. */
    withPresented(key: { nonce: AttemptNonce; serial: string; fingerprint: string }): Promise<AttemptView | null>;
  };
  readonly presentations: {
    byTicket(ticketHash: string): Promise<Presentation | null>;
    /** The one that was redeemed for this attempt. */
    redeemedOf(nonce: AttemptNonce): Promise<Presentation | null>;
    /** The latest of this attempt, redeemed or not. */
    latestOf(nonce: AttemptNonce): Promise<Presentation | null>;
  };
  readonly sessions: {
    get(hash: string): Promise<Session | null>;
    /** Sessions that have not ended and belong to this certificate, oldest first. */
    openOf(certificateId: CertificateId): Promise<readonly Session[]>;
  };
  readonly notices: { receiptsOf(userId: UserId): Promise<readonly NoticeReceipt[]> };
  readonly writtenNotices: {
    /**
     * What is for this user and stands on `today`, in no order: as everybody's, his contract's or his own, each once. Of
     * another bank nothing, and nothing that was withdrawn.
     */
    receivedBy(reader: {
      bankId: BankId;
      contractId: ContractId;
      userId: UserId;
      today: CalendarDay;
    }): Promise<readonly ReceivedNotice[]>;
    byNumber(key: { bankId: BankId; noticeNo: string }): Promise<WrittenNotice | null>;
    /** The last written first, whatever their standing. */
    ofBank(bankId: BankId): Promise<readonly WrittenNotice[]>;
    /** Its text as it was written, in Markdown. */
    bodyOf(id: WrittenNoticeId): Promise<Localized | null>;
    /** In the order of their ids. */
    readersOf(id: WrittenNoticeId): Promise<readonly NoticeReader[]>;
    countsOf(id: WrittenNoticeId): Promise<NoticeCounts>;
  };
  readonly mails: {
    get(id: MailId): Promise<Mail | null>;
    /** In the order in which they are due. */
    ofCertificate(certificateId: CertificateId): Promise<readonly Mail[]>;
    /** What was to be sent to this user, due at this instant or later; the last due first. */
    ofUser(filter: { userId: UserId; since: Instant }): Promise<readonly Mail[]>;
    /** A bank's mails in these states, the last due first, at most `limit`: those after `after` (null: from the beginning). */
    list(filter: {
      bankId: BankId;
      states: readonly MailState[];
      after: Pick<Mail, 'dueAt' | 'id'> | null;
      limit: number;
    }): Promise<readonly Mail[]>;
    /** All that are for this user and reached nobody, in the order in which they were due. */
    unreachableOf(key: { bankId: BankId; userId: UserId }): Promise<readonly Mail[]>;
    progress(key: { bankId: BankId; stage: string }): Promise<MailProgress | null>;
  };
  readonly audit: {
    /** In the order written; a subject is looked up by a textual entry. */
    of(filter: { bankId?: BankId; subject?: { key: string; value: string } }): Promise<readonly AuditEvent[]>;
  };
  readonly chains: {
    /** The last event of each chain, in the order of the chains' numbers. */
    heads(): Promise<readonly ChainedEvent[]>;
    /**
     * The next events of a chain in the order of position and seq, at most `limit`: those after this position and seq
     * (null: from the beginning), up to this position.
     */
    events(range: {
      chain: number;
      after: Pick<ChainedEvent, 'position' | 'seq'> | null;
      upTo: number;
      limit: number;
    }): Promise<readonly ChainedEvent[]>;
    /** How many events stand in no chain: none, unless somebody has tampered. */
    countUnchained(): Promise<number>;
  };
  readonly checkpoints: {
    latest(): Promise<AuditCheckpoint | null>;
    /** In the order of their numbers, above this one, at most `limit`. */
    after(key: { number: number; limit: number }): Promise<readonly AuditCheckpoint[]>;
    /** In the order of recording; the last is the one in use. */
    keys(): Promise<readonly AuditKey[]>;
  };
}

export interface RegisterTransaction extends RegisterView {
  readonly banks: RegisterView['banks'] & {
    insert(bank: Bank): Promise<void>;
    /** All but its id; nothing where it is not there. */
    update(bank: Bank): Promise<void>;
  };
  readonly contracts: RegisterView['contracts'] & { insert(contract: Contract): Promise<void> };
  readonly users: RegisterView['users'] & {
    insert(user: Omit<User, 'version'>): Promise<void>;
    update(user: User): Promise<void>;
  };
  readonly issuers: RegisterView['issuers'] & {
    insert(issuer: Issuer): Promise<void>;
    /** True when this call revoked it; false when it was revoked before, which stays, or is not there. */
    revoke(key: { readonly id: IssuerId; readonly revocation: AuthorityRevocation }): Promise<boolean>;
  };
  readonly revokedAuthorities: RegisterView['revokedAuthorities'] & {
    /** True when this call recorded it; false when it was recorded before, which stays. */
    insert(revoked: RevokedAuthority): Promise<boolean>;
  };
  readonly ocspResponders: RegisterView['ocspResponders'] & {
    insert(responder: OcspResponder): Promise<void>;
    /** True when this call gave it its certificate; false when it has one, which stays, or is not there. */
    complete(key: { issuerId: IssuerId; number: number; certificateDer: Uint8Array }): Promise<boolean>;
  };
  readonly mailCertificates: RegisterView['mailCertificates'] & {
    insert(certificate: MailCertificate): Promise<void>;
    /** True when this call gave it its certificate; false when it has one, which stays, or is not there. */
    complete(key: { bankId: BankId; number: number; certificateDer: Uint8Array }): Promise<boolean>;
  };
  readonly certificates: RegisterView['certificates'] & {
    insert(certificate: Omit<CertificateRecord, 'version'>): Promise<void>;
    update(certificate: CertificateRecord): Promise<void>;
  };
  readonly intents: RegisterView['intents'] & {
    insert(intent: IssuanceIntent): Promise<void>;
    /** True when this call completed it; false when it was completed before, and that instant stays, or is not there. */
    complete(key: { certificateId: CertificateId; at: Instant }): Promise<boolean>;
  };
  readonly crlShards: RegisterView['crlShards'] & {
    /** Throws `DuplicateRecord` where there is one of this number. */
    insert(shard: CrlShard): Promise<void>;
    update(shard: CrlShard): Promise<void>;
  };
  readonly crls: RegisterView['crls'] & {
    /**
     * Gives out a number, before anything is signed, and notes it on the certificates that come onto a CRL for the first
     * time: those revoked (CAs' among them), or retired by `now`. Throws `DuplicateRecord` for a number that was given out.
     */
    reserve(crl: ReservedCrl & { readonly now: Instant }): Promise<void>;
    /**
     * The CRL of a reserved number is what readers get from now on, and those with lower numbers are forgotten. False,
     * and nothing happens, where one with a higher number was published meanwhile.
     */
    publish(crl: CrlKey & Pick<PublishedCrl, 'number' | 'der' | 'fingerprint'>): Promise<boolean>;
  };
  readonly renewals: RegisterView['renewals'] & {
    insert(renewal: Omit<RenewalRecord, 'version'>): Promise<void>;
    update(renewal: RenewalRecord): Promise<void>;
  };
  readonly acquisitions: RegisterView['acquisitions'] & {
    insert(acquisition: Omit<Acquisition, 'version'>): Promise<void>;
    update(acquisition: Acquisition): Promise<void>;
  };
  readonly tokenApplications: TokenApplicationStore;
  readonly tokens: TokenStore;
  readonly tokenPresences: TokenPresenceStore;
  readonly attempts: RegisterView['attempts'] & {
    insert(attempt: PresentationAttempt): Promise<void>;
    /** True when this call closed it; false when it was closed before. */
    close(key: { nonce: AttemptNonce; at: Instant }): Promise<boolean>;
    /** Forgets attempts (and their presentations) that expired before this instant. */
    forget(expiredBefore: Instant): Promise<void>;
  };
  readonly presentations: RegisterView['presentations'] & {
    insert(presentation: Presentation): Promise<void>;
    /** True when this call redeemed it; false when it was redeemed before. */
    redeem(key: { ticketHash: string; at: Instant }): Promise<boolean>;
  };
  readonly sessions: RegisterView['sessions'] & {
    insert(session: Session): Promise<void>;
    /** Replaces the whole row; a session is changed by its own browser only. Throws `changed-meanwhile` when it is gone. */
    update(session: Session): Promise<void>;
    /** The same session under a new cookie: the old hash is known no more. Throws `changed-meanwhile` when it is gone. */
    rename(key: { from: string; to: string }): Promise<void>;
    /** Ends every session that is open with a certificate of this issuer, and says how many they were. */
    endOfIssuer(
      key: { readonly issuerId: IssuerId } & { readonly [K in 'endedAt' | 'endReason']: NonNullable<Session[K]> },
    ): Promise<number>;
    /** Forgets sessions, ended or not, that were last seen before this instant. */
    forget(before: Instant): Promise<void>;
  };
  readonly notices: RegisterView['notices'] & {
    /** Once per user and notice; again is nothing. */
    markRead(receipt: NoticeReceipt): Promise<void>;
  };
  readonly writtenNotices: RegisterView['writtenNotices'] & {
    /** Fixed from then on, but for its withdrawal. Throws `DuplicateRecord` where the bank's number was given before. */
    insert(
      notice: WrittenNotice & { readonly body: Localized; readonly readers: readonly NoticeReader[] },
    ): Promise<void>;
    /** True when this call withdrew it; false when it was withdrawn before, or is not there. */
    withdraw(key: { id: WrittenNoticeId; at: Instant }): Promise<boolean>;
    /** Once per user and notice; again is nothing. */
    markRead(key: { id: WrittenNoticeId; userId: UserId; at: Instant }): Promise<void>;
    /** The same, and read with it. */
    acknowledge(key: { id: WrittenNoticeId; userId: UserId; at: Instant }): Promise<void>;
  };
  readonly mails: RegisterView['mails'] & {
    /**
     * Writes those of them that have no mail yet of the same subject, occasion and recipient; the others stay as they are.
     * Says which it wrote.
     */
    plan(mails: readonly PlannedMail[]): Promise<ReadonlySet<MailId>>;
    /**
     * Takes waiting mails whose time has come, the longest due first, at most `limit`, so that no other node takes them
     * before `until`. Mails that others are taking are passed over, not waited for.
     */
    claim(key: { now: Instant; until: Instant; limit: number }): Promise<readonly Mail[]>;
    update(mail: Mail): Promise<void>;
    /** Compares and swaps on `version`; 0: there was none. Throws `changed-meanwhile` as `update` does. */
    setProgress(progress: MailProgress): Promise<void>;
    /** Removes a stage's mails that are due after `now` and that nobody has tried, at most `limit`. Says how many. */
    takeBack(key: { bankId: BankId; stage: string; now: Instant; limit: number }): Promise<number>;
    /**
     * Has a bank's mails wait for `now` that were skipped since `since` (by when they were due) or wait for longer than until
     * `latest`: they are judged anew.
     */
    wake(key: { bankId: BankId; now: Instant; since: Instant; latest: Instant }): Promise<void>;
  };
  readonly audit: RegisterView['audit'] & {
    /** At the end of a chain that no other open change writes to. */
    append(event: AuditEvent): Promise<void>;
  };
  readonly checkpoints: RegisterView['checkpoints'] & {
    insert(checkpoint: AuditCheckpoint): Promise<void>;
    recordKey(key: AuditKey): Promise<void>;
  };
}
