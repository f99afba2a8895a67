import type { ToBeSigned } from '../to-be-signed.ts';

/** The kinds of certificate Koshin makes; the files of `profiles/` build them. */
export const profileNames = [
  'root',
  'issuing-ca',
  'client-authentication',
  'tls-server',
  'ocsp-responder',
  'mail-signer',
] as const;

export type ProfileName = (typeof profileNames)[number];

/** A root is taken out of the stores that trust it; an OCSP responder says itself that nobody need check it. */
export const isNeverRevoked = (profile: ProfileName): boolean => profile === 'root' || profile === 'ocsp-responder';

/** What a rule may ask of the issuer; a `Certificate` has it all. Of a self-signed root it is the root itself. */
export type IssuerFacts = Pick<ToBeSigned, 'subject' | 'publicKey' | 'extensions' | 'notBefore' | 'notAfter'>;

export interface LintSubject {
  readonly tbs: ToBeSigned;
  readonly profile: ProfileName;
  readonly issuer: IssuerFacts;
  readonly selfSigned: boolean;
}

/** What a rule would have let pass, and what came instead. */
export interface Difference {
  readonly expected: string;
  readonly got: string;
}

/** One demand on a certificate. It answers with the first difference it finds, with nothing when there is none. */
export interface LintRule {
  readonly name: string;
  /** Where the demand is written. */
  readonly source: string;
  readonly check: (subject: LintSubject) => Difference | undefined;
}

export interface LintFinding extends Difference {
  readonly rule: string;
  readonly source: string;
}

/** A difference, when the two are not the same. */
export function unlessSame(expected: string, got: string): Difference | undefined {
  return expected === got ? undefined : { expected, got };
}
