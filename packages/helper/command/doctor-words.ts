import type { Finding } from './examine.ts';
import { filled, type Language, type Words } from './language.ts';

const words: Readonly<Record<Finding['what'], Words>> = {
  node: { ja: '実行環境 Node {version}', en: 'Node {version}' },
  'node-too-old': {
    ja: '実行環境が古いため動作しません（Node {version}、24以降が必要）。管理ソフトを入れ直してください。',
    en: 'Node {version} is too old; 24 or later is needed. Please install the software again.',
  },
  'browser-ready': {
    ja: '{browser}から使用できます（{path}）',
    en: '{browser} can use it ({path})',
  },
  'launcher-missing': {
    ja: '{browser}の登録（{path}）が指す本体（{launcher}）がありません。koshin-helper install を実行してください。',
    en: 'What {path} names for {browser} ({launcher}) is not there. Run koshin-helper install.',
  },
  'no-browser': {
    ja: 'どのブラウザにも登録されていません。koshin-helper install を実行してください。',
    en: 'No browser knows of it. Run koshin-helper install.',
  },
  'store-writable': { ja: 'このパソコンの保存先に書き込めます', en: "This PC's certificate store can be written" },
  'store-not-writable': {
    ja: 'このパソコンの保存先に書き込めません。パソコンの管理者にご確認ください。',
    en: "This PC's certificate store cannot be written. Please ask whoever manages this PC.",
  },
  'store-missing': {
    ja: 'このパソコンの保存先が見つかりません（libnss3が必要です）。',
    en: "This PC's certificate store was not found (libnss3 is needed).",
  },
  'store-keeps-no-secret': {
    ja: 'この保存先の鍵は、このパソコンにログインできる人とプログラムが取り出せます。取り出せない場所は専用USBです。',
    en: 'Whoever can use this account can take a key out of this store. A USB key does not give it out.',
  },
  'store-untried': {
    ja: '{system}の保存先は、実際の{system}ではまだ動作を確認していません。',
    en: 'The store of {system} has not yet been tried on a real {system}.',
  },
  'module-found': {
    ja: '専用USBを読み取る部品（{moduleName}）があります',
    en: 'What reads USB keys ({moduleName}) is there',
  },
  'module-missing': {
    ja: '専用USBを読み取る部品（{moduleName}）が見つかりません。専用USBを使わない場合は不要です。',
    en: 'What reads USB keys ({moduleName}) was not found. Without a USB key it is not needed.',
  },
  token: {
    ja: '専用USB「{label}」（シリアル末尾 {serialTail}）',
    en: 'USB key “{label}” (serial ending {serialTail})',
  },
  'token-locked': {
    ja: '専用USB「{label}」（シリアル末尾 {serialTail}）は、PINの不一致が続いたため使用できません。金融機関へご連絡ください。',
    en: 'USB key “{label}” (serial ending {serialTail}) is locked after wrong PINs. Please call your bank.',
  },
  'no-token': { ja: '専用USBは接続されていません', en: 'No USB key is plugged in' },
};

const marks: Readonly<Record<Finding['state'], Words>> = {
  fine: { ja: '確認済み', en: 'fine   ' },
  caution: { ja: 'ご注意　', en: 'caution' },
  trouble: { ja: '要対応　', en: 'trouble' },
};

/** One line for a person. */
export function say({ what, state, facts }: Finding, language: Language): string {
  return `${marks[state][language]}  ${filled(words[what], facts, language)}`;
}
