import type { Readable, Writable } from 'node:stream';

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: Pick<Writable, 'write'>;
}

/** End of text (Ctrl+C), end of transmission (Ctrl+D), and what keyboards send to erase. */
const [interrupt, end, erasing] = ['\u0003', '\u0004', ['\u0008', '\u007f']];

/**
 * Asks a person at the terminal for a secret; nothing of it is shown. Null when there is no person (the input is no
 * terminal), or he gives up (Ctrl+C, Ctrl+D on an empty line, or an empty line).
 */
export async function askSecret({ input, output }: Terminal, question: string): Promise<string | null> {
  if (!input.isTTY) return null;
  // First, so that what comes with the question is not shown either.
  input.setRawMode?.(true);
  input.setEncoding('utf8');
  output.write(question);
  try {
    return await readLine(input);
  } finally {
    input.setRawMode?.(false);
    input.pause();
    output.write('\n');
  }
}

function readLine(input: Readable): Promise<string | null> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (answer: string | null) => {
      input.off('data', read);
      input.off('end', leave);
      typed = [];
      resolve(answer === '' ? null : answer);
    };
    const leave = () => finish(null);
    const read = (text: string) => {
      for (const character of text) {
        if (character === interrupt) return finish(null);
        if (character === '\r' || character === '\n' || character === end) return finish(typed.join(''));
        if (erasing.includes(character)) typed.pop();
        else typed.push(character);
      }
    };
    input.on('data', read);
    input.on('end', leave);
  });
}
