import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { takeCare } from '../../processes/take-care.ts';

export interface NodeProgram {
  /** To be run by Node. */
  readonly path: string;
  /** Folder of what Node has compiled of it, for the next start. */
  readonly compileCache: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const made = new Map<string, Promise<NodeProgram>>();

/**
 * A program (`node-process.ts` unless another is named) with all it imports in one file: a node that is started hundreds of times would spend most of its
 * life on finding a thousand modules. Made once by each process of tests, in a folder that goes with it.
 */
export function nodeProgram(entry: URL = new URL('node-process.ts', import.meta.url)): Promise<NodeProgram> {
  const known = made.get(entry.href) ?? bundle(entry);
  made.set(entry.href, known);
  return known;
}

async function bundle(entry: URL): Promise<NodeProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-node-'));
  takeCare({ run: [], remove: [folder] });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    build: {
      ssr: fileURLToPath(entry),
      outDir: join(folder, 'program'),
      emptyOutDir: true,
      minify: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'node.mjs' } },
    },
    // Their native parts are found beside them.
    ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
  });
  return { path: join(folder, 'program', 'node.mjs'), compileCache: join(folder, 'compiled') };
}
