import { readDer } from '../der/reader.ts';
import { encode, sequence, unsignedInteger } from '../der/writer.ts';

/** The two numbers of an ECDSA signature, big-endian without leading zeros. */
export interface EcdsaSignature {
  readonly r: Uint8Array<ArrayBuffer>;
  readonly s: Uint8Array<ArrayBuffer>;
}

/** Octets of one coordinate of P-384, the longer of our curves. */
const maximumNumberBytes = 48;

/** Reads ECDSA-Sig-Value (RFC 5480 2.2.3), both numbers positive. Throws DerError. */
export function parseEcdsaSignature(der: Uint8Array): EcdsaSignature {
  return readDer(der, 2 * maximumNumberBytes + 10, (reader) =>
    reader.sequence('ECDSA-Sig-Value', (content) => {
      const [r, s] = [content.unsigned('r'), content.unsigned('s')];
      for (const number of [r, s]) {
        if (number[0] === 0 || number.length > maximumNumberBytes) {
          content.refuse(`numbers of 1 to ${maximumNumberBytes} octets, not zero`, 'others');
        }
      }
      return { r, s };
    }),
  );
}

/** From the form of WebCrypto (IEEE P1363: r and s of equal length in a row) to the DER that X.509 carries. */
export function ecdsaSignatureFromRaw(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  if (raw.length !== 64 && raw.length !== 96)
    throw new RangeError(`expected r and s in 64 or 96 octets, got ${raw.length}`);
  const half = raw.length / 2;
  return encode(sequence(unsignedInteger(raw.subarray(0, half)), unsignedInteger(raw.subarray(half))));
}

/** And back, `coordinateBytes` each: 32 for P-256, 48 for P-384. Throws DerError, and RangeError when a number is longer. */
export function ecdsaSignatureToRaw(der: Uint8Array, coordinateBytes: 32 | 48): Uint8Array<ArrayBuffer> {
  const { r, s } = parseEcdsaSignature(der);
  if (Math.max(r.length, s.length) > coordinateBytes) throw new RangeError(`a signature of a larger curve`);
  const raw = new Uint8Array(2 * coordinateBytes);
  raw.set(r, coordinateBytes - r.length);
  raw.set(s, 2 * coordinateBytes - s.length);
  return raw;
}
