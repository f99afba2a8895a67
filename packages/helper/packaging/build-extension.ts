import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import type { Site } from '../extension/core/sites.ts';
import { chromiumId, ownExtensionKey, ownFirefoxId } from '../installation/extension-identity.ts';
import { helperVersion } from '../installation/version.ts';
import { extensionManifest, managedSchema } from './extension-manifest.ts';

const source = join(import.meta.dirname, '..', 'extension');
const pages = ['consent', 'pin', 'options'] as const;

export interface ExtensionBuild {
  readonly browser: 'chromium' | 'firefox';
  /** Made anew. */
  readonly folder: string;
  /** The portals that may ask. */
  readonly sites: readonly Site[];
  /**
   * Match patterns of pages that may talk to the extension at all: those of `sites` where nothing is said. Broader ones
   * let users allow more sites themselves.
   */
  readonly matches?: readonly string[];
  /** Of the bank's own extension: SubjectPublicKeyInfo in base64. */
  readonly publicKey?: string;
  readonly firefoxId?: string;
}

export interface BuiltExtension {
  readonly folder: string;
  /** How the browser names it, and the host's manifest who may start the host. */
  readonly id: string;
  readonly version: string;
}

/** Bundles the extension for one browser: an unpacked extension in `folder`. */
export async function buildExtension(asked: ExtensionBuild): Promise<BuiltExtension> {
  const { browser, folder, sites, publicKey = ownExtensionKey, firefoxId = ownFirefoxId } = asked;
  const matches = asked.matches ?? sites.map(({ origin }) => matchOf(origin));
  const version = helperVersion();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // 1. The programs.
  const define = { koshinSites: JSON.stringify(sites) };
  await bundle({ folder, define, entries: { background: 'background.ts', ...entriesOfPages }, format: 'es' });
  if (browser === 'firefox') await bundle({ folder, define: {}, entries: { bridge: 'bridge.ts' }, format: 'iife' });
  // 2. What they show.
  for (const name of pages) copyFileSync(join(source, 'pages', `${name}.html`), join(folder, `${name}.html`));
  copyFileSync(join(source, 'pages', 'pages.css'), join(folder, 'pages.css'));
  // 3. What they may.
  write(folder, 'managed-schema.json', managedSchema);
  write(folder, 'manifest.json', extensionManifest({ browser, version, matches, publicKey, firefoxId }));
  return { folder, version, id: browser === 'chromium' ? chromiumId(publicKey) : firefoxId };
}

const entriesOfPages = Object.fromEntries(pages.map((name) => [name, `pages/${name}.ts`]));

async function bundle({
  folder,
  define,
  entries,
  format,
}: {
  readonly folder: string;
  readonly define: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, string>>;
  readonly format: 'es' | 'iife';
}): Promise<void> {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(source, path)]));
  const config: InlineConfig = {
    root: source,
    configFile: false,
    logLevel: 'warn',
    define,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      // What a bank's people look through should be readable.
      minify: false,
      modulePreload: false,
      rolldownOptions: { input, output: { format, entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' } },
    },
  };
  await build(config);
}

/** Patterns know no ports in every browser; the background asks for the exact origin anyway. */
function matchOf(origin: string): string {
  return `https://${new URL(origin).hostname}/*`;
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
}
