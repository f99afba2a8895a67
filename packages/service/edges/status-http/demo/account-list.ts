import type { DemoState } from './demo-pages.ts';

/** One entry of `/demo/accounts.json`: one certificate, or a customer who never had one. */
export interface AccountListed {
  readonly bank: string;
  readonly portalUrl: string;
  readonly loginId: string;
  /** Null: the customer has set one that the demo does not know, or is yet to. */
  readonly password: string | null;
  /** For a first certificate; null: there is none, or none any more. */
  readonly code: string | null;
  /** Null, like the password of the file, when no certificate was acquired, or the customer has the only key. */
  readonly p12Url: string | null;
  readonly p12Password: string | null;
  /** Null: none was ever acquired. */
  /** `YYYY-MM-DD` */
  readonly expiryDate: string | null;
  readonly state: 'issued' | 'active' | 'retired' | 'revoked' | 'expired' | 'never-acquired';
}

/** @param url of the status role, without a slash at the end */
export function listAccounts({ banks, accounts }: DemoState, url: string): readonly AccountListed[] {
  const portals = new Map(banks.map((bank) => [bank.id, bank.portalUrl]));
  return accounts.map(({ bank, loginId, password, code, certificate }) => ({
    bank,
    portalUrl: portals.get(bank) ?? '',
    loginId,
    password,
    code,
    p12Url: certificate?.fileName ? `${url}/demo/p12/${certificate.fileName}.p12` : null,
    p12Password: certificate?.filePassword ?? null,
    expiryDate: certificate?.expiryDate ?? null,
    state: certificate?.status ?? 'never-acquired',
  }));
}
