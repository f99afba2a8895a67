import { isRevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import type { IssuerId } from '../../ports/register/records.ts';
import type { CertificateEnding, Register, RegisterView } from '../../ports/register/register.ts';

interface Asked {
  readonly issuerId: IssuerId;
  readonly serials: readonly string[];
}

/** What the register knows of each serial number; those it does not know are missing. */
export type Endings = ReadonlyMap<string, CertificateEnding>;

interface Waiting extends Asked {
  readonly resolve: (endings: Endings) => void;
  readonly reject: (error: unknown) => void;
}

/** More in one look gain nothing. */
const mostAtOnce = 128;

/**
 * Looks up how certificates ended, many in one look: whoever asks while a look is under way waits for the next. Each look
 * begins after it was asked for, so what any node committed before the question is in the answer, and the more ask, the
 * less each costs.
 */
export function lookUpEndings(register: Register): (asked: Asked) => Promise<Endings> {
  const waiting: Waiting[] = [];
  let looking = false;

  const lookOn = async (): Promise<void> => {
    looking = true;
    while (waiting.length > 0) {
      // Whoever asks in this turn of the event loop comes along.
      await new Promise(setImmediate);
      const together = waiting.splice(0, mostAtOnce);
      await lookUp(register, together).catch((error: unknown) => {
        for (const { reject } of together) reject(error);
      });
    }
    looking = false;
  };

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...asked, resolve, reject });
      if (!looking) void lookOn();
    });
}

async function lookUp(register: Register, together: readonly Waiting[]): Promise<void> {
  const serialsOf = new Map<IssuerId, Set<string>>();
  for (const { issuerId, serials } of together) {
    const wanted = serialsOf.get(issuerId) ?? new Set();
    for (const serial of serials) wanted.add(serial);
    serialsOf.set(issuerId, wanted);
  }
  const found = await register.read(async (tx) => {
    const endings = new Map<IssuerId, Endings>();
    for (const [issuerId, serials] of serialsOf) {
      const known = await tx.certificates.endings({ issuerId, serials: [...serials] });
      const found = new Map(known.map((ending) => [ending.serial, ending]));
      const rest = [...serials].filter((serial) => !found.has(serial));
      if (rest.length > 0)
        for (const one of await endingsOfMail(tx, { issuerId, serials: rest })) found.set(one.serial, one);
      endings.set(issuerId, found);
    }
    return endings;
  });
  for (const { issuerId, resolve } of together) resolve(found.get(issuerId) ?? new Map());
}

/** Of the issuer's certificates that sign mails: readers of a mail ask for them, and a login never does. */
async function endingsOfMail(tx: RegisterView, asked: Asked): Promise<readonly CertificateEnding[]> {
  const issued = await tx.mailCertificates.issued(asked);
  if (issued.length === 0) return [];
  const revoked = new Map((await tx.revokedAuthorities.ofIssuer(asked.issuerId)).map((one) => [one.serial, one]));
  return issued.map(({ serial }) => {
    const ending = revoked.get(serial);
    if (!ending) return { serial, revocation: null, retiresAt: null };
    const reason = isRevocationReason(ending.reason) ? ending.reason : 'unspecified';
    return { serial, revocation: { at: ending.at, reason, by: 'bank' }, retiresAt: null };
  });
}
