import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserFolders, installedFolder, type Scope } from './browser-folders.ts';
import { hostManifests, launcherIn } from './install.ts';

const taro: Scope = { home: '/home/taro' };
const everybody: Scope = { root: '/' };
const mac = '/Users/taro/Library/Application Support';
const platforms = ['linux', 'darwin', 'win32'] as const;

const placesOf = (scope: Scope, platform: NodeJS.Platform) =>
  Object.fromEntries(browserFolders(scope, platform).map(({ browser, folder }) => [browser, folder]));

/** As the browsers' makers say it (Native messaging; Native manifests; Microsoft Edge native messaging). */
describe('a browser looks for native hosts', () => {
  it('of one user on Linux', () => {
    expect(placesOf(taro, 'linux')).toEqual({
      Chromium: '/home/taro/.config/chromium/NativeMessagingHosts',
      'Google Chrome': '/home/taro/.config/google-chrome/NativeMessagingHosts',
      'Microsoft Edge': '/home/taro/.config/microsoft-edge/NativeMessagingHosts',
      Firefox: '/home/taro/.mozilla/native-messaging-hosts',
    });
  });

  it('of everybody on Linux', () => {
    expect(placesOf(everybody, 'linux')).toEqual({
      Chromium: '/etc/chromium/native-messaging-hosts',
      'Google Chrome': '/etc/opt/chrome/native-messaging-hosts',
      'Microsoft Edge': '/etc/opt/edge/native-messaging-hosts',
      Firefox: '/usr/lib/mozilla/native-messaging-hosts',
    });
  });

  it('of one user on macOS', () => {
    expect(placesOf({ home: '/Users/taro' }, 'darwin')).toEqual({
      Chromium: `${mac}/Chromium/NativeMessagingHosts`,
      'Google Chrome': `${mac}/Google/Chrome/NativeMessagingHosts`,
      'Microsoft Edge': `${mac}/Microsoft Edge/NativeMessagingHosts`,
      Firefox: `${mac}/Mozilla/NativeMessagingHosts`,
    });
  });

  it('of everybody on macOS: Chrome and Edge beside Application Support, not in it', () => {
    expect(placesOf(everybody, 'darwin')).toEqual({
      Chromium: '/Library/Application Support/Chromium/NativeMessagingHosts',
      'Google Chrome': '/Library/Google/Chrome/NativeMessagingHosts',
      'Microsoft Edge': '/Library/Microsoft/Edge/NativeMessagingHosts',
      Firefox: '/Library/Application Support/Mozilla/NativeMessagingHosts',
    });
  });
});

describe.each(platforms)('on %s', (platform) => {
  it.each([taro, everybody])('all that is written for %j is below what it is for', (scope) => {
    const base = 'home' in scope ? scope.home : scope.root;
    const written = [launcherIn(scope, platform), ...hostManifests(scope, platform).map(({ path }) => path)];
    for (const path of written) expect(path.startsWith(join(base, '/'))).toBe(true);
    expect(new Set(written).size).toBe(written.length);
  });

  it('what is of one user is nowhere where everybody’s is', () => {
    const places = (scope: Scope) => [
      installedFolder(scope, platform),
      ...browserFolders(scope, platform).map(({ folder }) => folder),
    ];
    const ofAll = new Set(places(everybody));
    expect(places(taro).filter((place) => ofAll.has(place))).toEqual([]);
  });

  it('each manifest lets our extension alone start the launcher, in its browser’s own words', () => {
    for (const { path, text } of hostManifests(taro, platform)) {
      const { name, type, path: launcher, allowed_origins: origins, allowed_extensions: ids } = JSON.parse(text);
      expect({ name, type, launcher }).toEqual({
        name: 'jp.koshin.helper',
        type: 'stdio',
        launcher: launcherIn(taro, platform),
      });
      const isFirefox = /mozilla|firefox/i.test(path);
      expect(isFirefox ? ids : origins).toEqual([
        expect.stringMatching(isFirefox ? /^[^@]+@[^@]+$/ : /^chrome-extension:\/\/[a-p]{32}\/$/),
      ]);
      expect(isFirefox ? origins : ids).toBeUndefined();
    }
  });
});
