import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import type { IssuerId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

/**
 * The id by which a certificate names its issuer, in the address of its CRL here; null where it points elsewhere. A root
 * that is kept on a machine of its own was given its id there: only by the same id its CRL is found here.
 */
export function idAsNamed({ statusUrl }: Pick<Means, 'statusUrl'>, issued: Certificate | undefined): IssuerId | null {
  for (const url of issued?.extensions.crlUrls ?? []) {
    const named = /^\/crl\/([0-9a-f]{32})\/\d+\.crl$/.exec(
      url.startsWith(statusUrl) ? url.slice(statusUrl.length) : '',
    );
    if (named?.[1] !== undefined) return named[1] as IssuerId;
  }
  return null;
}
