import type { Checkpoint, Head } from './checkpoint-text.ts';
import { beforeTheFirst } from './event-text.ts';

/** A checkpoint and the one before it, with the SHA-256 of its text (hex); null before the first. */
export interface CheckpointSubject {
  readonly checkpoint: Checkpoint;
  readonly before: { readonly checkpoint: Checkpoint; readonly digest: string } | null;
}

export interface CheckpointFinding {
  readonly rule: string;
  readonly expected: string;
  readonly got: string;
}

interface CheckpointRule {
  readonly name: string;
  /** The first difference, undefined when there is none. */
  readonly check: (subject: CheckpointSubject) => Omit<CheckpointFinding, 'rule'> | undefined;
}

const rules: readonly CheckpointRule[] = [
  {
    name: 'number-follows',
    check({ checkpoint, before }) {
      return unlessSame((before?.checkpoint.number ?? 0) + 1, checkpoint.number);
    },
  },
  {
    name: 'names-the-one-before',
    check: ({ checkpoint, before }) => unlessSame(before?.digest ?? beforeTheFirst, checkpoint.previous),
  },
  {
    name: 'heads-in-order',
    check({ checkpoint: { heads } }) {
      const unordered = heads.find(({ chain }, index) => index > 0 && chain <= (heads[index - 1]?.chain ?? chain));
      return unordered && { expected: 'rising chain numbers', got: `chain ${unordered.chain} after one not below it` };
    },
  },
  {
    name: 'heads-hold-events',
    check({ checkpoint: { heads } }) {
      const empty = heads.find(({ position }) => position < 1);
      return empty && { expected: 'a position from 1 on', got: `${empty.position} in chain ${empty.chain}` };
    },
  },
  { name: 'no-head-falls', check: whatFell },
  {
    name: 'something-is-new',
    check({ checkpoint, before }) {
      const moved = movedHeads(checkpoint, before?.checkpoint ?? null).length > 0;
      return moved ? undefined : { expected: 'an event since the checkpoint before', got: 'none' };
    },
  },
];

/** Every rule of the form and order of checkpoints that this one breaks; none when it may follow the one before. */
export function findInCheckpoint(subject: CheckpointSubject): CheckpointFinding[] {
  return rules.flatMap(({ name, check }) => {
    const difference = check(subject);
    return difference ? [{ rule: name, ...difference }] : [];
  });
}

/** The heads of which the checkpoint says something that the one before it did not. */
export function movedHeads(checkpoint: Checkpoint, before: Checkpoint | null): readonly Head[] {
  const known = new Map(before?.heads.map((head) => [head.chain, head]));
  return checkpoint.heads.filter(({ chain, position, hash }) => {
    const earlier = known.get(chain);
    return earlier?.position !== position || earlier.hash !== hash;
  });
}

/** A chain only grows: what an earlier checkpoint saw is there for ever. */
function whatFell({ checkpoint, before }: CheckpointSubject) {
  const heads = new Map(checkpoint.heads.map((head) => [head.chain, head]));
  for (const earlier of before?.checkpoint.heads ?? []) {
    const head = heads.get(earlier.chain);
    const expected = `chain ${earlier.chain} at ${earlier.position} or later`;
    if (!head) return { expected, got: 'no such chain' };
    if (head.position < earlier.position) return { expected, got: `${head.position}` };
    if (head.position === earlier.position && head.hash !== earlier.hash) {
      return { expected: `chain ${earlier.chain} with ${earlier.hash} at ${earlier.position}`, got: head.hash };
    }
  }
  return undefined;
}

function unlessSame(expected: string | number, got: string | number) {
  return expected === got ? undefined : { expected: String(expected), got: String(got) };
}
