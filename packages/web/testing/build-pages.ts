import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const web = join(import.meta.dirname, '..');

export interface BuiltPages {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Builds the pages as they are served (`index.html`), or the components' examples, into a folder of its own. */
export async function buildPages(document: 'index.html' | 'examples.html'): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'koshin-pages-'));
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: join(web, document) } },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
