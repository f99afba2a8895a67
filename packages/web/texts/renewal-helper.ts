import type { Texts } from './catalogue.ts';

/** The way with the helper (screens 2.3 and 2.4, ⓗ): `renewal.installing`, `install.not-found`, `resume.install`, remove-old. */
export const renewalHelperTexts = {
  /** While its window asks: it may stand behind this one. */
  asking: {
    ja: '管理ソフトが「Webアクセスの確認」を別のウィンドウに表示しています。そちらで<nw>「はい」</nw>または<nw>「いいえ」</nw>を押してください。',
    en: 'The management software shows the Web access confirmation in a window of its own. Please press Yes or No there.',
  },
  'installing.title': { ja: '電子証明書を保存しています', en: 'Saving the certificate' },
  'installing.body': {
    ja: '保存と動作の確認が終わると、自動的に次の画面が表示されます。',
    en: 'When it is saved and checked, the next screen appears by itself.',
  },
  'installing.saving': { ja: '保存', en: 'Saving' },
  'installing.matching': { ja: '鍵の照合', en: 'Matching the key' },
  'installing.checking': { ja: '動作の確認', en: 'Checking' },
  'notFound.title': { ja: '電子証明書の保存を確認できませんでした', en: 'We could not confirm that it was saved' },
  'notFound.body': {
    ja: '発行された電子証明書は失われていません。{stillValid}',
    en: 'The issued certificate is not lost. {stillValid}',
  },
  'notFound.again': { ja: 'もう一度保存する', en: 'Save again' },
  'install.body': {
    ja: '発行済みの電子証明書を保存します。',
    en: 'The issued certificate will now be saved.',
  },
  'install.save': { ja: '保存する', en: 'Save' },
  'request.body': {
    ja: '鍵はこのパソコンに作成済みです。発行の申請を続けます。{stillValid}',
    en: 'The key has been created on this PC. The request for the certificate goes on. {stillValid}',
  },
  token: { ja: '専用USB', en: 'Dedicated USB key' },
  lookForToken: {
    ja: '専用USBに保存していた場合は、差し込んで、もう一度確認する',
    en: 'If it was being saved on a USB key, plug it in and check again',
  },
  storage: { ja: '保存先（確認済み）', en: 'Storage (checked)' },
  'old.remove': { ja: '更新前の電子証明書を削除する', en: 'Remove the earlier certificate' },
  'old.removed': {
    ja: '更新前の電子証明書を、このパソコンから削除しました。',
    en: 'The earlier certificate has been removed from this PC.',
  },
  'old.kept': {
    ja: '更新前の電子証明書は削除していません。',
    en: 'The earlier certificate has not been removed.',
  },
  'old.notOurs': {
    ja: '更新前の電子証明書は、管理ソフトで保存したものではないため、ここからは削除できません。そのまま残しておいてもかまいません。',
    en: 'The earlier certificate was not saved by the management software, so it cannot be removed here. You may leave it where it is.',
  },
} as const satisfies Texts;
