import { setTimeout as pause } from 'node:timers/promises';
import type { CertificateRecord, IssuanceIntent } from '@koshin/service/ports/register/records.ts';
import type { Register, RegisterTransaction } from '@koshin/service/ports/register/register.ts';
import type { Signer } from '@koshin/service/ports/signer.ts';
import { mustPassLint } from '@koshin/service/use-cases/issuance/must-pass-lint.ts';

/**
 * Ways to break a promise, each of which the tests must see:
 * - `retired-at-issue`: the predecessor is retired when its successor is issued, not when it is proven;
 * - `signed-before-intent`: the signature is made before the intent is committed;
 * - `answered-before-commit`: a transaction is acknowledged before it is durable;
 * - `proven-by-report`: that the certificate is installed is believed.
 */
export type DeliberateFault =
  | 'retired-at-issue'
  | 'signed-before-intent'
  | 'answered-before-commit'
  | 'proven-by-report';

export function withFault(fault: DeliberateFault | null, register: Register, signer: Signer): Register {
  switch (fault) {
    case null:
      return register;
    case 'retired-at-issue':
      return changing(register, (tx) => ({
        ...tx,
        certificates: {
          ...tx.certificates,
          async insert(certificate) {
            await tx.certificates.insert(certificate);
            await retirePredecessor(tx, certificate);
          },
        },
      }));
    case 'signed-before-intent':
      return changing(register, (tx) => ({
        ...tx,
        intents: {
          ...tx.intents,
          async insert(intent) {
            await signNow(tx, intent, signer);
            await tx.intents.insert(intent);
          },
        },
      }));
    case 'answered-before-commit':
      return { ...register, change: (work) => answeredEarly(register, work) };
    case 'proven-by-report':
      return changing(register, (tx) => ({
        ...tx,
        certificates: {
          ...tx.certificates,
          async update(certificate) {
            await tx.certificates.update(certificate);
            if (certificate.installedAt !== null) await retirePredecessor(tx, certificate);
          },
        },
      }));
  }
}

function changing(register: Register, change: (tx: RegisterTransaction) => RegisterTransaction): Register {
  return { ...register, change: (work) => register.change((tx) => work(change(tx))) };
}

async function retirePredecessor(tx: RegisterTransaction, by: Omit<CertificateRecord, 'version'>): Promise<void> {
  const renewal = by.renewalId === null ? null : await tx.renewals.get(by.renewalId);
  const predecessor = renewal && (await tx.certificates.get(renewal.certificateId));
  if (!predecessor || predecessor.retiresAt !== null) return;
  await tx.certificates.update({ ...predecessor, retiresAt: by.issuedAt, successorId: by.id });
}

async function signNow(tx: RegisterTransaction, intent: IssuanceIntent, signer: Signer): Promise<void> {
  const issuer = await tx.issuers.get(intent.issuerId);
  if (!issuer) throw new Error('an intent names its issuer');
  await signer.sign({
    keyName: issuer.keyName,
    tbs: mustPassLint(intent.tbs, { profile: intent.profile, issuer }),
  });
}

function answeredEarly<T>(register: Register, work: (tx: RegisterTransaction) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    register
      .change(async (tx) => {
        const result = await work(tx);
        resolve(result);
        await pause(150);
      })
      .catch(reject);
  });
}
