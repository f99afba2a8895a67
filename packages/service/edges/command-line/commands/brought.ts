import type { BroughtKey } from '../../../use-cases/authorities/hold-key.ts';
import type { Call } from '../framework/command-spec.ts';
import { certificatesIn } from './certificate-file.ts';
import { parseKeyFile } from './key-file.ts';
import { parsePkcs12File } from './pkcs12-file.ts';

interface Brought {
  readonly certificates: readonly Uint8Array[];
  readonly key: BroughtKey | null;
}

/** From one file with both, or from one for each; certificates of their own may complete the path of the one with both. */
export async function broughtBy({ given }: Call): Promise<Brought> {
  const more = given.file('certificate-file');
  const pkcs12 = given.octets('pkcs12-file');
  if (pkcs12) {
    if (given.octets('key-file')) throw given.wrong('--key-file and --pkcs12-file are two keys');
    const passphrase = given.secret('pkcs12-passphrase-file') ?? given.missing('pkcs12-passphrase-file');
    const { key, certificates } = await parsePkcs12File(pkcs12, passphrase);
    return { key, certificates: [...certificates, ...(more === null ? [] : certificatesIn(more))] };
  }
  const certificates = certificatesIn(more ?? given.missing('certificate-file'));
  const octets = given.octets('key-file');
  return { certificates, key: octets && parseKeyFile(octets, given.secret('key-file-passphrase-file')) };
}
