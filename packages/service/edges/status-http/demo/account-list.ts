import type { DemoState } from './demo-pages.ts';

/** One entry of `/demo/accounts.json`: one certificate, or a customer who never had one. */
export interface AccountListed {
  readonly bank: string;
  readonly portalUrl: string;
  readonly loginId: string;
  readonly password: string;
  /** Null, like the password of the file and the expiry date, when no certificate was ever acquired. */
  readonly p12Url: string | null;
  readonly p12Password: string | null;
  /** `YYYY-MM-DD` */
  readonly expiryDate: string | null;
  readonly state: 'issued' | 'active' | 'retired' | 'revoked' | 'expired' | 'never-acquired';
}

/** @param url of the status role, without a slash at the end */
export function listAccounts({ banks, accounts }: DemoState, url: string): readonly AccountListed[] {
  const portals = new Map(banks.map((bank) => [bank.id, bank.portalUrl]));
  return accounts.map(({ bank, loginId, password, certificate }) => ({
    bank,
    portalUrl: portals.get(bank) ?? '',
    loginId,
    password,
    p12Url: certificate && `${url}/demo/p12/${certificate.fileName}.p12`,
    p12Password: certificate?.filePassword ?? null,
    expiryDate: certificate?.expiryDate ?? null,
    state: certificate?.status ?? 'never-acquired',
  }));
}
