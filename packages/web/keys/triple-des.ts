import type { TripleDesCbcEncrypt } from '@koshin/pki/pkcs12/legacy-file.ts';
import des from 'des.js';

const TripleDesCbc = des.CBC.instantiate(des.EDE);

/** des-EDE3-CBC with the padding of RFC 8018 6.1.1. WebCrypto has no triple DES; only the older file format needs it. */
export const tripleDesCbcEncrypt: TripleDesCbcEncrypt = ({ key, iv, data }) => {
  const cipher = TripleDesCbc.create({ type: 'encrypt', key, iv });
  return Uint8Array.from([...cipher.update(data), ...cipher.final()]);
};
