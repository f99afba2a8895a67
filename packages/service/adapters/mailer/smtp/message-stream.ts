import { Readable } from 'node:stream';

/** Two of them fit into what streams and sockets keep on the way: what is given out is not far from sent. */
const pieceSize = 16_384;

/**
 * A message as a stream that knows whether all of it was given out: as long as `readableEnded` is false, the line with
 * the single dot, which ends DATA, has not been made, so no server can have taken the message (RFC 5321 4.1.1.4).
 */
export class MessageStream extends Readable {
  readonly #raw: Uint8Array;
  #given = 0;

  constructor(raw: Uint8Array) {
    super({ highWaterMark: pieceSize });
    this.#raw = raw;
  }

  override _read(): void {
    const piece = this.#raw.subarray(this.#given, this.#given + pieceSize);
    this.#given += piece.length;
    this.push(piece.length === 0 ? null : piece);
  }
}
