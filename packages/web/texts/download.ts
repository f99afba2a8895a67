import type { Texts } from './catalogue.ts';

/** 専用USBのご案内・管理ソフトのダウンロード (screens 2.7). */
export const downloadTexts = {
  title: { ja: '専用USBのご案内・管理ソフトのダウンロード', en: 'Dedicated USB key guide and management software' },
  thisPc: { ja: 'このパソコンの状態', en: 'This PC' },
  noHelper: {
    ja: '{bankName}では、現在、管理ソフトをご案内していません。電子証明書は、管理ソフトがなくても更新できます。',
    en: '{bankName} does not offer the management software at present. Certificates are renewed without it.',
  },
  forThisPc: { ja: 'このパソコン用をダウンロード', en: 'Download for this PC' },
  requirements: { ja: '対応環境', en: 'Requirements' },
  system: { ja: 'パソコン', en: 'PC' },
  systems: {
    ja: 'Linux（Debian 12以降、Ubuntu 22.04以降など）。Windows・macOS用は準備中です。',
    en: 'Linux (such as Debian 12, Ubuntu 22.04 or later). Windows and macOS are in preparation.',
  },
  browser: { ja: 'ブラウザ', en: 'Browser' },
  browsers: {
    ja: 'Google Chrome・Microsoft Edge・Chromium（122以降）、Firefox（128以降）',
    en: 'Google Chrome, Microsoft Edge, Chromium (122 or later), Firefox (128 or later)',
  },
  packages: { ja: '管理ソフト', en: 'Management software' },
  none: {
    ja: '現在、ダウンロードできるものはありません。電子証明書は、管理ソフトがなくても、パソコンにファイルで保存して更新できます。',
    en: 'There is nothing to download at present. Without the software you can renew by saving the certificate to this PC as a file.',
  },
  'platform.debian': { ja: 'Linux（Debian・Ubuntu）', en: 'Linux (Debian, Ubuntu)' },
  'platform.linux': { ja: 'Linux（そのほか）', en: 'Linux (others)' },
  'platform.windows': { ja: 'Windows', en: 'Windows' },
  'platform.macos': { ja: 'macOS', en: 'macOS' },
  untried: { ja: '{platform}（実機での確認前です）', en: '{platform} (not yet tried on the real system)' },
  file: { ja: 'ファイル', en: 'File' },
  version: { ja: '版', en: 'Version' },
  size: { ja: 'サイズ', en: 'Size' },
  megabytes: { ja: '{size} MB', en: '{size} MB' },
  sha256: { ja: 'SHA-256', en: 'SHA-256' },
  changes: { ja: '変更点', en: 'Changes' },
  changedIn: { ja: '{version}（{date}）', en: '{version} ({date})' },
  install: { ja: 'インストールの手順', en: 'Installing' },
  'install.steps': {
    ja: '上の一覧から、このパソコン用のファイルをダウンロードします。\nDebian・Ubuntuでは、保存したフォルダーで <mono>sudo apt install ./</mono>（ファイル名）を実行します。そのほかのLinuxでは、ファイルを展開し、できたフォルダーで <mono>./koshin-helper install</mono> を実行します。\nブラウザに拡張機能「{extensionName}」を追加します。追加の方法は、{bankName}またはパソコンの管理者にご確認ください。\nブラウザをすべて閉じて開き直し、この画面の「もう一度確認する」を押します。',
    en: 'Download the file for this PC from the list above.\nOn Debian or Ubuntu, run <mono>sudo apt install ./</mono> and the name of the file in the folder where it is saved. On other Linux systems, unpack it and run <mono>./koshin-helper install</mono> in the folder that appears.\nAdd the extension “{extensionName}” to the browser. {bankName}, or whoever manages this PC, tells you how.\nClose all browser windows, open the browser again, and press Check again on this page.',
  },
  'install.check': {
    ja: 'ファイルが{bankName}のものであることは、SHA-256で確認できます。<mono>sha256sum</mono>（ファイル名）の結果が上の値と同じであれば、途中で変わっていません。',
    en: 'The SHA-256 shows that the file is the one of {bankName}: if <mono>sha256sum</mono> and the name of the file give the value above, nothing was changed on the way.',
  },
  usb: { ja: '専用USBのお申し込みから保存まで', en: 'From application to saving' },
  'usb.steps': {
    ja: '「利用申込」の画面でお申し込みください。\n{bankName}が承認し、登録した専用USBをお渡しします。\n専用USBをパソコンに差し込みます。この画面の「もう一度確認する」で、確認済みになります。\n電子証明書の更新で「専用USBに保存する」を選びます。専用USBのPINは、管理ソフトの画面だけで入力します。',
    en: 'Apply for a dedicated USB key on the page Apply.\n{bankName} approves it, and hands you a USB key that it has registered.\nPlug the USB key in. After Check again on this page it is found.\nIn the renewal, choose Save to the dedicated USB key. Its PIN is typed only in the window of the management software.',
  },
  apply: { ja: '利用申込', en: 'Apply' },
  proves: { ja: '専用USBで確認できること・できないこと', en: 'What the USB key proves and what not' },
  'proves.body': {
    ja: '専用USBは、{bankName}がお渡しした機器が接続されていることを確認します。パソコンがウイルスに感染している場合まで防ぐものではありません。',
    en: 'It shows that the device {bankName} gave you is connected. It does not protect a PC that is infected.',
  },
} as const satisfies Texts;
