import type { Texts } from './catalogue.ts';
import { renewalPrepareTexts } from './renewal-prepare.ts';

/** What is there of the helper on this PC, and what to do about what is not (screens 2.3, 2.6, 2.7). */
export const helperTexts = {
  'part.extension': { ja: '拡張機能', en: 'Extension' },
  'part.host': { ja: '管理ソフト', en: 'Software' },
  'part.hostVersion': { ja: '管理ソフト（{have}）', en: 'Software ({have})' },
  'part.store': renewalPrepareTexts['check.storage'],
  'part.token': renewalPrepareTexts['check.token'],
  'state.found': { ja: '確認済み', en: 'Found' },
  'state.missing': { ja: '見つかりません', en: 'Not found' },
  'state.outdated': { ja: '新しい版があります', en: 'Newer version available' },
  'state.check': { ja: 'ご確認ください', en: 'Please check' },
  looking: { ja: '確認中', en: 'Checking' },
  again: renewalPrepareTexts['missing.again'],
  finished: { ja: 'このパソコンの確認が終わりました。{summary}', en: 'This PC has been checked. {summary}' },
  'helper-extension-missing': {
    ja: 'ブラウザの拡張機能「{extensionName}」が見つかりません。ダウンロードページの手順で追加してください。',
    en: 'The browser extension “{extensionName}” was not found. Add it as shown on the download page.',
  },
  'helper-host-missing': {
    ja: '拡張機能はありますが、管理ソフト本体が見つかりません。ダウンロードページからインストールしてください。',
    en: 'The extension is there, but the management software itself is not installed.',
  },
  'helper-outdated': {
    ja: '管理ソフトの版が古いため使用できません（現在 {have}、必要 {need}）。新しい版をインストールしてください。',
    en: 'The management software is too old (you have {have}, {need} is needed). Please install the new version.',
  },
  'helper-not-responding': {
    ja: '管理ソフトが応答しません。ブラウザをすべて閉じて開き直してください。',
    en: 'The management software does not answer. Close all browser windows and open the browser again.',
  },
  'helper-origin-refused': { ja: 'このサイトからは操作できません。', en: 'This site may not do this.' },
  'helper-module-missing': {
    ja: '専用USBを読み取る部品（{moduleName}）が見つかりません。管理ソフトを入れ直してください。',
    en: 'The part that reads the USB key ({moduleName}) is missing. Please reinstall the software.',
  },
  'store-not-writable': renewalPrepareTexts['missing.store'],
  'token-absent': {
    ja: '専用USBが見つかりません。パソコンに差し込んでください。',
    en: 'No USB key found. Please plug it in.',
  },
} as const satisfies Texts;
