import type { TokenPlace } from '@koshin/service/adapters/pkcs11-signer/token/token.ts';
import type { RegisterPlace } from '@koshin/service/adapters/register/open-register.ts';
import type { DeliberateFault } from '../ports/deliberate-faults.ts';

/** Under what a node runs; can be changed while it runs. */
export interface Conditions {
  /** Where it dies by SIGKILL, see `KillSwitch`; null: nowhere. */
  readonly killAt: string | null;
  /** How far its clock is off, in milliseconds. */
  readonly clockShift: number;
  readonly signerDown: boolean;
  /** Of the register's transactions this share (0 to 1) fails. */
  readonly storeFailures: number;
  /** How long each signature takes at least, in milliseconds. */
  readonly signerPause: number;
}

export const fair: Conditions = {
  killAt: null,
  clockShift: 0,
  signerDown: false,
  storeFailures: 0,
  signerPause: 0,
};

/** What a node is told on its command line, as JSON. */
export interface NodeStart {
  readonly place: RegisterPlace;
  readonly keyFolder: string;
  readonly passphrase: string;
  /** The CA keys are in this token; null: in the folder. */
  readonly token: TokenPlace | null;
  readonly webRoot: string;
  readonly portal: ListeningStart;
  readonly presentation: ListeningStart;
  readonly est: ListeningStart;
  /** A node that breaks a promise on purpose: the test of the tests. */
  readonly deliberate: DeliberateFault | null;
  /** Of what is drawn by chance in the node. */
  readonly seed: number;
}

interface ListeningStart {
  readonly port: number;
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** What it is told while it runs, one line of JSON each. */
export interface Order {
  readonly number: number;
  readonly conditions: Conditions;
}

/** What it says, one line of JSON each, written before it goes on: a killed node has said what it did. */
export type Said =
  | { readonly say: 'ready' }
  | { readonly say: 'obeyed'; readonly number: number }
  /** A kill point was passed. */
  | { readonly say: 'passed'; readonly point: string }
  /** SHA-256 of the to-be-signed bytes, hex, before they are signed. */
  | { readonly say: 'signing'; readonly tbs: string }
  | { readonly say: 'swept'; readonly completed: number; readonly refused: readonly string[] };

export const portalDomain = 'portal.localhost';
export const presentationDomain = 'cert.localhost';
export const estDomain = 'est.localhost';
