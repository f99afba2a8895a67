import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How the host of a test behaves from its next request on. */
export interface HostScript {
  readonly version: string;
  /** Where it never answers: at all, or at what has to do with the PC's store. */
  readonly hang: 'status' | 'pc' | null;
  readonly tokenPlugged: boolean;
  /** What it says instead of its answers: no answer of the contract, octets without a frame, more than browsers take. */
  readonly says: 'malformed' | 'unframed' | 'too-long' | null;
}

const usual: HostScript = { version: '1.2.3', hang: null, tokenPlugged: true, says: null };

/** The host of one browser profile. Its stores live as long as its process. */
export class ScriptedHost {
  readonly #folder: string;
  readonly launcher: string;

  constructor(home: string) {
    this.#folder = join(home, 'scripted-host');
    this.launcher = join(this.#folder, 'launcher.sh');
    mkdirSync(this.#folder);
    writeFileSync(join(this.#folder, 'pids'), '');
    writeFileSync(join(this.#folder, 'log'), '');
    const host = fileURLToPath(new URL('scripted-host-process.ts', import.meta.url));
    const lines = ['#!/bin/sh', `export KOSHIN_SCRIPT='${this.#folder}'`, `exec '${process.execPath}' '${host}' "$@"`];
    writeFileSync(this.launcher, `${lines.join('\n')}\n`, { mode: 0o755 });
    this.behave({});
  }

  behave(script: Partial<HostScript>): void {
    writeFileSync(join(this.#folder, 'script.json'), JSON.stringify({ ...usual, ...script }));
  }

  /** Of every host that was started, in order. */
  pids(): readonly number[] {
    return this.#lines('pids').map(Number);
  }

  /** What hosts wrote of what they did: one line for each request. */
  log(): readonly { readonly what: string; readonly came: string; readonly pins: number }[] {
    return this.#lines('log').map((line) => JSON.parse(line));
  }

  #lines(name: string): readonly string[] {
    return readFileSync(join(this.#folder, name), 'utf8').split('\n').filter(Boolean);
  }
}
