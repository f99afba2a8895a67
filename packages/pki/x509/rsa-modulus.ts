import { integerSquareRoot, primesBelow, productOf } from './small-primes.ts';

/** SP 800-89 5.3.3 and the Baseline Requirements 6.1.6 ask for no factor below 752. */
const smallPrimes = primesBelow(752);
const smallPrimesProduct = productOf(smallPrimes);

/** Whether a prime below 752 divides the modulus. */
export function hasSmallFactor(modulus: bigint): boolean {
  const rest = modulus % smallPrimesProduct;
  return smallPrimes.some((prime) => rest % BigInt(prime) === 0n);
}

/** The primes whose residues the ROCA test looks at, and for each the powers of 65,537 (Nemec et al., CCS 2017, 3.1). */
const rocaPrimes = primesBelow(168).slice(1);
const rocaProduct = productOf(rocaPrimes);
const powersOf65537 = new Map(rocaPrimes.map((prime) => [prime, powers(65_537, prime)]));

function powers(base: number, prime: number): Set<number> {
  const reached = new Set<number>();
  for (let power = 1; !reached.has(power); power = (power * base) % prime) reached.add(power);
  return reached;
}

/**
 * Whether the modulus bears the mark of Infineon's broken generator (CVE-2017-15361): modulo every small prime it is a
 * power of 65,537. A sound key does so by chance once in about 2^27.
 */
export function hasRocaFingerprint(modulus: bigint): boolean {
  const rest = modulus % rocaProduct;
  return rocaPrimes.every((prime) => powersOf65537.get(prime)?.has(Number(rest % BigInt(prime))));
}

/**
 * Whether Fermat's method factors the modulus within 100 rounds, because its factors are close (CVE-2022-26320;
 * Baseline Requirements 6.1.1.3).
 */
export function hasCloseFactors(modulus: bigint): boolean {
  let a = integerSquareRoot(modulus);
  if (a * a < modulus) a++;
  for (let round = 0; round < 100; round++, a++) {
    if (isSquare(a * a - modulus)) return true;
  }
  return false;
}

const squareResidues = new Map([64, 63, 65, 11].map((n) => [n, squaresModulo(n)]));

function squaresModulo(n: number): Set<number> {
  return new Set(Array.from({ length: n }, (_, i) => (i * i) % n));
}

/** Residues rule out nearly every other number, so the costly root is rarely taken. */
function isSquare(value: bigint): boolean {
  const rest = Number(value % 45_045n);
  const lastBits = Number(value & 63n);
  for (const [n, squares] of squareResidues) {
    if (!squares.has(n === 64 ? lastBits : rest % n)) return false;
  }
  const root = integerSquareRoot(value);
  return root * root === value;
}
