import { createHash } from 'node:crypto';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import {
  constructed,
  type DerValue,
  encode,
  nullValue,
  octetString,
  sequence,
  unsignedInteger,
} from '@koshin/pki/der/writer.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import { encodeExtension } from '@koshin/pki/x509/extensions/extension.ts';

type Digest = 'sha1' | 'sha256';
type IssuerFacts = Pick<Certificate, 'subject' | 'publicKey'>;

/** CertID as clients make it; some leave the parameters of the digest out. */
export function certIdOf(
  issuer: IssuerFacts,
  serial: string,
  { digest = 'sha1', parameters = [nullValue] }: { digest?: Digest; parameters?: readonly DerValue[] } = {},
): Uint8Array<ArrayBuffer> {
  const hash = (data: Uint8Array) => octetString(new Uint8Array(createHash(digest).update(data).digest()));
  return encode(
    sequence(
      sequence(encodeOid(oids[digest]), ...parameters),
      hash(issuer.subject.der),
      hash(issuer.publicKey.keyBits),
      unsignedInteger(Buffer.from(serial, 'hex')),
    ),
  );
}

export const nonceExtension = (nonce: Uint8Array): Uint8Array<ArrayBuffer> =>
  encodeExtension({ oid: oids.ocspNonce, critical: false, value: octetString(nonce) });

/** OCSPRequest of these CertIDs, with what else a test wants in its places. */
export function ocspRequest(
  certIds: readonly DerValue[],
  {
    extensions = [],
    requestorName = [],
    single = [],
    signature = [],
  }: {
    readonly extensions?: readonly DerValue[];
    /** GeneralName. */
    readonly requestorName?: readonly DerValue[];
    /** Extensions of each single request. */
    readonly single?: readonly DerValue[];
    /** Signature. */
    readonly signature?: readonly DerValue[];
  } = {},
): Uint8Array<ArrayBuffer> {
  const tagged = (number: number, values: readonly DerValue[]) =>
    values.length === 0 ? [] : [constructed(number, sequence(...values))];
  const requests = certIds.map((certId) => sequence(certId, ...tagged(0, single)));
  return encode(
    sequence(
      sequence(...requestorName.map((name) => constructed(1, name)), sequence(...requests), ...tagged(2, extensions)),
      ...signature.map((value) => constructed(0, value)),
    ),
  );
}
