import type { Socket } from 'node:net';

/** The other side sent more than a line may hold. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/**
 * The lines of a connection as they come, without their ends; what follows the last line end is not one. Throws
 * {@link LineTooLong} before more than `maximumBytes` are kept, and the connection's errors.
 */
export async function* linesOf(connection: Socket, maximumBytes: number): AsyncGenerator<string> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of connection) {
    let rest = Buffer.from(chunk);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...kept, rest.subarray(0, end)]).toString('utf8');
      kept = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    length += rest.length;
    if (length > maximumBytes) throw new LineTooLong(`a line of more than ${maximumBytes} bytes`);
    kept.push(rest);
  }
}
