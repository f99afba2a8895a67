import { describe, expect, it } from 'vitest';
import { environmentName, settingNames } from '../../configuration/settings.ts';
import { greeting } from './greeting.ts';
import { help } from './help.ts';
import { languageOf } from './language.ts';

describe('the language at the terminal', () => {
  it.each([
    [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja' }, 'ja'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'jam_JM' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8' }, 'ja'],
    [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LC_ALL: '', LANG: 'ja_JP' }, 'ja'],
    [{}, 'en'],
  ])('%o is %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});

describe('the help', () => {
  it.each(['ja', 'en'] as const)('in %s names every setting and every command', (language) => {
    const text = help(language);
    for (const setting of settingNames) expect(text).toContain(`${environmentName(setting)} (${setting})`);
    for (const command of ['koshin serve', 'koshin demo-browser', 'koshin --help']) expect(text).toContain(command);
  });

  it('tells what holds where nothing is said', () => {
    expect(help('en')).toMatch(/KOSHIN_PORTAL_PORT \(portalPort\)\n.*\[8443\]/);
  });
});

describe('the greeting', () => {
  it('leads to the start page of the demo, and to the portals of a bank', () => {
    const portals = ['https://mihon.portal.localhost:8443'];
    const status = 'http://localhost:8080';
    expect(greeting('ja', { demo: true, status, portals })).toContain(status);
    expect(greeting('en', { demo: false, status, portals })).toContain(portals[0]);
    expect(greeting('en', { demo: false, status, portals })).not.toContain('demo');
  });
});
