import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostStatus } from '@koshin/wire/helper/status.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browserFolders } from '../installation/browser-folders.ts';
import { installHost, launcherIn } from '../installation/install.ts';
import { say } from './doctor-words.ts';
import { examine } from './examine.ts';

type Status = Pick<HostStatus, 'pc' | 'tokens'>;
const well: Status = {
  pc: { kind: 'nss', writable: true, protection: 'marked' },
  tokens: {
    moduleName: 'opensc-pkcs11.so',
    moduleFound: true,
    present: [{ serial: '0123456789', label: 'Koshin USB', pin: 'untouched' }],
  },
};

function installed() {
  const home = mkdtempSync(join(tmpdir(), 'koshin-doctor-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  installHost({ home }, { node: process.execPath, program: '/opt/koshin-helper.ts' });
  return { home };
}

const found = (scope: { home: string }, status: Status = well, nodeVersion = 'v24.1.0') =>
  examine({ nodeVersion, scopes: [scope], status });
const troubles = (...given: Parameters<typeof found>) =>
  found(...given)
    .filter(({ state }) => state === 'trouble')
    .map(({ what }) => what);

describe('doctor', () => {
  it('finds nothing wrong with a PC where all is there, and says what protects a key', () => {
    const findings = found(installed());
    expect(findings.filter(({ state }) => state === 'trouble')).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual([
      'node',
      ...new Array(4).fill('browser-ready'),
      'store-writable',
      'store-keeps-no-secret',
      'module-found',
      'token',
    ]);
  });

  it('says what each missing part is', () => {
    const scope = installed();
    expect(troubles(scope, well, 'v20.20.2')).toEqual(['node-too-old']);
    expect(troubles(scope, { ...well, pc: null })).toEqual(['store-missing']);
    expect(troubles(scope, { ...well, pc: { kind: 'nss', writable: false, protection: 'marked' } })).toEqual([
      'store-not-writable',
    ]);
    const [token] = well.tokens.present;
    const locked = { ...well.tokens, present: token ? [{ ...token, pin: 'locked' as const }] : [] };
    expect(troubles(scope, { ...well, tokens: locked })).toEqual(['token-locked']);
    expect(troubles({ home: '/nowhere' })).toEqual(['no-browser']);
  });

  it.each([
    ['windows', 'Windows'],
    ['macos', 'macOS'],
  ] as const)('says of the store of %s that nobody has tried it on a real %s', (kind, system) => {
    const protection = 'enforced' as const;
    const findings = found(installed(), { ...well, pc: { kind, writable: true, protection } });
    const untried = findings.filter(({ what }) => what.startsWith('store-'));
    expect(untried.map(({ what }) => what)).toEqual(['store-writable', 'store-untried']);
    expect(untried.map((finding) => say(finding, 'ja'))[1]).toContain(`実際の${system}ではまだ動作を確認していません`);
    expect(untried.map((finding) => say(finding, 'en'))[1]).toContain(`not yet been tried on a real ${system}`);
  });

  it('looks at what Windows’ registry names as at what stands in a folder', () => {
    const { home } = installed();
    const [first] = browserFolders({ home });
    const ready = { browser: 'Google Chrome', path: join(first?.folder ?? '', 'jp.koshin.helper.json') } as const;
    const gone = { browser: 'Firefox', path: join(home, 'gone.json') } as const;
    const findings = examine({ nodeVersion: 'v24.1.0', scopes: [], registered: [ready, gone], status: well });
    expect(findings.slice(1, 3)).toMatchObject([
      { what: 'browser-ready', facts: ready },
      { what: 'launcher-missing', facts: gone },
    ]);
  });

  it('does not call a PC ill that has no token and needs none', () => {
    const none = { moduleName: 'opensc-pkcs11.so', moduleFound: false, present: [] };
    expect(troubles(installed(), { ...well, tokens: none })).toEqual([]);
    expect(troubles(installed(), { ...well, tokens: { ...none, moduleFound: true } })).toEqual([]);
  });

  it('sees a launcher that is gone, and a manifest that is none', () => {
    const scope = installed();
    rmSync(launcherIn(scope));
    expect(troubles(scope)).toEqual(new Array(4).fill('launcher-missing'));
    const again = installed();
    const [first] = browserFolders(again);
    writeFileSync(join(first?.folder ?? '', 'jp.koshin.helper.json'), 'no JSON');
    expect(troubles(again)).toEqual(['launcher-missing']);
  });

  it('has a line in both languages for everything, with every fact filled in', () => {
    const scope = installed();
    rmSync(launcherIn(scope));
    for (const finding of [...found(scope), ...found({ home: '/nowhere' }, { ...well, pc: null }, 'v20.0.0')]) {
      for (const language of ['ja', 'en'] as const) expect(say(finding, language)).not.toMatch(/[{}]|undefined/);
    }
    expect(say({ state: 'fine', what: 'token', facts: { label: 'USB', serialTail: '6789' } }, 'ja')).toBe(
      '確認済み  専用USB「USB」（シリアル末尾 6789）',
    );
  });
});
