import { join } from 'node:path';

export interface BrowserFolder {
  readonly browser: 'Chromium' | 'Google Chrome' | 'Microsoft Edge' | 'Firefox';
  readonly family: 'chromium' | 'firefox';
  /** Where the browser looks for manifests of native hosts. */
  readonly folder: string;
}

/** For whom the helper is installed: the user with this home folder, or everybody on the PC below this root. */
export type Scope = { readonly home: string } | { readonly root: string };

const ofUser = [
  ['Chromium', 'chromium', '.config/chromium/NativeMessagingHosts'],
  ['Google Chrome', 'chromium', '.config/google-chrome/NativeMessagingHosts'],
  ['Microsoft Edge', 'chromium', '.config/microsoft-edge/NativeMessagingHosts'],
  ['Firefox', 'firefox', '.mozilla/native-messaging-hosts'],
] as const;

const ofSystem = [
  ['Chromium', 'chromium', 'etc/chromium/native-messaging-hosts'],
  ['Google Chrome', 'chromium', 'etc/opt/chrome/native-messaging-hosts'],
  ['Microsoft Edge', 'chromium', 'etc/opt/edge/native-messaging-hosts'],
  ['Firefox', 'firefox', 'usr/lib/mozilla/native-messaging-hosts'],
] as const;

/** On macOS, below the home folder as below the root. */
const support = 'Library/Application Support';
const ofMacUser = [
  ['Chromium', 'chromium', `${support}/Chromium/NativeMessagingHosts`],
  ['Google Chrome', 'chromium', `${support}/Google/Chrome/NativeMessagingHosts`],
  ['Microsoft Edge', 'chromium', `${support}/Microsoft Edge/NativeMessagingHosts`],
  ['Firefox', 'firefox', `${support}/Mozilla/NativeMessagingHosts`],
] as const;

const ofMacSystem = [
  ['Chromium', 'chromium', `${support}/Chromium/NativeMessagingHosts`],
  ['Google Chrome', 'chromium', 'Library/Google/Chrome/NativeMessagingHosts'],
  ['Microsoft Edge', 'chromium', 'Library/Microsoft/Edge/NativeMessagingHosts'],
  ['Firefox', 'firefox', `${support}/Mozilla/NativeMessagingHosts`],
] as const;

/**
 * The folders of the browsers that are known, whether they are there or not. On Windows a browser looks into the registry
 * (`windows-registry.ts`), which names a file in a folder of ours.
 */
export function browserFolders(scope: Scope, platform: NodeJS.Platform = process.platform): readonly BrowserFolder[] {
  const base = 'home' in scope ? scope.home : scope.root;
  if (platform === 'win32') {
    return ofUser.map(([browser, family]) => {
      return { browser, family, folder: join(installedFolder(scope, platform), 'manifests', family) };
    });
  }
  const [user, system] = platform === 'darwin' ? [ofMacUser, ofMacSystem] : [ofUser, ofSystem];
  return ('home' in scope ? user : system).map(([browser, family, path]) => {
    return { browser, family, folder: join(base, path) };
  });
}

/** The folder of what is installed beside the browsers' own files. */
export function installedFolder(scope: Scope, platform: NodeJS.Platform = process.platform): string {
  const [user, system] = installedFolders[platform === 'darwin' || platform === 'win32' ? platform : 'linux'];
  return 'home' in scope ? join(scope.home, user) : join(scope.root, system);
}

const installedFolders = {
  linux: ['.local/share/koshin-helper', 'usr/lib/koshin-helper'],
  darwin: [`${support}/koshin-helper`, `${support}/koshin-helper`],
  win32: ['AppData/Local/koshin-helper', 'Program Files/koshin-helper'],
} as const;
