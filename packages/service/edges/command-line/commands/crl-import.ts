import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { importCrl } from '../../../use-cases/revocation/import-crl.ts';
import type { CommandSpec } from '../framework/command-spec.ts';

export const crlImport: CommandSpec = {
  noun: 'crl',
  verb: 'import',
  about: {
    ja: '鍵が別の場所にある認証局のCRLを、そこから受け取って公開します',
    en: 'publishes the CRL of a CA whose key is kept elsewhere, as it was made there',
  },
  options: {
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: { ja: 'CRL（PEMまたはDER）', en: 'the CRL (PEM or DER)' },
    },
  },
  async run({ means, given, language }) {
    const octets = given.octets('file') ?? given.missing('file');
    const { issuerId: issuer, number, thisUpdate, nextUpdate, fingerprint } = await importCrl(means, derOf(octets));
    const times = { thisUpdate: formatInstant(thisUpdate), nextUpdate: formatInstant(nextUpdate) };
    const told =
      language === 'ja'
        ? `CRL ${number} を公開しました。次の更新：${times.nextUpdate}`
        : `CRL ${number} is published. Next update: ${times.nextUpdate}`;
    return { json: { issuer, number, ...times, fingerprint }, lines: [told] };
  },
};

/** A SEQUENCE begins with 0x30, which no PEM does. */
function derOf(octets: Uint8Array): Uint8Array {
  if (octets[0] === 0x30) return octets;
  try {
    return parsePem(new TextDecoder().decode(octets), 'X509 CRL');
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got } = error;
    throw refused('crl-import-refused', { rule: 'crl-malformed' }, { expected, got });
  }
}
