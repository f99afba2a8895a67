import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import type { PolicyProblem } from '@koshin/lifecycle/policies/problem.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { readDer } from '@koshin/pki/der/reader.ts';
import { readWellFormed } from '@koshin/pki/der/well-formed.ts';
import type { PolicyQualifier } from '@koshin/pki/x509/extensions/certificate-policies.ts';
import type { ClientProfile } from '@koshin/pki/x509/profiles/client-authentication.ts';

type ProfileSettings = Pick<BankPolicy, 'certificatePolicies' | 'furtherPurposes' | 'furtherExtensions'>;

/** What a bank's policy puts into its customers' certificates. */
export function clientProfileOf(policy: ProfileSettings): ClientProfile {
  return {
    certificatePolicies: policy.certificatePolicies.map(({ oid, cps, notice }) => ({
      oid,
      qualifiers: [
        ...(cps === null ? [] : [{ kind: 'cps', uri: cps } satisfies PolicyQualifier]),
        ...(notice === null ? [] : [{ kind: 'notice', explicitText: notice } satisfies PolicyQualifier]),
      ],
    })),
    furtherPurposes: policy.furtherPurposes,
    furtherExtensions: policy.furtherExtensions.map(({ oid, hex }) => ({ oid, value: octetsOf(hex) })),
  };
}

/**
 * The extensions whose values are not one element in DER (X.690 10), which the policy alone cannot know. No certificate
 * with one would pass the lint, so no bank is registered with one.
 */
export function extensionProblems({ furtherExtensions }: ProfileSettings): readonly PolicyProblem[] {
  return furtherExtensions.flatMap(({ oid, hex }) => {
    const flaw = flawOf(octetsOf(hex));
    if (flaw === null) return [];
    const expected = { ja: `${oid}の値にDERの1要素（X.690）`, en: `one element in DER (X.690) as the value of ${oid}` };
    return [{ key: 'furtherExtensions', expected, got: { ja: flaw, en: flaw } }];
  });
}

function flawOf(octets: Uint8Array): string | null {
  try {
    readDer(octets, octets.length, (reader) => readWellFormed(reader, 'value'));
    return null;
  } catch (error) {
    if (error instanceof DerError) return error.message;
    throw error;
  }
}

const octetsOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
