import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { DuplicateRecord } from '../../ports/register/register.ts';
import type { TokenApplication } from '../../ports/register/token-records.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { type BankEvent, changeApplication, type TokenToRegister } from './change-application.ts';
import { oneLine } from './one-line.ts';

/**
 * A bank accepts an application, declines it, registers the token for it, hands that over or suspends it. Refuses
 * `not-found` {application}; `request-malformed` {rule} for a reason, serial, label or device key that is none; what the
 * table refuses; and `token-other-user` for a token that is registered for another application.
 */
export async function changeByBank(
  means: Means,
  { applicationNo, by, ...given }: BankEvent & { readonly applicationNo: string; readonly by: BankActor },
): Promise<TokenApplication> {
  // 1. What was written can be kept.
  const happened = readEvent(given);
  try {
    return await means.register.change(async (tx) => {
      // 2. The application is this bank's.
      const application = await tx.tokenApplications.get({ bankId: by.bankId, applicationNo });
      if (!application) throw refused('not-found', { application: applicationNo });
      // 3. The event, by the table.
      return changeApplication(means, tx, { ...happened, application, audit: bankAuditOf(means, tx, by) });
    });
  } catch (error) {
    if (!(error instanceof DuplicateRecord && error.rule === 'token-serial' && happened.event === 'register'))
      throw error;
    const expected = 'a token that is not registered, or suspended before';
    throw refused(
      'token-other-user',
      { tokenSerialTail: happened.token.serial.slice(-4) },
      { expected, got: 'one registered for another application' },
    );
  }
}

function readEvent(given: BankEvent): BankEvent {
  switch (given.event) {
    case 'accept':
    case 'hand-over':
      return given;
    case 'decline':
    case 'suspend': {
      const { ja, en } = given.reason;
      const bounds = { field: 'reason', longest: 200 };
      return { ...given, reason: { ja: oneLine(ja, bounds), en: oneLine(en, bounds) } };
    }
    case 'register':
      return { ...given, token: readToken(given.token) };
  }
}

function readToken({ serial, label, deviceKey }: TokenToRegister): TokenToRegister {
  return {
    serial: oneLine(serial, { field: 'serial', longest: 64 }),
    label: oneLine(label, { field: 'label', longest: 64 }),
    deviceKey: readDeviceKey(deviceKey),
  };
}

/** The helper makes device keys of P-256 alone, and its proofs say no algorithm. */
function readDeviceKey(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const expected = 'the SubjectPublicKeyInfo of a P-256 key';
  try {
    const key = parsePublicKey(der);
    if (key.kind === 'P-256') return key.der;
    throw refused('request-malformed', { rule: 'device-key' }, { expected, got: key.kind });
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refused('request-malformed', { rule: 'device-key' }, { expected, got: error.got });
  }
}
