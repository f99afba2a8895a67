import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceProcess, startService } from '../../../tests/testkit/service-process.ts';

const program = join(import.meta.dirname, 'koshin.ts');
const forTheBrowser = ['--headless', '--remote-debugging-port=0', '--disable-gpu'];

describe('koshin demo-browser', { timeout: 120_000 }, () => {
  let service: ServiceProcess;
  let command: ChildProcessByStdio<null, null, Readable>;
  let said = '';
  let browser: Browser;

  beforeAll(async () => {
    service = await startService();
    const { PATH = '' } = process.env;
    command = spawn(
      process.execPath,
      [program, 'demo-browser', '--url', `${service.status}/`, '--', ...forTheBrowser],
      {
        env: { PATH, LANG: 'ja_JP.UTF-8', LANGUAGE: 'ja' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    command.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    browser = await connected(await devTools());
  }, 120_000);
  afterAll(async () => {
    command.kill('SIGKILL');
    await service.stop();
  });

  /** While Chromium is still opening its first page, it may take a connection and never answer on it. */
  async function connected(url: string, tries = 3): Promise<Browser> {
    try {
      return await chromium.connectOverCDP(url, { timeout: 15_000 });
    } catch (error) {
      if (tries === 1) throw error;
      return connected(url, tries - 1);
    }
  }

  /** Chromium says on standard error where it can be driven. */
  async function devTools(): Promise<string> {
    for (;;) {
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (url !== undefined) return url;
      if (command.exitCode !== null) throw new Error(`the command ended: ${said}`);
      await once(command.stderr, 'data');
    }
  }

  /** As the browser itself says. */
  let profile = '';

  it('opens the start page in a browser that trusts the root', async () => {
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('no page is open');
    await page.waitForURL(`${service.status}/`);
    await page.locator('[data-check="root"] [data-when="done"]').waitFor({ state: 'visible' });
    expect(said).toContain('20枚の電子証明書を取り込んでいます');
  });

  it('has the certificates: a portal gets one of its own bank', async () => {
    const page = await browser.contexts()[0]?.newPage();
    if (!page) throw new Error('no page was opened');
    await page.goto(`${service.portals.reiji}/api/session`);
    const url = await page.evaluate(`fetch('/api/presentations', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'koshin-csrf': JSON.parse(document.body.innerText).csrf },
      body: '{}',
    }).then((answer) => answer.json()).then(({ url }) => url)`);
    await page.goto(String(url));
    const state = await (await fetch(`${service.status}/demo/state.json`)).json();
    expect(state).toMatchObject({ presented: [{ bank: 'reiji' }] });
    await page.goto('chrome://version');
    const path = await page.locator('#profile_path').innerText();
    profile = /^.*koshin-demo-browser-[^/]+/.exec(path)?.[0] ?? '';
    expect(existsSync(profile)).toBe(true);
  });

  it('ends with the browser and leaves no profile behind', async () => {
    const ended = once(command, 'exit');
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => {});
    expect(await ended).toEqual([0, null]);
    expect(existsSync(profile)).toBe(false);
  });
});
