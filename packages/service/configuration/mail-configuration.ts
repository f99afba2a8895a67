/** How mails go out, and what comes back; every path is absolute. */
export interface MailConfiguration {
  readonly way: MailServer | Outbox;
  readonly limits: MailLimits;
  /** A Maildir into which bounces are delivered; null: nobody reads them. */
  readonly bounceFolder: string | null;
  /** By bank; a bank that is not here sends none. */
  readonly banks: Readonly<Record<string, BankMail>>;
}

export interface MailServer {
  readonly kind: 'smtp';
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  /** PEM; null: the CAs that Node knows. */
  readonly caFile: string | null;
  readonly helloName: string | null;
  readonly login:
    | { readonly kind: 'password'; readonly user: string; readonly passwordFile: string }
    | { readonly kind: 'token'; readonly user: string; readonly tokenFile: string }
    | null;
}

/** Without a mail server the mails stay in a folder. */
export interface Outbox {
  readonly kind: 'outbox';
  readonly folder: string;
}

export interface MailLimits {
  readonly connections: number;
  readonly connectionsToDomain: number;
  readonly perSecond: number;
  readonly perSecondToDomain: number;
  readonly turnSeconds: number;
  readonly sessionSeconds: number;
  readonly handingSeconds: number;
  readonly answerSeconds: number;
}

export interface BankMail {
  /** What stands in From. */
  readonly address: string;
  /** Beside the address; null: the bank's own name. */
  readonly name: { readonly ja: string; readonly en: string } | null;
  readonly charset: 'utf-8' | 'iso-2022-jp';
  /** Null: mails are not signed so. */
  readonly smime: MailSigningSource | null;
  readonly dkim: readonly { readonly domain: string; readonly selector: string; readonly keyFile: string }[];
  /** Null: bounces go to `address`. */
  readonly bounces: { readonly address: string; readonly tagged: boolean } | null;
}

/** Where the certificate comes from that signs a bank's mails (S/MIME). */
export type MailSigningSource =
  /** The bank's own issuing CA issues it, and renews it by itself. */
  | { readonly kind: 'own-ca'; readonly keyKind: 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096' }
  /** `mail-key import` brings it. */
  | { readonly kind: 'imported' }
  /** The certificate's chain in PEM, and the name of its key among the signer's. */
  | { readonly kind: 'file'; readonly certificateFile: string; readonly keyName: string };
