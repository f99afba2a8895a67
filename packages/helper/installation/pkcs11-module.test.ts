import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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

  it.each(['no JSON', '{"pkcs11Module": 7}'])('is missing where the settings say %s', (text) => {
    expect(() => pkcs11Module({}, settings(text))).toThrow('helper-module-missing');
  });

  it.each(['null', '[]', '"text"'])('is the usual one where the settings are %s', (text) => {
    expect(pkcs11Module({}, settings(text))).toBe('opensc-pkcs11.so');
  });
});
