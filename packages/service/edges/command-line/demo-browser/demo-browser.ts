import { spawn } from 'node:child_process';
import { StartError } from '../../../configuration/start-error.ts';
import type { Language } from '../language.ts';
import { BrowserProfile, type NssTools } from './browser-profile.ts';
import { findBrowser, findInPath } from './find-browser.ts';
import { askDemo, download } from './running-demo.ts';
import { type Words, words } from './words.ts';

export interface DemoBrowserRequest {
  /** Of the demo's start page, without a slash at the end. */
  readonly url: string;
  readonly browserArguments: readonly string[];
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (text: string) => void;
}

/**
 * Opens a fresh Chromium that trusts the demo's root and has its customers' certificates, at the start page.
 * Resolves to the browser's exit code when it is closed and its profile removed. Throws StartError, in the person's
 * language, for what is missing.
 */
export async function openDemoBrowser(request: DemoBrowserRequest): Promise<number> {
  const { url, language, say } = request;
  const t = words[language];
  // 1. What there is: a system on which this can be done, a browser, NSS's tools, a display, a demo.
  if (request.platform !== 'linux') throw new StartError(t.byHand(url));
  const path = browserIn(request, t);
  const tools = toolsIn(request, t);
  const demo = await askDemo(url);
  if (demo === null) throw new StartError(t.noDemo(url));
  const profile = await BrowserProfile.make(tools);
  try {
    // 2. The certificates.
    say(t.preparing(demo.files.length));
    await profile.trustRoot(demo.root);
    const files = await Promise.all(
      demo.files.map(async ({ url: from, password }) => ({ content: await download(from), password })),
    );
    // One after the other: NSS's database has one writer.
    for (const file of files) await profile.importFile(file);
    // 3. The browser.
    say(t.open);
    return await browse(path, profile, request);
  } finally {
    await profile.remove();
  }
}

function browserIn({ env, url, browserArguments }: DemoBrowserRequest, t: Words): string {
  const found = findBrowser(env.PATH ?? '');
  if (found.kind === 'none') throw new StartError(t.noBrowser(url));
  if (found.kind === 'snap-only') throw new StartError(t.snapOnly(url));
  const needsDisplay = !browserArguments.some((argument) => argument.startsWith('--headless'));
  if (needsDisplay && !env.DISPLAY && !env.WAYLAND_DISPLAY) throw new StartError(t.noDisplay);
  return found.path;
}

function toolsIn({ env }: DemoBrowserRequest, t: Words): NssTools {
  const [certutil, pk12util] = ['certutil', 'pk12util'].map((name) => findInPath(name, env.PATH ?? ''));
  if (!certutil || !pk12util) throw new StartError(t.noTools);
  return { certutil, pk12util };
}

/** Ends with this process, too: a browser without its profile's keeper would be left over. */
function browse(path: string, profile: BrowserProfile, request: DemoBrowserRequest): Promise<number> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    `--user-data-dir=${profile.userDataFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--password-store=basic',
    ...asRoot,
    ...request.browserArguments,
    `${request.url}/`,
  ];
  const env = { ...request.env, HOME: profile.home };
  const browser = spawn(path, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const end = () => browser.kill('SIGTERM');
  process.on('SIGINT', end).on('SIGTERM', end);
  return new Promise<number>((resolve, reject) => {
    browser.once('error', reject);
    browser.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => process.off('SIGINT', end).off('SIGTERM', end));
}
