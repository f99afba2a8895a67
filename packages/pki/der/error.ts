/**
 * What a parser throws when bytes are not what their standard demands. Nothing else is thrown for bad input, so an edge
 * can turn exactly this into a refusal. It names kinds and lengths, never the content, so it may be logged.
 */
export class DerError extends Error {
  override readonly name = 'DerError';
  /** Where, in octets from the start of the parsed input (in characters for PEM). */
  readonly offset: number;
  readonly expected: string;
  readonly got: string;

  constructor({ offset, expected, got }: { offset: number; expected: string; got: string }) {
    super(`at ${offset}: expected ${expected}, got ${got}`);
    this.offset = offset;
    this.expected = expected;
    this.got = got;
  }
}
