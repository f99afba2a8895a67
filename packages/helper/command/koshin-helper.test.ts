import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chromiumId, ownExtensionKey } from '../installation/extension-identity.ts';
import { launcherIn } from '../installation/install.ts';

function pc() {
  const home = mkdtempSync(join(tmpdir(), 'koshin-pc-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const run = (program: string, args: readonly string[], language = 'C') => {
    const env = { ...process.env, HOME: home, LC_ALL: language, KOSHIN_HELPER_PKCS11_MODULE: '/nowhere/module.so' };
    const path = join(import.meta.dirname, program);
    return spawnSync(process.execPath, [path, ...args], { encoding: 'utf8', env, input: '' });
  };
  return { home, helper: (...args: string[]) => run('koshin-helper.ts', args), run };
}

describe('koshin-helper', () => {
  it('says what is missing, is installed, finds all, and leaves the user’s keys when it goes', () => {
    const { home, helper } = pc();
    expect(helper('doctor').stdout).toContain('No browser knows of it. Run koshin-helper install.');
    expect(helper('install').stdout.trim().split('\n')).toHaveLength(5);
    const healthy = helper('doctor', '--json');
    expect(healthy.status, healthy.stdout + healthy.stderr).toBe(0);
    expect(JSON.parse(healthy.stdout)).toContainEqual({ state: 'fine', what: 'store-writable', facts: {} });
    expect(helper('uninstall').status).toBe(0);
    expect(existsSync(launcherIn({ home }))).toBe(false);
    expect(existsSync(join(home, '.pki/nssdb/key4.db'))).toBe(true);
    expect(helper('doctor').status).toBe(1);
  });

  it('speaks Japanese at a Japanese terminal', () => {
    const { run } = pc();
    expect(run('koshin-helper.ts', ['doctor'], 'ja_JP.UTF-8').stdout).toContain('どのブラウザにも登録されていません');
  });

  it('started by a browser that closes the port at once, ends by itself', () => {
    const { helper } = pc();
    expect(helper('host', 'chrome-extension://abc/')).toMatchObject({ status: 0, stdout: '' });
  });

  it.each([['--help'], ['help'], ['install', '--help']])('tells what it can do by %j, and does nothing', (...args) => {
    const { home, helper } = pc();
    expect(helper(...args)).toMatchObject({ status: 0, stdout: expect.stringContaining('koshin-helper token init') });
    expect(readdirSync(home)).toEqual([]);
  });

  it.each([['sing'], [], ['doctor', '--quickly']])('refuses %j', (...args) => {
    expect(pc().helper(...args).status).toBe(2);
  });
});

describe('making the extension', () => {
  it('says what it takes when it is asked for something else', () => {
    const { status, stderr } = pc().run('../packaging/make-extension.ts', ['--help']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('--browser chromium|firefox --sites'),
    });
  });

  it('puts the bank’s portals into it, under the ID that the host lets in', () => {
    const { home, run } = pc();
    const sites = [{ origin: 'https://mihon.portal.example', bank: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' } }];
    writeFileSync(join(home, 'sites.json'), JSON.stringify(sites));
    const args = ['--browser', 'chromium', '--sites', join(home, 'sites.json'), '--folder', join(home, 'extension')];
    const made = run('../packaging/make-extension.ts', args);
    expect(JSON.parse(made.stdout)).toMatchObject({ id: chromiumId(ownExtensionKey) });
    const manifest = JSON.parse(readFileSync(join(home, 'extension', 'manifest.json'), 'utf8'));
    expect(manifest.externally_connectable.matches).toEqual(['https://mihon.portal.example/*']);
    expect(readFileSync(join(home, 'extension', 'background.js'), 'utf8')).toContain('見本信用金庫');
  });

  it('takes no list without portals, and none over http', () => {
    const { home, run } = pc();
    for (const sites of ['[]', '[{"origin":"http://a.example","bank":{"ja":"a","en":"a"}}]']) {
      writeFileSync(join(home, 'sites.json'), sites);
      const args = ['--browser', 'chromium', '--sites', join(home, 'sites.json'), '--folder', join(home, 'x')];
      expect(run('../packaging/make-extension.ts', args).status).toBe(2);
    }
  });
});
