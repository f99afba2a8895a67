import { throwawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import { openNssStore } from '../nss/nss-store.ts';
import { keyWithCertificate } from './certified.ts';

/** A process of its own: puts so many keys with certificates into the folder and prints their fingerprints. */
const [folder = '', purpose = '', count = '0'] = process.argv.slice(2);
const ca = throwawayCa('CA of a writing process');
const store = await openNssStore(folder);
for (let done = 0; done < Number(count); done++) {
  const { fingerprint } = await keyWithCertificate(store, ca, purpose);
  console.log(fingerprint);
}
await store.close();
ca.remove();
