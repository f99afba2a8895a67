import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfiguration } from './read-configuration.ts';
import { environmentName, settingNames } from './settings.ts';
import { StartError } from './start-error.ts';
import type { Surroundings } from './take-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'koshin-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const now = parseInstant('2026-11-22T00:00:00Z');
const read = (env: Record<string, string>, also: Partial<Surroundings> = {}) =>
  readConfiguration({ demo: true, configFile: null, env, workingFolder: folder, now, ...also });

function refusalOf(env: Record<string, string>, also: Partial<Surroundings> = {}): string {
  try {
    read(env, also);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'accepted';
}

function configFile(content: string): string {
  const path = join(folder, 'koshin.json');
  writeFileSync(path, content);
  return path;
}

const forBank = {
  KOSHIN_STATUS_URL: 'https://status.example/koshin/',
  KOSHIN_PORTAL_DOMAIN: 'portal.example',
  KOSHIN_PRESENTATION_DOMAIN: 'cert.example',
  KOSHIN_KEY_PASSPHRASE_FILE: 'passphrase',
  KOSHIN_PORTAL_KEY_FILE: 'portal.key',
  KOSHIN_PORTAL_CERTIFICATE_FILE: 'portal.crt',
  KOSHIN_PRESENTATION_KEY_FILE: '/etc/koshin/cert.key',
  KOSHIN_PRESENTATION_CERTIFICATE_FILE: '/etc/koshin/cert.crt',
};

const forToken = {
  KOSHIN_SIGNER: 'pkcs11',
  KOSHIN_PKCS11_MODULE: '/usr/lib/hsm.so',
  KOSHIN_PKCS11_TOKEN_LABEL: 'koshin',
  KOSHIN_PKCS11_PIN_FILE: 'pin',
};

describe('the configuration', () => {
  it('needs nothing said for the demo', () => {
    expect(read({})).toEqual({
      listen: '127.0.0.1',
      ports: { portal: 8443, presentation: 8444, est: 8445, status: 8080 },
      operatorApi: null,
      domains: { portal: 'portal.localhost', presentation: 'cert.localhost', est: 'est.localhost' },
      statusUrl: null,
      dataDir: join(folder, 'data'),
      postgres: null,
      logLevel: 'warn',
      signer: { kind: 'file', passphrase: null },
      weakKeyList: null,
      helper: null,
      helperPackagesFolder: null,
      mail: null,
      mode: { kind: 'demo', clock: null, policies: {} },
    });
  });

  it('takes the environment before the file and the file before the defaults', () => {
    const path = configFile('{"portalPort": 1443, "statusPort": 1080}');
    const { ports } = read({ KOSHIN_PORTAL_PORT: '2443' }, { configFile: path });
    expect(ports).toEqual({ portal: 2443, est: 8445, presentation: 8444, status: 1080 });
  });

  it('finds the file by KOSHIN_CONFIG, relative to the working folder, and --config before it', () => {
    configFile('{"logLevel": "debug"}');
    expect(read({ KOSHIN_CONFIG: 'koshin.json' }).logLevel).toBe('debug');
    expect(refusalOf({ KOSHIN_CONFIG: 'koshin.json' }, { configFile: 'other.json' })).toBe(
      `The configuration file ${join(folder, 'other.json')} cannot be read (ENOENT).`,
    );
  });

  it('takes an empty variable for none', () => {
    expect(read({ DATABASE_URL: '', KOSHIN_CONFIG: '' }).postgres).toBeNull();
  });

  it('takes PostgreSQL from DATABASE_URL', () => {
    const postgres = { url: 'postgres://koshin:pw@db/koshin', connections: 10 };
    expect(read({ DATABASE_URL: postgres.url }).postgres).toEqual(postgres);
  });

  it('offers the helper whose extension is named, from the first version on where none is', () => {
    const extensionId = 'abcdefghijklmnopabcdefghijklmnop';
    const env = { KOSHIN_HELPER_EXTENSION_ID: extensionId };
    expect(read(env).helper).toEqual({ extensionId, minimumVersion: '0.1.0' });
    const later = { ...env, KOSHIN_HELPER_MINIMUM_VERSION: '1.2.0' };
    expect(read(later).helper).toEqual({ extensionId, minimumVersion: '1.2.0' });
    expect(refusalOf({ KOSHIN_HELPER_EXTENSION_ID: 'koshin' })).toContain('32 letters from a to p');
    expect(refusalOf({ ...env, KOSHIN_HELPER_MINIMUM_VERSION: '1.2' })).toContain('like 1.2.0');
  });

  it('reads the demo clock and what demo banks decide differently', () => {
    const env = {
      KOSHIN_DEMO_CLOCK: '2027-01-31T09:00:00+09:00',
      KOSHIN_DEMO_POLICY: '{"mihon":{"overlapDays":0}}',
    };
    expect(read(env).mode).toEqual({
      kind: 'demo',
      clock: parseInstant('2027-01-31T00:00:00Z'),
      policies: { mihon: { overlapDays: 0 } },
    });
  });

  it('reads what a bank needs, its paths made absolute', () => {
    const configuration = read(
      { ...forBank, KOSHIN_WEAK_KEY_LIST: 'weak', KOSHIN_HELPER_PACKAGES_FOLDER: 'packages' },
      { demo: false },
    );
    expect(configuration.weakKeyList).toBe(join(folder, 'weak'));
    expect(configuration.helperPackagesFolder).toBe(join(folder, 'packages'));
    expect(configuration.statusUrl).toBe('https://status.example/koshin');
    expect(configuration.logLevel).toBe('info');
    expect(configuration.mode).toEqual({
      kind: 'bank',
      tls: {
        portal: { keyFile: join(folder, 'portal.key'), certificateFile: join(folder, 'portal.crt') },
        presentation: { keyFile: '/etc/koshin/cert.key', certificateFile: '/etc/koshin/cert.crt' },
        est: null,
      },
    });
    expect(configuration.domains.est).toBeNull();
  });

  it('takes EST into a bank’s service where it has a name, and then its key and certificate are needed', () => {
    const env = { ...forBank, KOSHIN_EST_DOMAIN: 'est.example' };
    const files = { KOSHIN_EST_KEY_FILE: 'est.key', KOSHIN_EST_CERTIFICATE_FILE: 'est.crt' };
    const { mode, domains } = read({ ...env, ...files }, { demo: false });
    expect(domains.est).toBe('est.example');
    const tls = { est: { keyFile: join(folder, 'est.key'), certificateFile: join(folder, 'est.crt') } };
    expect(mode).toMatchObject({ tls });
    expect(() => read(env, { demo: false })).toThrow('KOSHIN_EST_KEY_FILE is needed without --demo');
  });

  it('opens the operators’ API where port and token are given, and neither without the other', () => {
    expect(read({}).operatorApi).toBeNull();
    const [KOSHIN_OPERATOR_PORT, KOSHIN_OPERATOR_TOKEN_FILE] = ['8081', 'operator-token'];
    expect(read({ KOSHIN_OPERATOR_PORT, KOSHIN_OPERATOR_TOKEN_FILE }).operatorApi).toEqual({
      port: 8081,
      tokenFile: join(folder, 'operator-token'),
    });
    expect(refusalOf({ KOSHIN_OPERATOR_PORT })).toMatch(
      /^KOSHIN_OPERATOR_TOKEN_FILE is needed for the operators' API: /,
    );
    expect(refusalOf({ KOSHIN_OPERATOR_TOKEN_FILE })).toMatch(
      /^KOSHIN_OPERATOR_PORT is needed for the operators' API: /,
    );
  });

  it('finds the passphrase of the CA keys in a file, in a setting, or at the terminal', () => {
    const { KOSHIN_KEY_PASSPHRASE_FILE: _, ...without } = forBank;
    const passphrase = (env: Record<string, string>) => read({ ...without, ...env }, { demo: false }).signer;
    expect(passphrase({ KOSHIN_KEY_PASSPHRASE_FILE: 'passphrase' })).toEqual({
      kind: 'file',
      passphrase: { from: 'file', path: join(folder, 'passphrase') },
    });
    expect(passphrase({ KOSHIN_KEY_PASSPHRASE: 'correct horse' })).toEqual({
      kind: 'file',
      passphrase: { from: 'setting', text: 'correct horse' },
    });
    expect(passphrase({})).toEqual({ kind: 'file', passphrase: { from: 'terminal' } });
  });

  it.each([true, false])('takes CA keys from a token, in the demo too (%s)', (demo) => {
    const { KOSHIN_KEY_PASSPHRASE_FILE: _, ...without } = forBank;
    const { signer } = read({ ...(demo ? {} : without), ...forToken }, { demo });
    const [module, pinFile] = ['/usr/lib/hsm.so', join(folder, 'pin')];
    expect(signer).toEqual({ kind: 'pkcs11', module, tokenLabel: 'koshin', pinFile });
  });

  it('lets a bank listen everywhere', () => {
    expect(read({ ...forBank, KOSHIN_LISTEN: '0.0.0.0' }, { demo: false }).listen).toBe('0.0.0.0');
  });
});

describe('the configuration refuses', () => {
  it.each<[string, Record<string, string>, string]>([
    [
      'an unknown variable, with the nearest right one',
      { KOSHIN_PORTALPORT: '1' },
      'KOSHIN_PORTALPORT in the environment is no setting: did you mean KOSHIN_PORTAL_PORT?',
    ],
    [
      'an unknown variable that is near to none',
      { KOSHIN_XYZZYX: '1' },
      'KOSHIN_XYZZYX in the environment is no setting: koshin --help names them all',
    ],
    [
      'a port that is no number',
      { KOSHIN_STATUS_PORT: '80a' },
      'KOSHIN_STATUS_PORT must be a port from 0 (any free) to 65535 for health, CA certificates and the demo start page, but is "80a".',
    ],
    [
      'a port beyond 65535',
      { KOSHIN_PORTAL_PORT: '65536' },
      'KOSHIN_PORTAL_PORT must be a port from 0 (any free) to 65535 for the portals, but is 65536.',
    ],
    [
      'one port for two roles',
      { KOSHIN_PORTAL_PORT: '8080' },
      'KOSHIN_PORTAL_PORT and KOSHIN_STATUS_PORT are both 8080.',
    ],
    [
      'an address that is none',
      { KOSHIN_LISTEN: '127.0.0.1.5' },
      'KOSHIN_LISTEN must be an IP address of this machine to listen on, but is "127.0.0.1.5".',
    ],
    [
      'a demo beyond loopback',
      { KOSHIN_LISTEN: '0.0.0.0' },
      'Demo mode listens on loopback only, as it shows passwords; KOSHIN_LISTEN is 0.0.0.0.',
    ],
    [
      'one domain for portals and presentations',
      { KOSHIN_PORTAL_DOMAIN: 'a.localhost', KOSHIN_PRESENTATION_DOMAIN: 'a.localhost' },
      'The portals and the presentation hosts need different domains, both are a.localhost.',
    ],
    [
      'a demo clock before now',
      { KOSHIN_DEMO_CLOCK: '2026-11-21T23:59:59Z' },
      'KOSHIN_DEMO_CLOCK must be an instant not before now, like 2027-01-31T09:00:00+09:00, at which the demo begins, but is "2026-11-21T23:59:59Z" (it lies before now).',
    ],
    [
      'a demo clock on a day that does not exist',
      { KOSHIN_DEMO_CLOCK: '2027-02-30T09:00:00Z' },
      'KOSHIN_DEMO_CLOCK must be an instant not before now, like 2027-01-31T09:00:00+09:00, at which the demo begins, but is "2027-02-30T09:00:00Z".',
    ],
    [
      'a policy that is no JSON',
      { KOSHIN_DEMO_POLICY: 'overlap=0' },
      'KOSHIN_DEMO_POLICY must be JSON of what demo banks decide differently, like {"mihon":{"overlapDays":0}}, but is "overlap=0".',
    ],
    [
      'an unknown log level',
      { KOSHIN_LOG_LEVEL: 'loud' },
      'KOSHIN_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, but is "loud".',
    ],
    [
      "a bank's key file in the demo",
      { KOSHIN_PORTAL_KEY_FILE: 'portal.key' },
      'The demo makes its own keys and certificates; KOSHIN_PORTAL_KEY_FILE must not be set.',
    ],
  ])('%s', (_, env, sentence) => {
    expect(refusalOf(env)).toBe(sentence);
  });

  it('a wrong database URL without repeating its password', () => {
    const sentence = refusalOf({ DATABASE_URL: 'mysql://koshin:hunter2@db' });
    expect(sentence).toMatch(/^DATABASE_URL must be the postgres:\/\/ URL/);
    expect(sentence).not.toContain('hunter2');
  });

  it('a passphrase in two places without repeating it', () => {
    const sentence = refusalOf({ ...forBank, KOSHIN_KEY_PASSPHRASE: 'correct horse' }, { demo: false });
    expect(sentence).toBe('Only one of KOSHIN_KEY_PASSPHRASE_FILE and KOSHIN_KEY_PASSPHRASE may be set.');
  });

  it('a passphrase that is no text without repeating it', () => {
    const path = configFile('{"keyPassphrase": 271828}');
    const sentence = refusalOf({}, { configFile: path });
    expect(sentence).toContain(`keyPassphrase in ${path} must be the passphrase of the CA keys itself`);
    expect(sentence).not.toContain('271828');
  });

  it.each(['KOSHIN_PKCS11_MODULE', 'KOSHIN_PKCS11_TOKEN_LABEL', 'KOSHIN_PKCS11_PIN_FILE'])(
    'a token without %s',
    (missing) => {
      const env = Object.fromEntries(Object.entries(forToken).filter(([name]) => name !== missing));
      expect(refusalOf(env)).toContain(`${missing} is needed with the signer pkcs11: `);
    },
  );

  it('settings of files with a token, and of a token with files', () => {
    expect(refusalOf({ ...forBank, ...forToken }, { demo: false })).toBe(
      'The CA keys are in a token (signer is pkcs11); KOSHIN_KEY_PASSPHRASE_FILE must not be set.',
    );
    expect(refusalOf({ KOSHIN_PKCS11_PIN_FILE: 'pin' })).toBe(
      'The CA keys are in files (signer is file); KOSHIN_PKCS11_PIN_FILE must not be set.',
    );
  });

  it.each(Object.keys(forBank).filter((name) => name !== 'KOSHIN_KEY_PASSPHRASE_FILE'))(
    'a bank without %s',
    (missing) => {
      const env = Object.fromEntries(Object.entries(forBank).filter(([name]) => name !== missing));
      expect(refusalOf(env, { demo: false })).toContain(`${missing} is needed without --demo`);
    },
  );

  it('settings of the demo for a bank', () => {
    const env = { ...forBank, KOSHIN_DEMO_CLOCK: '2027-01-31T09:00:00Z' };
    expect(refusalOf(env, { demo: false })).toBe(
      'This belongs to the demo (--demo); KOSHIN_DEMO_CLOCK must not be set.',
    );
  });

  it('an unknown key of the file, with the nearest right one', () => {
    const path = configFile('{"portalport": 1}');
    expect(refusalOf({}, { configFile: path })).toBe(`portalport in ${path} is no setting: did you mean portalPort?`);
  });

  it('a value of the wrong type in the file, by its name there', () => {
    const path = configFile('{"portalPort": "8443"}');
    expect(refusalOf({}, { configFile: path })).toContain(`portalPort in ${path} must be a port`);
  });

  it.each(['[]', '"x"', 'null', '{', ''])('a file that holds %s', (content) => {
    const path = configFile(content);
    expect(refusalOf({}, { configFile: path })).toBe(`The configuration file ${path} must hold one JSON object.`);
  });
});

describe('names in the environment', () => {
  it('follow from the names in the file, but for DATABASE_URL', () => {
    expect(environmentName('keyPassphraseFile')).toBe('KOSHIN_KEY_PASSPHRASE_FILE');
    expect(environmentName('databaseUrl')).toBe('DATABASE_URL');
  });

  it('are different for every setting', () => {
    expect(new Set(settingNames.map(environmentName)).size).toBe(settingNames.length);
  });
});
