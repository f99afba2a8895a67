import type { Kysely } from 'kysely';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { acquisitions } from './acquisitions.ts';
import { audit } from './audit.ts';
import { banks, contracts, users } from './banks-and-customers.ts';
import { certificates } from './certificates.ts';
import type { AppendToChain } from './chains/append.ts';
import { chains } from './chains/chains.ts';
import { checkpoints } from './chains/checkpoints.ts';
import { crlShards } from './crl-shards.ts';
import { crls } from './crls.ts';
import { expiringCertificates } from './expiring-certificates.ts';
import { intents } from './intents.ts';
import { issuers } from './issuers.ts';
import { mailCertificates } from './mail-certificates.ts';
import { mails } from './mails.ts';
import { notices } from './notices.ts';
import { ocspResponders } from './ocsp-responders.ts';
import { attempts, presentations } from './presentations.ts';
import { renewals } from './renewals.ts';
import { revokedAuthorities } from './revoked-authorities.ts';
import type { Tables } from './schema.ts';
import { sessions } from './sessions.ts';
import { StatementWatch } from './statement-watch.ts';
import { tokenApplications, tokenPresences, tokens } from './tokens.ts';
import { writtenNotices } from './written-notices.ts';

/** The register's tables on one connection, inside whatever transaction is open there; each is made when asked for. */
function transactionOn(db: Kysely<Tables>, append: AppendToChain): RegisterTransaction {
  return {
    get banks() {
      return banks(db);
    },
    get contracts() {
      return contracts(db);
    },
    get users() {
      return users(db);
    },
    get issuers() {
      return issuers(db);
    },
    get revokedAuthorities() {
      return revokedAuthorities(db);
    },
    get ocspResponders() {
      return ocspResponders(db);
    },
    get mailCertificates() {
      return mailCertificates(db);
    },
    get certificates() {
      return { ...certificates(db), ...expiringCertificates(db) };
    },
    get intents() {
      return intents(db);
    },
    get crlShards() {
      return crlShards(db);
    },
    get crls() {
      return crls(db);
    },
    get renewals() {
      return renewals(db);
    },
    get acquisitions() {
      return acquisitions(db);
    },
    get tokenApplications() {
      return tokenApplications(db);
    },
    get tokens() {
      return tokens(db);
    },
    get tokenPresences() {
      return tokenPresences(db);
    },
    get attempts() {
      return attempts(db);
    },
    get presentations() {
      return presentations(db);
    },
    get sessions() {
      return sessions(db);
    },
    get notices() {
      return notices(db);
    },
    get writtenNotices() {
      return writtenNotices(db);
    },
    get mails() {
      return mails(db);
    },
    get audit() {
      return audit(db, append);
    },
    get chains() {
      return chains(db);
    },
    get checkpoints() {
      return checkpoints(db);
    },
  };
}

type Work<T> = (tx: RegisterTransaction) => Promise<T>;

/** Runs the work once. When this returns or throws, no statement of it is under way and none can follow. */
export function runWork<T>(db: Kysely<Tables>, append: AppendToChain, work: Work<T>): Promise<T> {
  return runWatched(db, { watch: new StatementWatch('change'), append }, work);
}

/** The same for work that only looks: a statement that writes throws. */
export function runReading<T>(db: Kysely<Tables>, work: Work<T>): Promise<T> {
  return runWatched(db, { watch: new StatementWatch('read'), append: refuseToAppend }, work);
}

async function runWatched<T>(
  db: Kysely<Tables>,
  { watch, append }: { readonly watch: StatementWatch; readonly append: AppendToChain },
  work: Work<T>,
): Promise<T> {
  try {
    const result = await work(transactionOn(db.withPlugin(watch), append));
    watch.expectAllDone();
    return result;
  } finally {
    await watch.end(db);
  }
}

const refuseToAppend: AppendToChain = async () => {
  throw new Error('a read must not write');
};
