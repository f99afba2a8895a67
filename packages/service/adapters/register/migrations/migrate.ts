import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';
import type { Tables } from '../schema.ts';
import { createBanksAndCustomers } from './0001-banks-and-customers.ts';
import { createIssuersAndCertificates } from './0002-issuers-and-certificates.ts';
import { createPresentationsAndSessions } from './0003-presentations-and-sessions.ts';
import { createNoticesAndAudit } from './0004-notices-and-audit.ts';
import { createRevocationLists } from './0005-revocation-lists.ts';
import { createAuditChains } from './0006-audit-chains.ts';
import { addIssuerGenerations } from './0007-issuer-generations.ts';
import { createOcspResponders } from './0008-ocsp-responders.ts';
import { createAcquisitions } from './0009-acquisitions.ts';
import { createRevokedAuthorities } from './0010-revoked-authorities.ts';
import { createMails } from './0011-mails.ts';
import { createWrittenNotices } from './0012-written-notices.ts';
import { addMailsOfUsers } from './0013-mails-of-users.ts';
import { createMailCertificates } from './0014-mail-certificates.ts';
import { addReissues } from './0015-reissues.ts';
import { createTokens } from './0016-tokens.ts';
import { addReportedStores } from './0017-reported-stores.ts';
import { createTokenPresences } from './0018-token-presences.ts';
import { addAcquisitionsInBrowsers } from './0019-acquisitions-in-browsers.ts';
import { narrowWaitingMails } from './0020-waiting-mails.ts';

type Step = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>;

/**
 * Forward only; a step that was released is never changed. Each must be safe while nodes of the release before it run:
 * new tables, nullable columns, indexes; what the old release reads or writes goes one release after its last use.
 */
const steps: Readonly<Record<string, Step>> = {
  '0001-banks-and-customers': createBanksAndCustomers,
  '0002-issuers-and-certificates': createIssuersAndCertificates,
  '0003-presentations-and-sessions': createPresentationsAndSessions,
  '0004-notices-and-audit': createNoticesAndAudit,
  '0005-revocation-lists': createRevocationLists,
  '0006-audit-chains': createAuditChains,
  '0007-issuer-generations': addIssuerGenerations,
  '0008-ocsp-responders': createOcspResponders,
  '0009-acquisitions': createAcquisitions,
  '0010-revoked-authorities': createRevokedAuthorities,
  '0011-mails': createMails,
  '0012-written-notices': createWrittenNotices,
  '0013-mails-of-users': addMailsOfUsers,
  '0014-mail-certificates': createMailCertificates,
  '0015-reissues': addReissues,
  '0016-tokens': createTokens,
  '0017-reported-stores': addReportedStores,
  '0018-token-presences': createTokenPresences,
  '0019-acquisitions-in-browsers': addAcquisitionsInBrowsers,
  '0020-waiting-mails': narrowWaitingMails,
};

const bookkeeping = 'kysely_migration';

/**
 * Brings the tables to this release, in one transaction: a crash leaves all or nothing.
 * Starts at the same time take turns (advisory lock on PostgreSQL): one does it, the others find nothing to do.
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await dialect.lockMigrations(transaction);
    const migrator = new Migrator({
      db: transaction,
      migrationTableName: bookkeeping,
      provider: {
        getMigrations: async () => ({ ...ownSteps(dialect), ...(await stepsOfLaterReleases(transaction)) }),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  });
}

function ownSteps(dialect: Dialect): Record<string, Migration> {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { up: (db) => step(db, dialect) }]));
}

/** A node of the older release may restart while the newer one runs: what that one did is known and left alone. */
async function stepsOfLaterReleases(db: Kysely<Tables>): Promise<Record<string, Migration>> {
  const last = Object.keys(steps).at(-1) ?? '';
  const done = await db
    .$extendTables<{ [bookkeeping]: { name: string } }>()
    .selectFrom(bookkeeping)
    .select('name')
    .where('name', '>', last)
    .execute();
  return Object.fromEntries(done.map(({ name }) => [name, { up: async () => {} }]));
}
