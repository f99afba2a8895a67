import { type SignatureAlgorithm, signatureAlgorithms } from '../x509/signature-algorithms.ts';

/** The last event of a chain. */
export interface Head {
  readonly chain: number;
  readonly position: number;
  /** Hex. */
  readonly hash: string;
}

/** What a checkpoint says: so far had every chain come. */
export interface Checkpoint {
  /** From 1 on, without gaps. */
  readonly number: number;
  /** Milliseconds UTC. */
  readonly at: number;
  /** SHA-256 of the text of the checkpoint before it, hex. */
  readonly previous: string;
  /** Of every chain, in the order of their numbers. */
  readonly heads: readonly Head[];
  readonly algorithm: SignatureAlgorithm;
  /** SHA-256 of the SubjectPublicKeyInfo of the key that signs it, hex. */
  readonly key: string;
}

/** The text whose UTF-8 is signed (`docs/audit.md`): JSON of this order and without spaces. */
export function encodeCheckpoint({ number, at, previous, heads, algorithm, key }: Checkpoint): string {
  const ordered = heads.map(({ chain, position, hash }) => ({ chain, position, hash }));
  return JSON.stringify({ koshin: 'audit-checkpoint-1', number, at, previous, heads: ordered, algorithm, key });
}

/** Null for a text that {@link encodeCheckpoint} does not write, be it for a space. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const value = parseJson(text);
  if (!isObject(value) || !Array.isArray(value.heads)) return null;
  const { number, at, previous, key } = value;
  const algorithm = signatureAlgorithms.find((known) => known === value.algorithm);
  if (!isCount(number) || !isCount(at) || !isHash(previous) || !isHash(key) || algorithm === undefined) return null;
  const heads = value.heads.flatMap((entry: unknown) => headFrom(entry) ?? []);
  const checkpoint = { number, at, previous, heads, algorithm, key };
  return encodeCheckpoint(checkpoint) === text ? checkpoint : null;
}

function headFrom(value: unknown): Head | null {
  if (!isObject(value)) return null;
  const { chain, position, hash } = value;
  return isCount(chain) && isCount(position) && isHash(hash) ? { chain, position, hash } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
