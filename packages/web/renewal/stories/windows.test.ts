import '../testing/as-served.ts';
import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalVisits } from '../../testing/portal.ts';
import { anonymous, open } from '../../testing/samples.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';
import { renewalPath } from '../testing/presenting.ts';
import { scriptOf } from '../testing/pretend-script.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { pressFilled, saveFile, sayYes, toSave } from '../testing/walk.ts';

const { visit } = portalVisits();
let issuer: OpensslIssuer;
beforeAll(() => {
  issuer = opensslIssuer();
});
afterAll(() => issuer.remove());

async function begin() {
  const pretend = new PretendService(issuer.certify);
  const session: { now: SessionView } = { now: open };
  const visited = await visit(
    renewalPath,
    scriptOf(pretend, () => session.now),
  );
  return { ...visited, pretend, session };
}

describe('two windows', { timeout: 90_000 }, () => {
  it('with a name each, also when the browser copied it, and only one goes on', async () => {
    const { page, context, pretend } = await begin();
    await toSave(page);
    const opening = context.waitForEvent('page');
    // An opened window starts with a copy of its opener's session storage, and so with its name.
    await page.evaluate((path) => {
      window.open(path, '_blank');
    }, renewalPath);
    const second = await opening;
    await second.locator('h1', { hasText: '別のウィンドウで更新が進んでいます' }).waitFor();
    await second.getByRole('button', { name: 'このウィンドウで続ける' }).click();
    await second.locator('#file-password').waitFor();
    await page.locator('h1', { hasText: '手続きは別のウィンドウに移りました' }).waitFor({ timeout: 15_000 });
    expect(pretend.issued.size).toBe(1);
  });

  it('keeps its name through a reload', async () => {
    const { page } = await begin();
    await page.locator('h1', { hasText: '電子証明書の更新' }).waitFor();
    await page.reload();
    await page.locator('.banner', { hasText: '前回の続きです' }).waitFor();
  });

  it('lets the renewal go when it is closed', async () => {
    const { page, context, pretend } = await begin();
    await page.locator('h1', { hasText: '電子証明書の更新' }).waitFor();
    await (await context.newPage()).goto('about:blank');
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => pretend.calls).toContain('release');
  });
});

describe('a session that ends midway', { timeout: 60_000 }, () => {
  it('leaves page and key where they are, and the file can still be saved', async () => {
    const { page, session } = await begin();
    await toSave(page);
    session.now = { ...anonymous, ended: { code: 'session-expired', at: '2026-12-10T01:30:00Z' } };
    await page.evaluate(() => new BroadcastChannel('koshin').postMessage({ kind: 'logged-out' }));
    await page.locator('dialog', { hasText: '自動的にログアウトしました' }).waitFor();
    await page.getByRole('button', { name: '続ける' }).click();
    expect(await saveFile(page)).not.toBe('');
    session.now = open;
    await pressFilled(page);
    await page.locator('dialog .act').waitFor();
    await sayYes(page);
    await page.locator('h1', { hasText: '電子証明書の登録' }).waitFor();
  });

  it('shows the page of the ended session where nothing can be lost', async () => {
    const { page, session } = await begin();
    await page.locator('h1', { hasText: '電子証明書の更新' }).waitFor();
    session.now = { ...anonymous, ended: { code: 'session-expired', at: '2026-12-10T01:30:00Z' } };
    await pressFilled(page);
    await page.locator('h1', { hasText: '自動的にログアウトしました' }).waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
  });
});
