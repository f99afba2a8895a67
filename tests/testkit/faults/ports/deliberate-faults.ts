import { setTimeout as pause } from 'node:timers/promises';
import type { Register, RegisterTransaction } from '@koshin/service/ports/register/register.ts';
import type { Signer } from '@koshin/service/ports/signer.ts';
import { mustPassLint } from '@koshin/service/use-cases/issuance/must-pass-lint.ts';
import { watched } from './name-of-transaction.ts';

/**
 * Ways to break a promise, each of which the tests must see:
 * - `retired-at-issue`: the predecessor is retired when its successor is issued, not when it is proven;
 * - `signed-before-intent`: the signature is made before the intent is committed;
 * - `answered-before-commit`: that the file is saved is acknowledged before it is durable;
 * - `proven-by-report`: that the certificate is installed is believed.
 */
export type DeliberateFault =
  | 'retired-at-issue'
  | 'signed-before-intent'
  | 'answered-before-commit'
  | 'proven-by-report';

/** The register with the fault in it; null: as it is. */
export function withFault(fault: DeliberateFault | null, register: Register, signer: Signer): Register {
  switch (fault) {
    case null:
      return register;
    case 'retired-at-issue':
      return changing(register, retiredAtIssue);
    case 'signed-before-intent':
      return changing(register, (tx) => signedBeforeIntent(tx, signer));
    case 'answered-before-commit':
      return { ...register, change: (work) => answeredEarly(register, work) };
    case 'proven-by-report':
      return changing(register, provenByReport);
  }
}

type Change = (tx: RegisterTransaction) => RegisterTransaction;

function changing(register: Register, change: Change): Register {
  return { ...register, change: (work) => register.change((tx) => work(change(tx))) };
}

function retiredAtIssue(tx: RegisterTransaction): RegisterTransaction {
  const { certificates } = tx;
  return {
    ...tx,
    certificates: {
      ...certificates,
      async insert(successor) {
        await certificates.insert(successor);
        const renewal = successor.renewalId === null ? null : await tx.renewals.get(successor.renewalId);
        const predecessor = renewal && (await certificates.get(renewal.certificateId));
        if (!predecessor) return;
        await certificates.update({ ...predecessor, retiresAt: successor.issuedAt, successorId: successor.id });
      },
    },
  };
}

function signedBeforeIntent(tx: RegisterTransaction, signer: Signer): RegisterTransaction {
  return {
    ...tx,
    intents: {
      ...tx.intents,
      async insert(intent) {
        const issuer = await tx.issuers.get(intent.issuerId);
        if (!issuer) throw new Error('an intent names its issuer');
        const linted = mustPassLint(intent.tbs, { profile: intent.profile, issuer });
        await signer.sign({ keyName: issuer.keyName, tbs: linted });
        await tx.intents.insert(intent);
      },
    },
  };
}

function provenByReport(tx: RegisterTransaction): RegisterTransaction {
  return {
    ...tx,
    renewals: {
      ...tx.renewals,
      async update(renewal) {
        const [successor] = await tx.certificates.ofRenewal(renewal.id);
        const believed = {
          state: 'proven',
          provenAt: renewal.windowSeenAt,
          provenCertificateId: successor?.id ?? null,
        } as const;
        await tx.renewals.update(renewal.state === 'installed' ? { ...renewal, ...believed } : renewal);
      },
    },
  };
}

/** Resolves half a second before the commit. */
function answeredEarly<T>(register: Register, work: (tx: RegisterTransaction) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const committed = register.change(async (tx) => {
      const watch = watched(tx);
      const result = await work(watch.tx);
      if (watch.name() !== 'renewal-saved') return result;
      resolve(result);
      await pause(500);
      return result;
    });
    committed.then(resolve, reject);
  });
}
