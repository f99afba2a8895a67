/** How far a chain was followed. Hashes are hex; `seq` is the order in which the whole register was written. */
export interface Followed {
  readonly position: number;
  readonly seq: number;
  readonly hash: string;
}

/** The next event as it is stored, and the hash that its stored content has. */
export interface StoredLink extends Followed {
  readonly previous: string;
  readonly computed: string;
}

/**
 * - `missing`: no event stands at the positions `from` to `to`.
 * - `inserted`: another event stands at the same position.
 * - `altered`: the event is not the one that was hashed, or it was hashed for another place.
 * - `reordered`: it was written before an event that stands before it.
 * - `replaced`: the event before it, at `position`, is not the one it was written after.
 */
export type BrokenLink =
  | { readonly kind: 'missing'; readonly from: number; readonly to: number }
  | { readonly kind: 'inserted' | 'altered' | 'reordered' | 'replaced'; readonly position: number };

/** What is wrong with the next event of a chain, as far as the chain itself can tell (R32); null: it follows. */
export function judgeLink(before: Followed, link: StoredLink): BrokenLink | null {
  const { position } = link;
  if (position > before.position + 1) return { kind: 'missing', from: before.position + 1, to: position - 1 };
  if (position <= before.position) return { kind: 'inserted', position };
  if (link.computed !== link.hash) return { kind: 'altered', position };
  if (link.seq <= before.seq) return { kind: 'reordered', position };
  if (link.previous !== before.hash) return { kind: 'replaced', position: before.position };
  return null;
}
