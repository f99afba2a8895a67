import { toBigInt } from '../der/octets.ts';

/** The curves certificates of Koshin use (CRYPTREC; NIST SP 800-186 3.2.1). */
export type CurveName = 'P-256' | 'P-384';

/** y² = x³ − 3x + b over the prime p. Both curves have cofactor 1, so every point on them is in the right group. */
interface Curve {
  readonly coordinateBytes: number;
  readonly p: bigint;
  readonly b: bigint;
}

export const curves: Readonly<Record<CurveName, Curve>> = {
  'P-256': {
    coordinateBytes: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    coordinateBytes: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
};

/** Whether an uncompressed point (0x04, x, y) is one of the curve's, its coordinates reduced (SP 800-56A 5.6.2.3.3). */
export function isOnCurve(name: CurveName, point: Uint8Array): boolean {
  const { coordinateBytes, p, b } = curves[name];
  const x = toBigInt(point.subarray(1, 1 + coordinateBytes));
  const y = toBigInt(point.subarray(1 + coordinateBytes));
  return x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n;
}
