/** Why the command does not start: one plain sentence for the person who started it, and the exit code. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** 1: it cannot start like this; 2: the command was called wrongly. */
  readonly exitCode: 1 | 2;

  constructor(sentence: string, exitCode: 1 | 2 = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
