import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { Addresses } from '../../configuration/addresses.ts';
import type { Means } from '../../use-cases/means.ts';
import { issuersOfAttempt } from '../../use-cases/presentation/issuers-of-attempt.ts';
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
  /** The latest of each bank. */
  const known = new Map<
    string,
    { readonly cert: string; readonly issuerIds: string; readonly context: SecureContext }
  >();

  async function contextFor(serverName: string): Promise<SecureContext> {
    const named = attemptOfHost(serverName, addresses);
    const attempt = named && (await issuersOfAttempt(means, named));
    // An empty list would ask for any certificate: an unknown name gets no handshake.
    if (!attempt || attempt.bankId !== named.bankId || attempt.issuers.length === 0) {
      throw new Error('no presentation is expected on this host');
    }
    const { key, cert } = tls;
    const issuerIds = attempt.issuers.map((issuer) => issuer.id).join(' ');
    const before = known.get(attempt.bankId);
    if (before?.cert === cert && before.issuerIds === issuerIds) return before.context;
    const ca = attempt.issuers.map((issuer) => encodePem('CERTIFICATE', issuer.certificateDer));
    // An issuing CA is trusted by itself, as each was checked against its root when it was recorded; what it signed is
    // thereby verified in the handshake.
    const context = createSecureContext({ ...rules, key, cert, ca, allowPartialTrustChain: true });
    known.set(attempt.bankId, { cert, issuerIds, context });
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
