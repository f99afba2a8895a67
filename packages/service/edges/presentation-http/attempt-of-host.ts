import type { Addresses } from '../../configuration/addresses.ts';

const label = /^([a-z0-9-]{1,20})-p([0-9a-f]{32})$/;

/** `mihon-p<nonce>.cert.localhost` → bank and nonce; null for any other name. */
export function attemptOfHost(
  hostname: string,
  { presentationDomain }: Pick<Addresses, 'presentationDomain'>,
): { readonly bankId: string; readonly nonce: string } | null {
  const suffix = `.${presentationDomain}`;
  if (!hostname.endsWith(suffix)) return null;
  const [, bankId, nonce] = label.exec(hostname.slice(0, -suffix.length)) ?? [];
  return bankId === undefined || nonce === undefined ? null : { bankId, nonce };
}
