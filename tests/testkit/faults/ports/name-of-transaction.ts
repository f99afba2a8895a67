import type { RegisterTransaction } from '@koshin/service/ports/register/register.ts';

/** What writes, of all tables. */
const writes = new Set([
  'insert',
  'update',
  'revoke',
  'endOfIssuer',
  'complete',
  'close',
  'redeem',
  'rename',
  'forget',
  'markRead',
  'acknowledge',
  'withdraw',
  'reserve',
  'publish',
  'plan',
  'claim',
  'setProgress',
  'suspend',
  'challenge',
  'prove',
]);

/** A transaction as it was, and what is to be said of it when its work is done. */
export interface WatchedTransaction {
  readonly tx: RegisterTransaction;
  /** The audit acts that it appended, joined by `+`; without any its writes, like `attempts.insert`; else `nothing`. */
  name(): string;
}

export function watched(tx: RegisterTransaction): WatchedTransaction {
  const acts: string[] = [];
  const written: string[] = [];
  const table = <T extends object>(name: string, of: T): T =>
    new Proxy(of, {
      get(target, property) {
        if (typeof property === 'string' && writes.has(property)) written.push(`${name}.${property}`);
        return Reflect.get(target, property);
      },
    });
  return {
    tx: {
      banks: table('banks', tx.banks),
      contracts: table('contracts', tx.contracts),
      users: table('users', tx.users),
      issuers: table('issuers', tx.issuers),
      revokedAuthorities: table('revokedAuthorities', tx.revokedAuthorities),
      ocspResponders: table('ocspResponders', tx.ocspResponders),
      mailCertificates: table('mailCertificates', tx.mailCertificates),
      certificates: table('certificates', tx.certificates),
      intents: table('intents', tx.intents),
      crlShards: table('crlShards', tx.crlShards),
      crls: table('crls', tx.crls),
      renewals: table('renewals', tx.renewals),
      acquisitions: table('acquisitions', tx.acquisitions),
      tokenApplications: table('tokenApplications', tx.tokenApplications),
      tokens: table('tokens', tx.tokens),
      tokenPresences: table('tokenPresences', tx.tokenPresences),
      attempts: table('attempts', tx.attempts),
      presentations: table('presentations', tx.presentations),
      sessions: table('sessions', tx.sessions),
      notices: table('notices', tx.notices),
      writtenNotices: table('writtenNotices', tx.writtenNotices),
      mails: table('mails', tx.mails),
      audit: {
        of: (filter) => tx.audit.of(filter),
        append(event) {
          acts.push(event.act);
          return tx.audit.append(event);
        },
      },
      chains: tx.chains,
      checkpoints: table('checkpoints', tx.checkpoints),
    },
    name: () => [acts, written].find((names) => names.length > 0)?.join('+') ?? 'nothing',
  };
}
