import type { Kysely } from 'kysely';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { acquisitions } from './acquisitions.ts';
import { audit } from './audit.ts';
import { banks, contracts, users } from './banks-and-customers.ts';
import { certificates } from './certificates.ts';
import { intents } from './intents.ts';
import { issuers } from './issuers.ts';
import { notices } from './notices.ts';
import { ocspResponders } from './ocsp-responders.ts';
import { attempts, presentations } from './presentations.ts';
import { renewals } from './renewals.ts';
import type { Tables } from './schema.ts';
import { sessions } from './sessions.ts';
import { StatementWatch } from './statement-watch.ts';

/** The register's tables on one connection, inside whatever transaction is open there. */
function transactionOn(db: Kysely<Tables>): RegisterTransaction {
  return {
    banks: banks(db),
    contracts: contracts(db),
    users: users(db),
    issuers: issuers(db),
    ocspResponders: ocspResponders(db),
    certificates: certificates(db),
    intents: intents(db),
    renewals: renewals(db),
    acquisitions: acquisitions(db),
    attempts: attempts(db),
    presentations: presentations(db),
    sessions: sessions(db),
    notices: notices(db),
    audit: audit(db),
  };
}

type Work<T> = (tx: RegisterTransaction) => Promise<T>;

/** Runs the work once. When this returns or throws, no statement of it is under way and none can follow. */
export function runWork<T>(db: Kysely<Tables>, work: Work<T>): Promise<T> {
  return runWatched(db, new StatementWatch('change'), work);
}

/** The same for work that only looks: a statement that writes throws. */
export function runReading<T>(db: Kysely<Tables>, work: Work<T>): Promise<T> {
  return runWatched(db, new StatementWatch('read'), work);
}

async function runWatched<T>(db: Kysely<Tables>, watch: StatementWatch, work: Work<T>): Promise<T> {
  try {
    const result = await work(transactionOn(db.withPlugin(watch)));
    watch.expectAllDone();
    return result;
  } finally {
    await watch.end(db);
  }
}
