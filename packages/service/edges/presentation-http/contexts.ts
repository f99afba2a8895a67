import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { Addresses } from '../../configuration/addresses.ts';
import type { Means } from '../../use-cases/means.ts';
import { type IssuerToName, issuersOfAttempt } from '../../use-cases/presentation/issuers-of-attempt.ts';
import { attemptOfHost } from './attempt-of-host.ts';

type Answer = (error: Error | null, context?: SecureContext) => void;

/**
 * The TLS contexts, one per bank and list of its issuing CAs: the handshake names those CAs, so that the browser offers
 * only this bank's certificates. A new generation of a CA is in the list's key, so no restart is needed.
 */
export function presentationContexts({
  means,
  addresses,
  tls,
}: {
  readonly means: Means;
  readonly addresses: Addresses;
  /** Asked anew for every context: a renewed certificate is shown without a restart. */
  readonly tls: { readonly key: string; readonly cert: string };
}) {
  const rules = { minVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TICKET } as const;
  const known = new Map<string, SecureContext>();

  async function contextFor(serverName: string): Promise<SecureContext> {
    const named = attemptOfHost(serverName, addresses);
    const attempt = named && (await issuersOfAttempt(means, named));
    // An empty list would ask for any certificate: an unknown name gets no handshake.
    if (!attempt || attempt.bankId !== named.bankId || attempt.issuers.length === 0) {
      throw new Error('no presentation is expected on this host');
    }
    const { key, cert } = tls;
    const name = [cert, attempt.bankId, ...attempt.issuers.map((issuer) => issuer.id)].join(' ');
    const ca = attempt.issuers.map(pemOf);
    const context = known.get(name) ?? createSecureContext({ ...rules, key, cert, ca });
    known.set(name, context);
    return context;
  }

  return {
    rules,
    forServerName(serverName: string, answer: Answer): void {
      contextFor(serverName).then(
        (context) => answer(null, context),
        (error: Error) => answer(error),
      );
    },
  };
}

const pemOf = (issuer: IssuerToName) => encodePem('CERTIFICATE', issuer.certificateDer);
