import { isUsable } from '../certificates/status.ts';
import type { Refused } from '../refusals/refusal.ts';
import { type HeldCertificate, lineOf } from './line-of-certificates.ts';

/** What is to become of the current certificate: `keep`: it works until the new one is in use. */
export type CurrentAsked = 'revoke' | 'keep';

/** What becomes of it; `ended`: nothing, as it could not be used any more. */
export type CurrentFate = 'revoked' | 'kept' | 'ended';

export type ReissueJudgement =
  | {
      readonly allowed: true;
      /** The certificate in whose place the new one will be. */
      readonly current: string;
      readonly fate: CurrentFate;
      /** To be revoked now: whatever of its line could still be used. */
      readonly revoke: readonly string[];
    }
  | ({ readonly allowed: false } & Refused);

/**
 * Which certificate a reissue is about, and what becomes of it (R24). Where it is revoked, so is all that was issued
 * in its place or that it replaced and that still works: it was in the same hands. Where it is kept nothing ends, so that
 * a reissue which stops half-way takes nothing from anybody (R20). After expiry there is nothing to decide.
 */
export function judgeReissue({
  held,
  named,
  asked,
}: {
  /** All of the user. */
  readonly held: readonly HeldCertificate[];
  /** The one that was named, which may be any of its line; null: none was. */
  readonly named: string | null;
  readonly asked: CurrentAsked;
}): ReissueJudgement {
  const line = named === null ? onlyLine(held) : lineOf(held, named);
  if (line === 'several') return refuse('reissue-which-certificate', 'one certificate in use', 'several');
  const [current] = line.toSorted(byStanding);
  if (!current) return refuse('reissue-without-certificate', 'a certificate', 'none');
  const working = line.filter(({ status }) => isUsable(status)).map(({ id }) => id);
  if (working.length === 0) return { allowed: true, current: current.id, fate: 'ended', revoke: [] };
  if (asked === 'keep') return { allowed: true, current: current.id, fate: 'kept', revoke: [] };
  return { allowed: true, current: current.id, fate: 'revoked', revoke: working };
}

/** The one line of which something can be used; of those that have ended, the last that did. */
function onlyLine(held: readonly HeldCertificate[]): readonly HeldCertificate[] | 'several' {
  const [best] = held.toSorted(byStanding);
  if (!best) return [];
  const line = lineOf(held, best.id);
  const another = held.some((one) => isUsable(one.status) && !line.includes(one));
  return another ? 'several' : line;
}

/** What is in use comes first, then what was never used, then what has ended; of equals the one with the latest expiry. */
function byStanding(a: HeldCertificate, b: HeldCertificate): number {
  return rank(a) - rank(b) || (a.expiryDate < b.expiryDate ? 1 : a.expiryDate > b.expiryDate ? -1 : 0);
}

function rank({ status, replaced }: HeldCertificate): number {
  if (status === 'active') return replaced ? 1 : 0;
  return status === 'issued' ? 2 : 3;
}

/**
 * What the first use of a reissued certificate ends, at once (R20): the certificate in whose place it is, whatever that
 * was renewed to meanwhile, and what was issued beside it and never used.
 */
export function endedByFirstUse(
  held: readonly HeldCertificate[],
  used: string,
): { readonly retire: readonly string[]; readonly revoke: readonly string[] } {
  const others = lineOf(held, used).filter(({ id }) => id !== used);
  const ids = (status: HeldCertificate['status']) => others.filter((one) => one.status === status).map(({ id }) => id);
  return { retire: ids('active'), revoke: ids('issued') };
}

function refuse(code: Refused['code'], expected: string, got: string): ReissueJudgement {
  return { allowed: false, code, detail: {}, expected, got };
}
