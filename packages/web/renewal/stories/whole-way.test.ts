import '../testing/as-served.ts';
import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalVisits } from '../../testing/portal.ts';
import { open } from '../../testing/samples.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';
import { keptDigests, presentationHosts, renewalPath } from '../testing/presenting.ts';
import { scriptOf } from '../testing/pretend-script.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { idOf } from '../testing/samples.ts';
import { filePassword, pressFilled, toImport } from '../testing/walk.ts';

const { visit } = portalVisits();
let issuer: OpensslIssuer;
beforeAll(() => {
  issuer = opensslIssuer();
});
afterAll(() => issuer.remove());

/** The digest of the key in a PKCS#12 file, as OpenSSL opens it. */
function keyDigestIn(file: string): string {
  const pem = execFileSync('openssl', ['pkcs12', '-in', file, '-nocerts', '-nodes', '-passin', `pass:${filePassword}`]);
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

async function begin(session: Partial<typeof open> = {}) {
  const service = new PretendService(issuer.certify);
  const visited = await visit(
    renewalPath,
    scriptOf(service, () => ({ ...open, ...session })),
  );
  return { ...visited, pretend: service };
}

describe('the way without helper, from 更新 to the proof', { timeout: 60_000 }, () => {
  it('gives the customer a file with the key of his certificate, and is complete once that is presented', async () => {
    const { page, context, service, pretend } = await begin();
    const chosen = () => idOf(2);
    await presentationHosts(context, { service: pretend, origin: service.origin, chosen });
    const file = await toImport(page);
    const [issued] = [...pretend.issued.keys()];
    expect(keyDigestIn(file)).toBe(issued);
    expect(await page.evaluate(keptDigests)).toEqual([issued]);
    await pressFilled(page);
    await page.locator('h1', { hasText: '電子証明書のインストールが完了しました' }).waitFor();
    expect(pretend.calls).toContain('report-installed');
    expect(await page.evaluate(keptDigests)).toEqual([]);
  });

  it('shows the contents again after a reload, and puts them on paper in black, without buttons, steps and footer', async () => {
    const { page, context, service, pretend } = await begin();
    await presentationHosts(context, { service: pretend, origin: service.origin, chosen: () => idOf(2) });
    await toImport(page);
    await pressFilled(page);
    const done = page.locator('h1', { hasText: '電子証明書のインストールが完了しました' });
    await done.waitFor();
    await page.reload();
    await done.waitFor();

    const parts = ['.actions', '.stepline', '.tools', '.foot'];
    for (const part of parts) expect(await page.locator(part).isVisible(), part).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const part of parts) expect(await page.locator(part).isVisible(), part).toBe(false);
    expect(await done.isVisible()).toBe(true);
    const ledger = page.locator('.ledger');
    expect(await ledger.isVisible()).toBe(true);
    expect(await ledger.innerText()).toMatch(/\d{4}年\d{1,2}月\d{1,2}日から\d{4}年\d{1,2}月\d{1,2}日まで/);
    const colours = await page.evaluate(() =>
      [...document.querySelectorAll('h1, main p, main dt, main dd, main dd *')].map(
        (part) => getComputedStyle(part).color,
      ),
    );
    expect(new Set(colours)).toEqual(new Set(['rgb(0, 0, 0)']));
  });

  it('retries after the earlier certificate was chosen, without a restart', async () => {
    const { page, context, service, pretend } = await begin();
    const choices = ['the earlier one', idOf(2)];
    await presentationHosts(context, {
      service: pretend,
      origin: service.origin,
      chosen: () => choices.shift() ?? null,
    });
    await toImport(page);
    await pressFilled(page);
    await page.locator('h1', { hasText: '更新前の電子証明書が選ばれました' }).waitFor();
    await pressFilled(page);
    await page.locator('h1', { hasText: '電子証明書のインストールが完了しました' }).waitFor();
  });

  it('says why nothing came when the customer comes back from the presentation by himself', async () => {
    const { page, context } = await begin();
    await context.route('https://*.cert.localhost/**', (route) => route.fulfill({ body: 'nothing comes of this' }));
    await toImport(page);
    await pressFilled(page);
    await page.waitForURL('https://*.cert.localhost/**');
    await page.goBack();
    await page.locator('h1', { hasText: '電子証明書の確認が終わりませんでした' }).waitFor();
    await page.getByRole('button', { name: '登録の手順に戻る' }).click();
    await page.locator('h1', { hasText: '電子証明書の登録' }).waitFor();
  });

  it('tells the portal behind it that the renewal has changed', async () => {
    const { page, context, service } = await begin();
    const behind = await context.newPage();
    await behind.goto(`${service.origin}/mail-check`);
    await behind.evaluate(() => {
      new BroadcastChannel('koshin').onmessage = ({ data }) => {
        document.title = `heard ${JSON.stringify(data)}`;
      };
    });
    await toImport(page);
    await behind.waitForFunction(() => document.title.startsWith('heard'));
    expect(await behind.title()).toBe('heard {"kind":"renewal-changed"}');
  });
});
