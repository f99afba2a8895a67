import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import { nodeMathematics } from '@koshin/service/adapters/node-mathematics/node-mathematics.ts';
import { describe, expect, it } from 'vitest';
import { type Difference, differences } from './wycheproof/differences.ts';
import { judgeAsRequest } from './wycheproof/judge-vector.ts';
import { readVectors } from './wycheproof/read-vectors.ts';

const { verify } = nodeMathematics();

/** Each file, the algorithm of its signatures, and how many there are of each result. */
const files: readonly [string, SignatureAlgorithm, { valid: number; invalid: number; acceptable: number }][] = [
  ['ecdsa-secp256r1-sha256', 'ecdsa-with-SHA256', { valid: 174, invalid: 310, acceptable: 0 }],
  ['ecdsa-secp384r1-sha256', 'ecdsa-with-SHA256', { valid: 162, invalid: 310, acceptable: 0 }],
  ['ecdsa-secp384r1-sha384', 'ecdsa-with-SHA384', { valid: 194, invalid: 310, acceptable: 0 }],
  ['rsa-signature-2048-sha256', 'sha256WithRSAEncryption', { valid: 9, invalid: 249, acceptable: 1 }],
  ['rsa-signature-2048-sha384', 'sha384WithRSAEncryption', { valid: 7, invalid: 250, acceptable: 1 }],
  ['rsa-signature-3072-sha256', 'sha256WithRSAEncryption', { valid: 8, invalid: 250, acceptable: 1 }],
  ['rsa-signature-4096-sha256', 'sha256WithRSAEncryption', { valid: 7, invalid: 250, acceptable: 1 }],
];

/** Where a request is judged otherwise than Wycheproof judges its signature; what is left open counts as a difference. */
async function differencesIn(file: string, algorithm: SignatureAlgorithm, by = verify): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const vector of readVectors(file)) {
    const ours = await judgeAsRequest(vector, algorithm, by);
    if (vector.result !== (ours === 'accepted' ? 'valid' : 'invalid')) {
      found.push({ file, id: vector.id, wycheproof: vector.result, ours });
    }
  }
  return found;
}

describe.each(files)('requests with the signatures of %s', (file, algorithm, counts) => {
  it('are all there', () => {
    const results = readVectors(file).map(({ result }) => result);
    const countOf = (wanted: string) => results.filter((result) => result === wanted).length;
    expect({ valid: countOf('valid'), invalid: countOf('invalid'), acceptable: countOf('acceptable') }).toEqual(counts);
  });

  it('are accepted where Wycheproof says valid and refused where it says invalid, but for the listed ones', async () => {
    const listed = differences.filter((difference) => difference.file === file);
    expect(await differencesIn(file, algorithm)).toEqual(listed);
  });

  it('are not judged otherwise by the mathematics alone, which is all that certificates go through', async () => {
    for (const { id, result, publicKey, message, signature } of readVectors(file)) {
      const verified = await verify({ algorithm, publicKey, data: message, signature });
      expect({ id, verified }).toEqual({ id, verified: result === 'valid' });
    }
  });
});

describe('the list of differences', () => {
  it('names no file that is not judged', () => {
    const judged = files.map(([file]) => file);
    expect(differences.filter(({ file }) => !judged.includes(file))).toEqual([]);
  });

  it.each(files)(
    'would be wrong for %s with a verifier that says yes, or no, to everything',
    async (...[file, algorithm, counts]) => {
      const yes = await differencesIn(file, algorithm, () => true);
      expect(yes.filter(({ wycheproof }) => wycheproof === 'invalid').length).toBeGreaterThan(0);
      const no = await differencesIn(file, algorithm, () => false);
      expect(no.filter(({ wycheproof }) => wycheproof === 'valid')).toHaveLength(counts.valid);
    },
  );
});

describe('a signature whose form is wrong', () => {
  it.each([
    ['ecdsa-secp256r1-sha256', 'ecdsa-with-SHA256'],
    ['ecdsa-secp384r1-sha384', 'ecdsa-with-SHA384'],
  ] as const)(
    'is refused before anybody verifies it in %s (RFC 5480 2.2.3, X.690 8.3.2, 10.1)',
    async (file, algorithm) => {
      const wrong = ['BerEncodedSignature', 'InvalidEncoding', 'InvalidTypesInSignature', 'MissingZero'];
      const malformed = readVectors(file).filter(({ flags }) => flags.some((flag) => wrong.includes(flag)));
      expect(malformed.length).toBeGreaterThan(100);
      const accepted = [];
      for (const vector of malformed) {
        if ((await judgeAsRequest(vector, algorithm, () => true)) !== 'signature') accepted.push(vector);
      }
      expect(accepted.map(({ id, flags, comment }) => ({ id, flags, comment }))).toEqual([]);
    },
  );
});
