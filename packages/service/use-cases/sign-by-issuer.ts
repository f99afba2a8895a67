import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { SignableBytes } from '@koshin/pki/signing/signable.ts';
import type { Issuer } from '../ports/register/records.ts';
import { issuerCertificate } from './issuance/issuer-certificate.ts';
import type { Means } from './means.ts';

/**
 * Has the issuer's key sign, and looks at the signature before anybody relies on it: one by another key, or by a module
 * that is failing, would turn customers away. Refuses `signer-unavailable`.
 */
export async function signByIssuer(
  { signer, mathematics }: Pick<Means, 'signer' | 'mathematics'>,
  { issuer, tbs }: { readonly issuer: Issuer; readonly tbs: SignableBytes },
): Promise<Uint8Array> {
  const { keyName } = issuer;
  const signature = await signer.sign({ keyName, tbs });
  const publicKey = issuerCertificate(issuer).publicKey.der;
  const looked = {
    algorithm: tbs.signatureAlgorithm,
    publicKey,
    data: tbs.bytes,
    signature: new Uint8Array(signature),
  };
  if (await mathematics.verify(looked)) return signature;
  throw refused('signer-unavailable', { keyName, reason: 'its signature does not verify' });
}
