import type { Insertable, InsertObject, Kysely, Selectable } from 'kysely';
import type { Presentation, PresentationAttempt } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { factsFrom } from './json-text.ts';
import { issuersOfAttempt, presentedFrom, presentedTo } from './presented-to-attempt.ts';
import type { AttemptTable, PresentationTable, Tables } from './schema.ts';
import { allGiven, insertion, statement } from './statement.ts';

const byNonce = statement<{ nonce: string }, Selectable<AttemptTable>>((db, given) =>
  db.selectFrom('presentation_attempt').selectAll().where('nonce', '=', given('nonce')),
);
const insertAttempt = insertion('presentation_attempt');

export function attempts(db: Kysely<Tables>): RegisterTransaction['attempts'] {
  return {
    async get(nonce) {
      const [row] = (await byNonce(db, { nonce })).rows;
      return row ? attemptFrom(row) : null;
    },
    async issuersOf(nonce) {
      const { rows } = await issuersOfAttempt(db, { nonce });
      const [first] = rows;
      return first ? { bankId: first.bank_id, issuerIds: rows.flatMap(({ id }) => id ?? []) } : null;
    },
    async withPresented({ nonce, serial, fingerprint }) {
      const { rows } = await presentedTo(db, { nonce, serial });
      const [first] = rows;
      return first ? { attempt: attemptFrom(first), ...presentedFrom([first, ...rows.slice(1)], fingerprint) } : null;
    },
    async insert(attempt) {
      await insertAttempt(db, attemptRow(attempt));
    },
    async close({ nonce, at }) {
      const { numUpdatedRows } = await db
        .updateTable('presentation_attempt')
        .set({ closed_at: at })
        .where('nonce', '=', nonce)
        .where('closed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async forget(expiredBefore) {
      // Its presentations go with it (on delete cascade).
      await db.deleteFrom('presentation_attempt').where('expires_at', '<', expiredBefore).execute();
    },
  };
}

/** The bank is the attempt's. */
const insertPresentation = statement<Omit<Insertable<PresentationTable>, 'bank_id'>, unknown>((db, given, columns) =>
  db.insertInto('presentation').values((eb) => ({
    ...(allGiven(given, columns) as Omit<InsertObject<Tables, 'presentation'>, 'bank_id'>),
    bank_id: eb.selectFrom('presentation_attempt').select('bank_id').where('nonce', '=', given('nonce')).$asScalar(),
  })),
);

export function presentations(db: Kysely<Tables>): RegisterTransaction['presentations'] {
  const rows = () => db.selectFrom('presentation').selectAll();
  return {
    async byTicket(ticketHash) {
      const row = await rows().where('ticket_hash', '=', ticketHash).executeTakeFirst();
      return row ? presentationFrom(row) : null;
    },
    async redeemedOf(nonce) {
      const redeemed = rows().where('nonce', '=', nonce).where('redeemed_at', 'is not', null);
      const row = await redeemed.orderBy('seq').limit(1).executeTakeFirst();
      return row ? presentationFrom(row) : null;
    },
    async latestOf(nonce) {
      const row = await rows().where('nonce', '=', nonce).orderBy('seq', 'desc').limit(1).executeTakeFirst();
      return row ? presentationFrom(row) : null;
    },
    async insert(presentation) {
      await insertPresentation(db, presentationRow(presentation));
    },
    async redeem({ ticketHash, at }) {
      const { numUpdatedRows } = await db
        .updateTable('presentation')
        .set({ redeemed_at: at })
        .where('ticket_hash', '=', ticketHash)
        .where('redeemed_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function attemptRow(attempt: PresentationAttempt): Insertable<AttemptTable> {
  return {
    nonce: attempt.nonce,
    secret_hash: attempt.secretHash,
    browser_hash: attempt.browserHash,
    bank_id: attempt.bankId,
    purpose: attempt.purpose,
    session_hash: attempt.sessionHash,
    user_id: attempt.userId,
    certificate_id: attempt.certificateId,
    renewal_id: attempt.renewalId,
    started_at: attempt.startedAt,
    expires_at: attempt.expiresAt,
    closed_at: attempt.closedAt,
  };
}

function attemptFrom(row: Selectable<AttemptTable>): PresentationAttempt {
  return {
    nonce: row.nonce,
    secretHash: row.secret_hash,
    browserHash: row.browser_hash,
    bankId: row.bank_id,
    purpose: row.purpose,
    sessionHash: row.session_hash,
    userId: row.user_id,
    certificateId: row.certificate_id,
    renewalId: row.renewal_id,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    closedAt: row.closed_at,
  };
}

function presentationRow(presentation: Presentation): Omit<Insertable<PresentationTable>, 'bank_id'> {
  return {
    ticket_hash: presentation.ticketHash,
    nonce: presentation.nonce,
    at: presentation.at,
    expires_at: presentation.expiresAt,
    certificate_id: presentation.certificateId,
    refusal: presentation.refusal,
    facts: JSON.stringify(presentation.facts),
    protocol: presentation.protocol,
    ref_no: presentation.refNo,
    redeemed_at: presentation.redeemedAt,
  };
}

function presentationFrom(row: Selectable<PresentationTable>): Presentation {
  return {
    ticketHash: row.ticket_hash,
    nonce: row.nonce,
    at: row.at,
    expiresAt: row.expires_at,
    certificateId: row.certificate_id,
    refusal: row.refusal,
    facts: factsFrom(row.facts),
    protocol: row.protocol,
    refNo: row.ref_no,
    redeemedAt: row.redeemed_at,
  };
}
