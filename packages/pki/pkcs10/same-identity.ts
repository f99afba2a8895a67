import { oids } from '../der/oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Extension } from '../x509/extensions/extension.ts';
import type { Name } from '../x509/name.ts';
import type { CertificationRequest } from './request.ts';

/**
 * Whether a request names who a certificate names: the same subject, the same alternative names or none in both, and no
 * wish to be called otherwise (RFC 7030 4.2.2, RFC 6402 2.8). Subjects are compared by their values, not their string
 * types: clients that take a name apart and write it anew choose PrintableString where we wrote UTF8String.
 */
export function namesTheSame(request: CertificationRequest, certificate: Certificate): boolean {
  if (request.attributes.some(({ type }) => type === oids.changeSubjectName)) return false;
  const [asked, held] = [request.requestedExtensions?.list ?? [], certificate.extensions.list].map(alternativeNames);
  return sameName(request.subject, certificate.subject) && asked === held;
}

function sameName(one: Name, other: Name): boolean {
  const written = ({ attributes }: Name) =>
    JSON.stringify(attributes.map(({ type, value, rdn }) => [rdn, type, value]));
  return written(one) === written(other);
}

/** As octets: an order of alternative names that differs is another wish. Empty: none. */
function alternativeNames(extensions: readonly Extension[]): string {
  const found = extensions.find(({ oid }) => oid === oids.subjectAltName);
  return found === undefined ? '' : found.value.join();
}
