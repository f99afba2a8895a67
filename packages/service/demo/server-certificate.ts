import { generateKeyPairSync } from 'node:crypto';
import { addDays, dayOf, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { type Instant, instant } from '@koshin/lifecycle/calendar/instant.ts';
import { notAfterOf, notBeforeFor } from '@koshin/lifecycle/certificates/term.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildTlsServer } from '@koshin/pki/x509/profiles/tls-server.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { Issuer } from '../ports/register/records.ts';
import { issuerParts } from '../use-cases/issuance/issuer-parts.ts';
import { mustPassLint } from '../use-cases/issuance/must-pass-lint.ts';
import type { Means } from '../use-cases/means.ts';

/** How long a server's certificate lasts, and how long before its end it is renewed. */
const lastsDays = 90;
const renewedDaysBefore = 30;

const utc = timeZone('UTC');

export interface ServerCertificate {
  /** PKCS#8, DER, not encrypted: it is for this machine's loopback only. */
  readonly privateKey: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
}

export interface ServerCertificateRequest {
  readonly root: Issuer;
  readonly domain: string;
  /** `below`: for every host under the domain (`*.portal.localhost`); `itself`: for the host of that name. */
  readonly host?: 'below' | 'itself';
}

/**
 * A TLS certificate for the hosts of a domain, issued by the demo's root.
 * It follows the real clock, as browsers do, and its end is never clipped: a root that ends sooner is refused by lint.
 */
export async function issueServerCertificate(
  means: Means,
  { root, domain, host = 'below' }: ServerCertificateRequest,
): Promise<ServerCertificate> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
  const now = means.clock.wallClock();
  const name = host === 'below' ? `*.${domain}` : domain;
  const tbs = buildTlsServer({
    issuer: issuerParts(means, root),
    serialNumber: serialNumberFrom(means.chance.bytes(16)),
    subject: encodeName({ country: 'JP', organization: 'Koshin Demo', commonName: name }),
    notBefore: notBeforeFor({ wallClock: now, issuerNotBefore: root.notBefore }),
    notAfter: notAfterOf(addDays(dayOf(now, utc), lastsDays), utc),
    publicKey,
    subjectKeyIdentifier: keyIdentifierFrom(means.mathematics.sha256(keyIdentifierInput(parsePublicKey(publicKey)))),
    dnsNames: [name],
  });
  const linted = mustPassLint(tbs, { profile: 'tls-server', issuer: root });
  const signature = await means.signer.sign({ keyName: root.keyName, tbs: linted });
  return {
    privateKey: new Uint8Array(pair.privateKey.export({ type: 'pkcs8', format: 'der' })),
    certificate: assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature }),
  };
}

/** True from the day on which less than a month is left; by the real clock. */
export function isDueForRenewal({ notAfter }: { readonly notAfter: number }, wallClock: Instant): boolean {
  return dayOf(wallClock, utc) > addDays(dayOf(instant(notAfter), utc), -renewedDaysBefore);
}
