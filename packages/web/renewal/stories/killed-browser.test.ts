import '../testing/as-served.ts';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChromiumProfile, chromiumProfile, launchChromium } from '../../../../tests/testkit/chromium.ts';
import { type BuiltPages, buildPages } from '../../testing/build-pages.ts';
import { type Script, startFakeService } from '../../testing/fake-service.ts';
import { open } from '../../testing/samples.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';
import { keptDigests, renewalPath } from '../testing/presenting.ts';
import { scriptOf } from '../testing/pretend-script.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { filePassword, pressFilled, saveFile, sayYes, toConsent, toImport, toSave } from '../testing/walk.ts';

let issuer: OpensslIssuer;
let pages: BuiltPages;
beforeAll(async () => {
  issuer = opensslIssuer();
  pages = await buildPages('index.html');
}, 120_000);
afterAll(async () => {
  await pages.remove();
  issuer.remove();
});

/** A window is given up for lost 25 seconds after its last signal; the pretended service does not wait for that. */
const forgotten = (service: PretendService) => {
  service.holder = null;
};

/** Walks until the browser is killed, and comes back in the same profile: what the window then shows. */
async function killedIn<T>(
  walk: (page: Page) => Promise<T>,
  { script = (normal) => normal }: { script?: (normal: Script) => Script } = {},
) {
  const pretend = new PretendService(issuer.certify);
  const service = await startFakeService(pages.folder);
  const profile: ChromiumProfile = chromiumProfile();
  const normal = scriptOf(pretend, () => open);
  service.answer(script(normal));
  const first = await launchChromium(profile);
  const page = await first.context.newPage();
  await page.goto(service.origin + renewalPath);
  const walked = await walk(page);
  const [kept] = await page.evaluate(keptDigests);
  await first.kill();
  forgotten(pretend);
  service.answer(normal);
  const second = await launchChromium(profile);
  const again = await second.context.newPage();
  await again.goto(service.origin + renewalPath);
  const end = async () => {
    await second.close();
    await profile.remove();
    await service.close();
  };
  return { page: again, pretend, kept, walked, end };
}

function keyDigestIn(file: string): string {
  const pem = execFileSync('openssl', ['pkcs12', '-in', file, '-nocerts', '-nodes', '-passin', `pass:${filePassword}`]);
  return createHash('sha256')
    .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

const openKey = async (page: Page) => {
  await page.locator('#file-password').fill(filePassword);
  await pressFilled(page);
};

describe('a browser killed (SIGKILL) in the middle of a renewal', { timeout: 120_000 }, () => {
  it('before the request was sent: the next window sends the request of the same key', async () => {
    const { page, pretend, kept, end } = await killedIn((first) => toConsent(first, 2));
    await page.locator('.banner', { hasText: '前回の続きです' }).waitFor();
    await pressFilled(page);
    await openKey(page);
    await page.locator('dialog .act').waitFor();
    await sayYes(page);
    await page.locator('h1', { hasText: '電子証明書ファイルの保存' }).waitFor();
    expect([...pretend.issued.keys()]).toEqual([kept]);
    await end();
  });

  it('while the certificate was on its way: the same request gets the same certificate', async () => {
    const losingAnswers = (normal: Script): Script => ({
      ...normal,
      'POST /api/renewals/:id/requests': (body) => {
        normal['POST /api/renewals/:id/requests']?.(body);
        return 'cut';
      },
    });
    const { page, pretend, kept, end } = await killedIn(
      async (first) => {
        await toConsent(first, 2);
        await sayYes(first);
        await first.locator('.banner').waitFor();
      },
      { script: losingAnswers },
    );
    await page.locator('h1', { hasText: '更新の続き' }).waitFor();
    await openKey(page);
    await page.locator('h1', { hasText: '電子証明書ファイルの保存' }).waitFor();
    const file = await saveFile(page);
    expect([keyDigestIn(file), pretend.issued.size]).toEqual([kept, 1]);
    await end();
  });

  it('before the file was saved: the same certificate is saved, once the password opens the key', async () => {
    const { page, pretend, kept, end } = await killedIn(toSave);
    await page.locator('#file-password').fill('another one 12');
    await pressFilled(page);
    await page.locator('.frame.error', { hasText: 'ファイルのパスワードが一致しませんでした' }).waitFor();
    await openKey(page);
    await page.locator('h1', { hasText: '電子証明書ファイルの保存' }).waitFor();
    expect([keyDigestIn(await saveFile(page)), pretend.issued.size]).toEqual([kept, 1]);
    await end();
  });

  it('after the file was saved: the steps of registering are shown', async () => {
    const { page, end } = await killedIn(toImport);
    await page.locator('h1', { hasText: '更新の続き' }).waitFor();
    await page.getByRole('button', { name: '登録の手順へ進む' }).click();
    await page.locator('h1', { hasText: '電子証明書の登録' }).waitFor();
    await end();
  });
});
