import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HttpBrowser } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { HelperPackages } from './helper-packages.ts';

const deb = { fileName: 'koshin-helper_1.2.0_amd64.deb', platform: 'debian', version: '1.2.0', tried: true };
const zip = { fileName: 'koshin-helper-1.2.0.zip', platform: 'windows', version: '1.2.0', tried: false };
const changes = [{ version: '1.2.0', on: '2026-11-26', texts: [{ ja: '変更', en: 'A change' }] }];
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let means: TestMeans;
let service: TestService;
let browser: HttpBrowser;
let folder: string;
beforeAll(async () => {
  means = await testMeans();
  await testBank(means);
  folder = mkdtempSync(join(tmpdir(), 'koshin-offered-'));
  service = await testService(means, { helperPackages: new HelperPackages(folder) });
  browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
});
afterAll(async () => {
  await service.stop();
  await means.close();
  rmSync(folder, { recursive: true });
});

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
beforeEach(() => {
  put(deb.fileName, 'the package');
  put(zip.fileName, 'another one');
  put('secret.txt', 'not for customers');
  put('packages.json', JSON.stringify({ packages: [deb, zip], changes }));
});

const list = async () => saying(DownloadList, await browser.get(portalPaths.downloads));

describe('the helper’s packages', () => {
  it('are listed for anyone, with size and SHA-256 of what is really there', async () => {
    expect(await list()).toEqual({
      packages: [
        { ...deb, bytes: 11, sha256: sha256('the package') },
        { ...zip, bytes: 11, sha256: sha256('another one') },
      ],
      changes,
    });
  });

  it('are given out as they were measured, to be kept as a file', async () => {
    const [listed] = (await list()).packages;
    const given = await browser.get(portalPaths.download(deb.fileName));
    expect([given.status, sha256(given.body)]).toEqual([200, listed?.sha256]);
    expect(given.headers).toMatchObject({
      'content-length': '11',
      'content-disposition': `attachment; filename="${deb.fileName}"`,
      'x-content-type-options': 'nosniff',
    });
  });

  it('that are filled anew are offered anew, without a restart', async () => {
    await list();
    const newer = { ...deb, fileName: 'koshin-helper_1.3.0_amd64.deb', version: '1.3.0' };
    put(newer.fileName, 'a newer package');
    put(zip.fileName, 'the same name, otherwise');
    put('packages.json', JSON.stringify({ packages: [newer, zip], changes }));
    expect((await list()).packages).toMatchObject([
      { version: '1.3.0', sha256: sha256('a newer package') },
      { sha256: sha256('the same name, otherwise') },
    ]);
    // What is listed no more is given out no more.
    expect((await browser.get(portalPaths.download(deb.fileName))).status).toBe(404);
  });

  it.each(['secret.txt', 'packages.json', '..%2Fsecret.txt', '%2Fetc%2Fpasswd', 'x'.repeat(90)])(
    'have nothing else beside them that is given out: %s',
    async (name) => {
      const given = await browser.get(portalPaths.download(name));
      expect(given.status).toBeGreaterThanOrEqual(400);
      expect(given.body).not.toContain('not for customers');
    },
  );

  it.each([
    ['a list that is none', () => put('packages.json', '{"packages": 7}')],
    ['no JSON', () => put('packages.json', 'no JSON')],
    [
      'a path for a name',
      () => put('packages.json', JSON.stringify({ packages: [{ ...deb, fileName: '../x' }], changes })),
    ],
    ['a package that is not there', () => rmSync(join(folder, zip.fileName))],
  ])('count as none with %s, and the rest of the portal goes on', async (_what, spoil) => {
    spoil();
    await expect(new HelperPackages(folder).list()).rejects.toThrow(folder);
    expect(await list()).toEqual({ packages: [], changes: [] });
    expect((await browser.get(portalPaths.download(deb.fileName))).status).toBe(404);
    expect((await browser.get(portalPaths.session)).status).toBe(200);
  });

  it('are nobody’s at a host that is no portal', async () => {
    const stranger = new HttpBrowser({
      origin: service.portalOrigin('x'.repeat(21)),
      ca: service.serverCa,
    });
    await expect(stranger.get(portalPaths.downloads)).resolves.toMatchObject({ status: 404 });
  });
});

it('an installation without packages offers none', async () => {
  const bare = await testService(means);
  const visitor = new HttpBrowser({ origin: bare.portalOrigin('mihon'), ca: bare.serverCa });
  expect(saying(DownloadList, await visitor.get(portalPaths.downloads))).toEqual({ packages: [], changes: [] });
  expect((await visitor.get(portalPaths.download(deb.fileName))).status).toBe(404);
  await bare.stop();
});
