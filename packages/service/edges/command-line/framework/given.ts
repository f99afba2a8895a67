import { wrongUsage } from './wrong-usage.ts';

/** What was typed behind a command, by name; what its files hold, as octets. */
export interface Typed {
  readonly operand: string | null;
  /** A flag that is set has an empty value. */
  readonly options: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Takes the values of a command whose names have been checked. */
export class Given {
  readonly #typed: Typed;
  readonly #called: string;

  constructor(called: string, typed: Typed) {
    this.#called = called;
    this.#typed = typed;
  }

  get operand(): string | null {
    return this.#typed.operand;
  }

  flag(name: string): boolean {
    return this.#typed.options.has(name);
  }

  text(name: string): string | null {
    return this.#typed.options.get(name) ?? null;
  }

  /** Throws StartError (usage) when it was not given: also where one option needs another. */
  needed(name: string): string {
    return this.text(name) ?? this.missing(name);
  }

  /** A whole number in the range, or what holds where nothing is said. */
  number(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const text = this.text(name);
    if (text === null) return otherwise;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw wrongUsage(`--${name} takes a whole number from ${min} to ${max}, not ${text}`, this.#called);
  }

  /** One of these words, or the first where nothing is said. */
  oneOf<const Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const text = this.text(name);
    if (text === null) return words[0];
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw wrongUsage(`--${name} takes one of ${words.join(', ')}, not ${text}`, this.#called);
  }

  /** The content of the file, as text in UTF-8; null when it was not given. */
  file(name: string): string | null {
    const octets = this.octets(name);
    if (octets === null) return null;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(octets);
    } catch {
      throw wrongUsage(`the file of --${name} is no text in UTF-8`, this.#called);
    }
  }

  /** The passphrase in the file; an editor's line end is no part of it. */
  secret(name: string): string | null {
    return this.file(name)?.replace(/\r?\n$/, '') ?? null;
  }

  octets(name: string): Uint8Array | null {
    return this.#typed.files.get(name) ?? null;
  }

  missing(name: string): never {
    throw wrongUsage(`--${name} is missing`, this.#called);
  }

  wrong(what: string): Error {
    return wrongUsage(what, this.#called);
  }
}
