import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoresOfThisPc } from '../key-stores/stores-of-this-pc.ts';
import { pkcs11Module } from './pkcs11-module.ts';

function settings(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'koshin-helper.json');
  writeFileSync(path, text);
  return path;
}

describe('the module that reads tokens', () => {
  it('is OpenSC’s where nobody says another', () => {
    expect(pkcs11Module({}, '/nowhere/koshin-helper.json')).toBe('opensc-pkcs11.so');
    expect(pkcs11Module({ KOSHIN_HELPER_PKCS11_MODULE: '' }, settings('{}'))).toBe('opensc-pkcs11.so');
  });

  it('is the one of the settings, and that of the environment before it', () => {
    const path = settings('{"pkcs11Module": "/opt/token/lib.so"}');
    expect(pkcs11Module({}, path)).toBe('/opt/token/lib.so');
    expect(pkcs11Module({ KOSHIN_HELPER_PKCS11_MODULE: '/tmp/other.so' }, path)).toBe('/tmp/other.so');
  });

  it.each(['', 'no JSON', '{"pkcs11Module": 7}'])(
    'is missing where the settings say %s, and the PC’s store is not',
    async (text) => {
      const path = settings(text);
      const facts = { browserPid: process.pid, home: dirname(path), tokenModule: pkcs11Module({}, path) };
      const stores = new StoresOfThisPc(facts);
      onTestFinished(() => stores.close());
      expect(await stores.tokens()).toEqual({ moduleName: 'koshin-helper.json', moduleFound: false, present: [] });
      await expect(stores.openToken('1')).rejects.toMatchObject({ code: 'helper-module-missing' });
      expect(await (await stores.pc())?.store.isWritable()).toBe(true);
    },
  );

  it('is missing where the settings are there and nobody can read them', () => {
    const folder = dirname(settings('{}'));
    expect(pkcs11Module({}, folder)).toBe(folder);
  });

  it.each(['null', '[]', '"text"'])('is the usual one where the settings are %s', (text) => {
    expect(pkcs11Module({}, settings(text))).toBe('opensc-pkcs11.so');
  });
});
