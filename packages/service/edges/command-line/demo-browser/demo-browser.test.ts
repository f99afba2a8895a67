import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoBrowserRequest, openDemoBrowser } from './demo-browser.ts';

let empty: string;
let chromiumOnly: string;
beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), 'koshin-no-tools-'));
  chromiumOnly = mkdtempSync(join(tmpdir(), 'koshin-chromium-only-'));
  writeFileSync(join(chromiumOnly, 'chromium'), '\x7fELF', { mode: 0o755 });
});
afterAll(() => {
  for (const folder of [empty, chromiumOnly]) rmSync(folder, { recursive: true });
});

const ask = (changes: Partial<DemoBrowserRequest>) =>
  openDemoBrowser({
    url: 'http://localhost:1',
    browserArguments: ['--headless'],
    language: 'en',
    platform: 'linux',
    env: { PATH: process.env.PATH },
    say: () => {},
    ...changes,
  });

describe('the demo browser', () => {
  it.each(['darwin', 'win32'] as const)('says on %s what to do by hand', async (platform) => {
    await expect(ask({ platform })).rejects.toThrow('open http://localhost:1 and follow the three steps');
    await expect(ask({ platform, language: 'ja' })).rejects.toThrow('画面の3つの手順に従ってください');
  });

  it('names what is missing: the browser, the one package, the display, the demo', async () => {
    await expect(ask({ env: { PATH: empty } })).rejects.toThrow('Neither Chromium nor Chrome is installed');
    await expect(ask({ env: { PATH: chromiumOnly } })).rejects.toThrow('install the package libnss3-tools');
    await expect(ask({ browserArguments: [] })).rejects.toThrow('There is no display');
    await expect(ask({})).rejects.toThrow('There is no demo at http://localhost:1: start it first, by npm start.');
  });
});
