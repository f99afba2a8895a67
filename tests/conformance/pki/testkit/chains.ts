import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import type { TestIssuer } from './certificates.ts';
import { fullProfile, makeClient, makeIssuingCa, makeRoot, makeTlsServer } from './certificates.ts';
import type { KeyKind } from './keys.ts';
import { keyOf } from './keys.ts';

/** Everything that is issued with one kind of issuer key. */
export interface Chain {
  readonly issuerKind: KeyKind;
  readonly root: TestIssuer;
  readonly issuer: TestIssuer;
  /** Of each kind of customer key. */
  readonly clients: readonly { readonly kind: KeyKind; readonly certificate: Certificate }[];
  /** With everything that a bank may add. */
  readonly fullClient: Certificate;
  readonly server: Certificate;
}

export const issuerKinds = ['P-256', 'P-384', 'RSA-3072'] as const;
export const clientKinds = ['P-256', 'P-384', 'RSA-2048', 'RSA-3072'] as const;

export function makeChain(issuerKind: KeyKind): Chain {
  const root = makeRoot(keyOf(issuerKind, 'root'));
  const issuer = makeIssuingCa(root, keyOf(issuerKind, 'issuer'));
  const clients = clientKinds.map((kind) => ({ kind, certificate: makeClient(issuer, keyOf(kind)) }));
  const fullClient = makeClient(issuer, keyOf('P-256', 'full'), fullProfile);
  return { issuerKind, root, issuer, clients, fullClient, server: makeTlsServer(issuer, keyOf(issuerKind, 'server')) };
}
