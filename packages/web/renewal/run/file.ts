import type { DeliveredCertificate } from '@koshin/wire/portal/renewal-messages.ts';
import type { FileFormat } from '../../keys/certificate-file.ts';
import type { Delivered } from '../flow/place.ts';
import type { Store } from './store.ts';

type Octets = Uint8Array<ArrayBuffer>;

const files = new WeakMap<DeliveredCertificate, Map<FileFormat, Promise<Octets>>>();

/**
 * The customer's file. Each format is built once: begun when the certificate arrives, it is ready before the customer has
 * read `renewal.save`, and saved again it is the same. What failed is built anew when it is asked for again.
 */
export function fileOf(store: Store, delivered: Delivered, format: FileFormat): Promise<Octets> {
  const { issued } = delivered;
  const built = files.get(issued) ?? new Map<FileFormat, Promise<Octets>>();
  files.set(issued, built);
  const known = built.get(format);
  if (known) return known;
  const file = build(store, delivered, format);
  built.set(format, file);
  file.catch(() => built.delete(format));
  return file;
}

async function build({ means }: Store, { key, password, issued }: Delivered, format: FileFormat): Promise<Octets> {
  const certificate = fromBase64(issued.certificate);
  const chain = issued.chain.map(fromBase64);
  return means.keys.buildFile({ key, password, certificate, chain, label: issued.subjectLabel }, format);
}

function fromBase64(text: string): Octets {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
