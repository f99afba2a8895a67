/** Where an event stands: its chain, its position there from 1 on, and the hash of the event before it, hex. */
export interface EventPlace {
  readonly chain: number;
  readonly position: number;
  readonly previous: string;
}

/** What an event says. `at` is milliseconds UTC; `subject` is JSON text of one object, as it was first written. */
export interface EventContent {
  readonly at: number;
  readonly bankId: string | null;
  readonly act: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly subject: string;
  readonly refNo: string | null;
}

/** What stands before the first event of a chain instead of a hash. */
export const beforeTheFirst = '0'.repeat(64);

/** The text around chain, position and previous hash, for who puts it together elsewhere. */
export const aroundPlace = ['{"koshin":"audit-event-1","chain":', ',"position":', ',"previous":"', '",'] as const;

/**
 * The text of an event whose SHA-256 over UTF-8 is its hash (`docs/audit.md`): JSON of this order and without spaces, so
 * that its octets are the same wherever it is written. A new form gets a new name in its first member.
 */
export function eventText({ chain, position, previous }: EventPlace, content: EventContent): string {
  const [beforeChain, beforePosition, beforePrevious, afterPrevious] = aroundPlace;
  return `${beforeChain}${chain}${beforePosition}${position}${beforePrevious}${previous}${afterPrevious}${contentText(content)}`;
}

/** The part of {@link eventText} that follows the place. */
export function contentText({ at, bankId, act, actor, subject, refNo }: EventContent): string {
  const who = `"actor":{"kind":${JSON.stringify(actor.kind)},"id":${JSON.stringify(actor.id)}}`;
  return `"at":${at},"bankId":${JSON.stringify(bankId)},"act":${JSON.stringify(act)},${who},"subject":${subject},"refNo":${JSON.stringify(refNo)}}`;
}
