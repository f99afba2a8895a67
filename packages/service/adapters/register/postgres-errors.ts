import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import pg from 'pg';
import { DuplicateRecord } from '../../ports/register/register.ts';
import { isStalePlan } from './postgres-pool.ts';
import { ruleOfIndex } from './unique-rules.ts';

/** Two transactions could not both be: this one is undone and may be tried again (SQLSTATE 40001, 40P01). */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** A prepared statement whose table has got another column meanwhile; it is prepared anew when it is tried again. */
export class StalePlan extends Conflict {}

/**
 * SQLSTATEs (PostgreSQL, appendix A) of a database that is away, starting, stopping, full, overtaxed, or has become a
 * standby (25006), or that refuses our credentials or knows no such database.
 */
const unavailable = /^(08|28|3D000|53|55P03|57|58|25006|F0|XX)/;

/** `pg` reports a lost connection with plain errors. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed)|Query read timeout|Cannot use a pool after calling end|driver has already been destroyed|Postgres connection has been discarded)/;

/** The driver's errors as the port names them; others unchanged. */
export function translatePostgresError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return ofTheServer(error);
  if (!(error instanceof Error)) return error;
  if ('syscall' in error && 'code' in error) return refused('store-unavailable', { reason: String(error.code) });
  if (error instanceof AggregateError && error.errors.length > 0) return translatePostgresError(error.errors[0]);
  if (lostConnection.test(error.message)) return refused('store-unavailable', { reason: 'connection lost' });
  return error;
}

function ofTheServer(error: pg.DatabaseError): unknown {
  const { code = '' } = error;
  if (isStalePlan(error)) return new StalePlan(error.message);
  if (code === '40001' || code === '40P01') return new Conflict(error.message);
  if (code === '23505') return new DuplicateRecord(ruleOfIndex(error.constraint));
  return unavailable.test(code) ? refused('store-unavailable', { reason: code }) : error;
}
