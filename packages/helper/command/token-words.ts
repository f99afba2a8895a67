import type { PreparationRefusal } from '../key-stores/token/initialise-token.ts';
import type { Words } from './language.ts';

/** Every way in which `token init` refuses. */
export type TokenTrouble = PreparationRefusal | 'no-pin' | 'pins-differ' | 'module-missing';

export const questions = {
  securityOfficer: { ja: '管理者PIN（SO PIN）: ', en: 'Security officer PIN: ' },
  user: { ja: '利用者PIN: ', en: 'User PIN: ' },
  again: { ja: '利用者PIN（もう一度）: ', en: 'User PIN again: ' },
} as const satisfies Readonly<Record<string, Words>>;

export const told: Words = {
  ja: '専用USB「{label}」を準備しました（シリアル {serial}）。以下の公開鍵を koshin token register で登録してください。',
  en: 'USB key “{label}” is ready (serial {serial}). Register the public key below by koshin token register.',
};

export const troubles: Readonly<Record<TokenTrouble, Words>> = {
  'token-absent': { ja: '専用USBが接続されていません。', en: 'No such USB key is plugged in.' },
  'token-multiple': {
    ja: '専用USBが{n}個あります。1個だけ接続するか、--serial で指定してください。',
    en: 'There are {n} USB keys. Leave one plugged in, or name it by --serial.',
  },
  'token-in-use': {
    ja: '専用USB「{label}」（シリアル {serial}）は初期化済みで、鍵が入っている可能性があります。すべて消去してよい場合は --erase を付けてください。',
    en: 'USB key “{label}” (serial {serial}) was initialised before and may hold keys. If all of it may go, add --erase.',
  },
  'label-length': {
    ja: '--label に名前を指定してください（UTF-8で{most}バイト以内）。',
    en: 'Give it a name by --label, of up to {most} octets in UTF-8.',
  },
  'pin-length': {
    ja: 'PINは{least}文字以上{most}文字以内にしてください。専用USBには何もしていません。',
    en: 'PINs have {least} to {most} characters. Nothing was done to the USB key.',
  },
  'pins-equal': {
    ja: '管理者PINと利用者PINは別のものにしてください。',
    en: 'The PINs of the security officer and of the user must differ.',
  },
  'pins-differ': { ja: '2回の入力が一致しませんでした。', en: 'The two entries are not the same.' },
  'so-pin-wrong': {
    ja: '管理者PINが一致しませんでした。専用USBには何もしていません。自動で再入力はしません。',
    en: 'The security officer PIN did not match. Nothing was done to the USB key, and nothing is tried again by itself.',
  },
  'so-pin-locked': {
    ja: '管理者PINの不一致が続いたため、この専用USBは初期化できません。',
    en: 'The security officer PIN is locked after wrong ones. This USB key cannot be initialised any more.',
  },
  'no-pin': {
    ja: 'PINが入力されませんでした。端末で入力するか、--so-pin-file と --pin-file でファイルを指定してください。',
    en: 'No PIN was given. Type it at a terminal, or name files by --so-pin-file and --pin-file.',
  },
  'module-missing': {
    ja: '専用USBを読み取る部品が見つかりません。koshin-helper doctor で確認してください。',
    en: 'What reads USB keys was not found. See koshin-helper doctor.',
  },
  'token-write-protected': { ja: '専用USBは書き込み禁止です。', en: 'The USB key is write protected.' },
  'token-faulty': {
    ja: '専用USBが応答しません、または初期化に対応していません（{answer}）。途中まで初期化された可能性があります。',
    en: 'The USB key does not answer, or cannot be initialised this way ({answer}). It may be half done.',
  },
};
