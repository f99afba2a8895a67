import { parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import type { AuditCheckpoint } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { digestOfText } from './digest-of-text.ts';
import { type AuditFinding, Findings } from './findings.ts';
import { atTheBeginning, type ChainProgress, followChain, type Witnessed } from './follow-chain.ts';
import { type Before, judgeCheckpoint } from './judge-checkpoints.ts';

export interface AuditVerification {
  /** Whose keys the checkpoints were held against: those the caller brought, or those the register names itself. */
  readonly keys: 'pinned' | 'register';
  readonly chains: number;
  readonly events: number;
  readonly checkpoints: number;
  /** Events that no checkpoint has seen yet: their end could be cut off unseen. */
  readonly uncovered: number;
  readonly latest: { readonly number: number; readonly at: number; readonly digest: string } | null;
  /** The first ones; none when the log is as it was written. */
  readonly findings: readonly AuditFinding[];
  readonly findingCount: number;
}

/** So many checkpoints are in memory at a time. */
const atATime = 200;

/**
 * Finds what was altered, removed, inserted or moved in the audit log (R32), and where. Reads in ranges, so that any
 * number of events needs the same memory, and up to where the log stood at the beginning, while others write on.
 *
 * @param pinned SubjectPublicKeyInfo of keys that the caller has from elsewhere; null: those of the register, which
 * whoever could write to the database could have exchanged
 */
export async function verifyAudit(
  means: Pick<Means, 'register' | 'mathematics'>,
  { pinned }: { readonly pinned: readonly Uint8Array[] | null },
): Promise<AuditVerification> {
  const found = new Findings();
  // 1. Where everything stands now.
  const stand = await means.register.read(async (tx) => ({
    heads: await tx.chains.heads(),
    latest: await tx.checkpoints.latest(),
    keys: await tx.checkpoints.keys(),
    unchained: await tx.chains.countUnchained(),
  }));
  if (stand.unchained > 0) found.add({ kind: 'unchained', count: stand.unchained });
  const keys = new Map(
    (pinned ?? stand.keys.map(({ publicKey }) => publicKey)).map((key) => [digestOf(means, key), new Uint8Array(key)]),
  );
  // 2. Checkpoints in their order, and the chains as far as each has seen them.
  const progress = new Map<number, ChainProgress>();
  const follow = async (chain: number, upTo: number, witnessed: readonly Witnessed[]) => {
    const from = progress.get(chain) ?? atTheBeginning;
    progress.set(chain, await followChain(means, { chain, from, upTo, witnessed }, found.add));
  };
  const checkpoints = await eachPage(means, stand.latest, async (page, before) => {
    const witnessed = new Map<number, Witnessed[]>();
    let last = before;
    for (const stored of page) {
      const judged = await judgeCheckpoint(means, { stored, before: last, keys }, found.add);
      last = judged.before;
      for (const head of judged.witnessed) witnessed.set(head.chain, [...(witnessed.get(head.chain) ?? []), head]);
    }
    for (const [chain, heads] of witnessed) await follow(chain, heads.at(-1)?.position ?? 0, heads);
    return last;
  });
  // 3. What came since the last checkpoint.
  for (const { chain, position } of stand.heads) await follow(chain, position, []);
  return {
    keys: pinned ? 'pinned' : 'register',
    chains: stand.heads.length,
    events: sumOf([...progress.values()], ({ events }) => events),
    checkpoints,
    uncovered: sumOf([...progress.values()], ({ position, vouched }) => position - vouched),
    latest: stand.latest && describe(means, stand.latest),
    findings: found.first,
    findingCount: found.count,
  };
}

/** Hands over the checkpoints up to the latest, page by page. Gives their number. */
async function eachPage(
  { register }: Pick<Means, 'register'>,
  latest: AuditCheckpoint | null,
  judge: (page: readonly AuditCheckpoint[], before: Before) => Promise<Before>,
): Promise<number> {
  let [count, number, before]: [number, number, Before] = [0, 0, null];
  for (;;) {
    const key = { number, limit: atATime };
    const page = (await register.read((tx) => tx.checkpoints.after(key))).filter(
      (one) => one.number <= (latest?.number ?? 0),
    );
    const last = page.at(-1);
    if (!last) return count;
    before = await judge(page, before);
    count += page.length;
    ({ number } = last);
  }
}

function describe(means: Pick<Means, 'mathematics'>, { number, text }: AuditCheckpoint): AuditVerification['latest'] {
  return { number, at: parseCheckpoint(text)?.at ?? 0, digest: digestOfText(means, text) };
}

function sumOf<T>(all: readonly T[], value: (one: T) => number): number {
  return all.reduce((sum, one) => sum + value(one), 0);
}
