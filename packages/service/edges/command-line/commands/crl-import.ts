import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { parsePem } from '@koshin/pki/pem/pem.ts';
import { issuerName } from '../../../use-cases/issuance/issuer-certificate.ts';
import { importCrl } from '../../../use-cases/revocation/import-crl.ts';
import type { CommandSpec } from '../framework/command-spec.ts';
import { loseAccess, loseAccessOption } from './lose-access-option.ts';

export const crlImport: CommandSpec = {
  noun: 'crl',
  verb: 'import',
  about: {
    ja: '鍵が別の場所にある認証局のCRLを、そこから受け取って公開します。載っている発行局は失効します',
    en: 'publishes the CRL of a CA whose key is kept elsewhere, as it was made there; issuing CAs that stand on it are revoked',
  },
  options: {
    file: {
      kind: 'file',
      value: 'FILE',
      needed: true,
      about: { ja: 'CRL（PEMまたはDER）', en: 'the CRL (PEM or DER)' },
    },
    ...loseAccessOption,
  },
  async run({ means, given, language }) {
    const octets = given.octets('file') ?? given.missing('file');
    const asked = { der: derOf(octets), thoughCustomersLoseAccess: given.flag(loseAccess) };
    const { crl, ended } = await importCrl(means, asked);
    const { issuerId: issuer, number, thisUpdate, nextUpdate, fingerprint } = crl;
    const revoked = ended.map(({ id }) => id);
    const times = { thisUpdate: formatInstant(thisUpdate), nextUpdate: formatInstant(nextUpdate) };
    const told =
      language === 'ja'
        ? `CRL ${number} を公開しました。次の更新：${times.nextUpdate}`
        : `CRL ${number} is published. Next update: ${times.nextUpdate}`;
    const notes = ended.map(
      (one) => `${language === 'ja' ? '失効させました' : 'Revoked by it'}: ${issuerName(one)} (${one.id})`,
    );
    return { json: { issuer, number, ...times, fingerprint, revoked }, lines: [told, ...notes] };
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
