import type { Insertable, Kysely, Selectable } from 'kysely';
import type {
  Token,
  TokenApplication,
  TokenApplicationStore,
  TokenPresenceStore,
  TokenStore,
} from '../../ports/register/token-records.ts';
import { expectUpdated } from './compare-and-swap.ts';
import { localizedFrom } from './json-text.ts';
import type { Tables } from './schema.ts';
import type { TokenApplicationTable, TokenTable } from './token-schema.ts';

export function tokenApplications(db: Kysely<Tables>): TokenApplicationStore {
  const latestFirst = () => db.selectFrom('token_application').selectAll().orderBy('seq', 'desc');
  return {
    async ofUser(userId) {
      return (await latestFirst().where('user_id', '=', userId).execute()).map(applicationFrom);
    },
    async get({ bankId, applicationNo }) {
      const numbered = latestFirst().where('bank_id', '=', bankId).where('application_no', '=', applicationNo);
      const row = await numbered.executeTakeFirst();
      return row === undefined ? null : applicationFrom(row);
    },
    async ofBank(bankId) {
      return (await latestFirst().where('bank_id', '=', bankId).execute()).map(applicationFrom);
    },
    async insert(application) {
      await db
        .insertInto('token_application')
        .values({ ...applicationRow(application), version: 1 })
        .execute();
    },
    async update(application) {
      const result = await db
        .updateTable('token_application')
        .set({ ...applicationRow(application), version: application.version + 1 })
        .where('bank_id', '=', application.bankId)
        .where('application_no', '=', application.applicationNo)
        .where('version', '=', application.version)
        .executeTakeFirst();
      expectUpdated(result, 'token application');
    },
  };
}

export function tokens(db: Kysely<Tables>): TokenStore {
  const latestFirst = () => db.selectFrom('token').selectAll().orderBy('seq', 'desc');
  return {
    async ofSerial({ bankId, serial }) {
      return (await latestFirst().where('bank_id', '=', bankId).where('serial', '=', serial).execute()).map(tokenFrom);
    },
    async ofBank(bankId) {
      return (await latestFirst().where('bank_id', '=', bankId).execute()).map(tokenFrom);
    },
    async insert(token) {
      await db.insertInto('token').values(tokenRow(token)).execute();
    },
    async suspend({ bankId, serial, at }) {
      const result = await db
        .updateTable('token')
        .set({ suspended_at: at })
        .where('bank_id', '=', bankId)
        .where('serial', '=', serial)
        .where('suspended_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

export function tokenPresences(db: Kysely<Tables>): TokenPresenceStore {
  return {
    async ofRenewal(renewalId) {
      const found = db.selectFrom('token_presence').selectAll().where('renewal_id', '=', renewalId);
      const row = await found.executeTakeFirst();
      if (row === undefined) return null;
      const { serial, challenged_at: challengedAt, proven_at: provenAt } = row;
      return { renewalId, serial, challenge: new Uint8Array(row.challenge), challengedAt, provenAt };
    },
    async challenge({ renewalId, serial, challenge, challengedAt }) {
      const asked = { serial, challenge, challenged_at: challengedAt, proven_at: null };
      await db
        .insertInto('token_presence')
        .values({ renewal_id: renewalId, ...asked })
        .onConflict((conflict) => conflict.column('renewal_id').doUpdateSet(asked))
        .execute();
    },
    async prove({ renewalId, challenge, at }) {
      const result = await db
        .updateTable('token_presence')
        .set({ proven_at: at })
        .where('renewal_id', '=', renewalId)
        .where('challenge', '=', challenge)
        .where('proven_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function applicationRow(
  application: Omit<TokenApplication, 'version'>,
): Omit<Insertable<TokenApplicationTable>, 'version'> {
  return {
    bank_id: application.bankId,
    application_no: application.applicationNo,
    user_id: application.userId,
    state: application.state,
    collection: application.collection,
    contact: application.contact,
    reason: application.reason && JSON.stringify(application.reason),
    token_serial: application.tokenSerial,
    received_at: application.receivedAt,
    changed_at: application.changedAt,
  };
}

function applicationFrom(row: Selectable<TokenApplicationTable>): TokenApplication {
  return {
    bankId: row.bank_id,
    applicationNo: row.application_no,
    userId: row.user_id,
    state: row.state,
    collection: row.collection,
    contact: row.contact,
    reason: row.reason === null ? null : localizedFrom(row.reason),
    tokenSerial: row.token_serial,
    receivedAt: row.received_at,
    changedAt: row.changed_at,
    version: row.version,
  };
}

function tokenRow(token: Token): Insertable<TokenTable> {
  return {
    bank_id: token.bankId,
    serial: token.serial,
    label: token.label,
    device_key: token.deviceKey,
    user_id: token.userId,
    registered_at: token.registeredAt,
    suspended_at: token.suspendedAt,
  };
}

function tokenFrom(row: Selectable<TokenTable>): Token {
  return {
    bankId: row.bank_id,
    serial: row.serial,
    label: row.label,
    deviceKey: new Uint8Array(row.device_key),
    userId: row.user_id,
    registeredAt: row.registered_at,
    suspendedAt: row.suspended_at,
  };
}
