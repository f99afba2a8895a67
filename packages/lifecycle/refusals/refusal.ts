import type { RefusalCode } from './codes.ts';

/** Facts that fill a text's placeholders and the log; never names, mail addresses, secrets or full IDs. */
export type RefusalDetail = Readonly<Record<string, string | number | boolean | null>>;

/** What a rule answers when it does not let something happen. */
export interface Refused {
  readonly code: RefusalCode;
  readonly detail: RefusalDetail;
  /** What the rule would have let pass, and what came instead, for the log. */
  readonly expected?: string;
  readonly got?: string;
}

/** Thrown by use-cases to leave with nothing changed; the edges turn it into a problem (RFC 9457). Rules return, never throw. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly detail: RefusalDetail;
  readonly expected: string | undefined;
  readonly got: string | undefined;

  constructor({ code, detail, expected, got }: Refused) {
    super([code, expected && `expected ${expected}`, got && `got ${got}`].filter(Boolean).join(', '));
    this.code = code;
    this.detail = detail;
    this.expected = expected;
    this.got = got;
  }
}

/** Makes the refusal to throw: `throw refused('renewal-too-early', { windowStart })`. */
export function refused(
  code: RefusalCode,
  detail: RefusalDetail = {},
  difference: Pick<Refused, 'expected' | 'got'> = {},
): Refusal {
  return new Refusal({ code, detail, ...difference });
}
