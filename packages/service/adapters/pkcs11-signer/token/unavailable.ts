/** The token cannot be used now. The reason is one word for the log; nothing of the secret. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
