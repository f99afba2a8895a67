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

/** The folders of the browsers that are known on Linux, whether they are there or not. */
export function browserFolders(scope: Scope): readonly BrowserFolder[] {
  const [base, list] = 'home' in scope ? [scope.home, ofUser] : [scope.root, ofSystem];
  return list.map(([browser, family, path]) => ({ browser, family, folder: join(base, path) }));
}
