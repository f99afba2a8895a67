import { endianness } from 'node:os';

/** What browsers take from a host in one message is as long; they may send more, but nothing of ours needs it. */
export const longestMessage = 1024 * 1024;
const prefixBytes = 4;
const littleEndian = endianness() === 'LE';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What came is not a message of a browser: nothing after it can be trusted to begin where it seems to. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}

/** A message as browsers frame it: length in 32 bits and native byte order, then JSON in UTF-8. */
export function frame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  if (text.length > longestMessage) throw new RangeError(`an answer of ${text.length} octets`);
  const prefix = Buffer.alloc(prefixBytes);
  if (littleEndian) prefix.writeUInt32LE(text.length);
  else prefix.writeUInt32BE(text.length);
  return Buffer.concat([prefix, text]);
}

/** Puts messages together from pieces of any length. */
export class FrameReader {
  #waiting = Buffer.alloc(0);

  /** Each whole message that this piece completes. Throws FramingError for a length or text that is none. */
  *take(piece: Uint8Array): Generator<unknown, void> {
    this.#waiting = Buffer.concat([this.#waiting, piece]);
    while (this.#waiting.length >= prefixBytes) {
      const length = littleEndian ? this.#waiting.readUInt32LE() : this.#waiting.readUInt32BE();
      if (length === 0 || length > longestMessage) throw new FramingError(`a message of ${length} octets`);
      if (this.#waiting.length < prefixBytes + length) return;
      const text = this.#waiting.subarray(prefixBytes, prefixBytes + length);
      this.#waiting = this.#waiting.subarray(prefixBytes + length);
      yield parsed(text);
    }
  }

  /** Whether the input may end here. */
  get atBoundary(): boolean {
    return this.#waiting.length === 0;
  }
}

function parsed(text: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(text));
  } catch {
    // Not even the parser's message is kept: it quotes what it read, a PIN among it.
    throw new FramingError('a message that is no JSON in UTF-8');
  }
}
