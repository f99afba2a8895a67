/** Why the command does not start: one plain sentence for the person who started it, and the exit code. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** 1: it cannot start like this; 2: the command was called wrongly; 4: what it needs cannot be reached now. */
  readonly exitCode: 1 | 2 | 4;

  constructor(sentence: string, exitCode: 1 | 2 | 4 = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
