import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { MailConfiguration } from './mail-configuration.ts';

/** What one start of Koshin runs with: every value read, checked and complete. */
export interface Configuration {
  /** IP address to listen on. */
  readonly listen: string;
  /** 0: any free port. */
  readonly ports: {
    readonly portal: number;
    readonly presentation: number;
    readonly est: number;
    readonly status: number;
  };
  /** For programs of the bank on this machine; null: not offered. */
  readonly operatorApi: OperatorApi | null;
  /** `est` is one host's name; null: no EST. */
  readonly domains: { readonly portal: string; readonly presentation: string; readonly est: string | null };
  /** Without a slash at the end; null: the status role's own address, `http://localhost:<port>`. */
  readonly statusUrl: string | null;
  /** Absolute path. */
  readonly dataDir: string;
  /** Null: embedded, in `dataDir`. */
  readonly postgres: { readonly url: string; readonly connections: number } | null;
  readonly logLevel: string;
  readonly signer: FileKeys | TokenKeys;
  /** Absolute path; null: no list. */
  readonly weakKeyList: string | null;
  /** The software on customers' PCs; null: none is offered. */
  readonly helper: HelperOffer | null;
  /** Absolute path of the folder with its packages; null: the portals give out none. */
  readonly helperPackagesFolder: string | null;
  /** Null: no bank sends mails. */
  readonly mail: MailConfiguration | null;
  readonly mode: DemoMode | BankMode;
}

export interface HelperOffer {
  /** Of the browser extension. */
  readonly extensionId: string;
  /** Major.minor.patch. */
  readonly minimumVersion: string;
}

/** The invented banks, with passwords for everybody to read: on loopback only. */
export interface DemoMode {
  readonly kind: 'demo';
  /** Where the demo clock begins; null: it shows the real time. */
  readonly clock: Instant | null;
  /** What demo banks decide differently, by bank; checked when the banks are made. */
  readonly policies: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface BankMode {
  readonly kind: 'bank';
  /** `est` is null where there is none. */
  readonly tls: { readonly portal: TlsFiles; readonly presentation: TlsFiles; readonly est: TlsFiles | null };
}

export interface OperatorApi {
  /** On loopback; 0: any free port. */
  readonly port: number;
  /** Absolute path. */
  readonly tokenFile: string;
}

/** CA keys in encrypted files of the data folder. */
export interface FileKeys {
  readonly kind: 'file';
  /** Null: the demo makes its own. */
  readonly passphrase: PassphraseSource | null;
}

/** `terminal`: a person types it when Koshin starts. */
export type PassphraseSource =
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'setting'; readonly text: string }
  | { readonly from: 'terminal' };

/** CA keys in a token of PKCS#11, found by its label; paths are absolute. */
export interface TokenKeys {
  readonly kind: 'pkcs11';
  readonly module: string;
  readonly tokenLabel: string;
  readonly pinFile: string;
}

/** PEM files; the certificate's holds the chain, the server's own first. */
export interface TlsFiles {
  readonly keyFile: string;
  readonly certificateFile: string;
}
