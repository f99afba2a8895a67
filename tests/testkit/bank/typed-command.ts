import { allCommands } from '@koshin/service/edges/command-line/commands/all-commands.ts';
import { answer } from '@koshin/service/edges/command-line/framework/answer.ts';
import { parseInvocation } from '@koshin/service/edges/command-line/framework/parse-invocation.ts';
import type { Language } from '@koshin/service/edges/command-line/language.ts';
import { type MemorySigner, memorySigner } from './memory-signer.ts';
import type { TestMeans } from './test-means.ts';

export interface Typed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Of the standard output, where it is JSON. */
  readonly json: () => Record<string, unknown>;
}

/** A terminal at the test's means: commands are typed as words, files and key folders are what the test says. */
export class TestTerminal {
  readonly #means: TestMeans;
  readonly files: Map<string, string | Uint8Array> = new Map();
  readonly #folders = new Map<string, MemorySigner>();
  language: Language = 'en';

  constructor(means: TestMeans) {
    this.#means = means;
  }

  /** The keys on a medium; the same as often as it is put in. */
  keyFolder(folder: string): MemorySigner {
    const known = this.#folders.get(folder) ?? memorySigner();
    this.#folders.set(folder, known);
    return known;
  }

  /** Throws what the command line throws for wrong usage, and what is a fault of ours. */
  async type(...argv: readonly string[]): Promise<Typed> {
    const invocation = parseInvocation(argv, allCommands);
    if (invocation.kind !== 'run') throw new Error('this asks for help');
    const said = { out: '', err: '' };
    const files = [...invocation.options].flatMap(([name, path]): [string, Uint8Array][] => {
      if (invocation.spec.options[name]?.kind !== 'file') return [];
      const content = this.files.get(path);
      if (content === undefined) throw new Error(`the test has no file ${path}`);
      return [[name, typeof content === 'string' ? new TextEncoder().encode(content) : content]];
    });
    const exitCode = await answer(
      invocation,
      {
        means: this.#means,
        language: this.language,
        files: new Map(files),
        openKeyFolder: ({ folder }) => this.keyFolder(folder),
        onFault(error) {
          throw error;
        },
      },
      {
        out(text) {
          said.out += text;
        },
        err(text) {
          said.err += text;
        },
      },
    );
    return { exitCode, ...said, json: () => JSON.parse(said.out) };
  }
}

/** A bank as its file describes it. */
export function bankFile(differing: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    id: 'aozora',
    name: { ja: '青空信用金庫', en: 'Aozora Shinkin Bank' },
    serviceName: { ja: 'WEB-FBサービス', en: 'WEB-FB service' },
    helpDesk: { ja: 'ヘルプデスク', en: 'help desk' },
    phone: '0120-000-000',
    phoneHours: { ja: '平日9:00から18:00まで', en: 'weekdays 9:00 to 18:00' },
    ...differing,
  });
}
