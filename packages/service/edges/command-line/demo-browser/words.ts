import type { Language } from '../language.ts';

/** What `koshin demo-browser` says. */
export interface Words {
  readonly noDemo: (url: string) => string;
  readonly byHand: (url: string) => string;
  readonly noBrowser: (url: string) => string;
  readonly snapOnly: (url: string) => string;
  readonly noTools: string;
  readonly noDisplay: string;
  readonly preparing: (count: number) => string;
  readonly open: string;
}

const ja: Words = {
  noDemo: (url) => `${url} にデモが見つかりません。先に npm start でデモを起動してください。`,
  byHand: (url) => `ブラウザの自動準備はLinuxだけで行えます。${url} を開き、画面の3つの手順に従ってください。`,
  noBrowser: (url) =>
    `ChromiumもChromeも見つかりません。chromiumをインストールするか、ほかのブラウザで ${url} を開き、画面の3つの手順に従ってください。`,
  snapOnly: (url) =>
    `snap版のChromiumでは、専用のプロファイルを使えません。Google Chromeをインストールするか、${url} を開き、画面の3つの手順に従ってください。`,
  noTools: 'certutilとpk12utilが必要です。パッケージ libnss3-tools（Fedoraではnss-tools）をインストールしてください。',
  noDisplay: '画面がありません。デスクトップの端末で実行するか、-- --headless を付けてください。',
  preparing: (count) => `新しいプロファイルに、ルート証明書と${count}枚の電子証明書を取り込んでいます。`,
  open: 'ブラウザを開きました。閉じると、プロファイルは削除されます。',
};

const en: Words = {
  noDemo: (url) => `There is no demo at ${url}: start it first, by npm start.`,
  byHand: (url) => `Only on Linux a browser can be prepared: open ${url} and follow the three steps there.`,
  noBrowser: (url) =>
    `Neither Chromium nor Chrome is installed: install chromium, or open ${url} in another browser and follow the three steps there.`,
  snapOnly: (url) =>
    `The snap package of Chromium cannot use a profile of its own: install Google Chrome, or open ${url} and follow the three steps there.`,
  noTools: 'certutil and pk12util are needed: install the package libnss3-tools (nss-tools on Fedora).',
  noDisplay: 'There is no display: run this in a terminal of the desktop, or add -- --headless.',
  preparing: (count) => `Putting the root and ${count} certificates into a fresh profile.`,
  open: 'The browser is open. The profile is removed when it is closed.',
};

export const words: Readonly<Record<Language, Words>> = { ja, en };
