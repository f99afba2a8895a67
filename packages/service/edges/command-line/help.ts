import {
  configFileVariable,
  defaultOf,
  descriptionOf,
  environmentName,
  type SettingName,
  settingNames,
} from '../../configuration/settings.ts';
import { allCommands } from './commands/all-commands.ts';
import { exitCodeHelp, helpOfCommand, listOfCommands } from './framework/help-of-commands.ts';
import type { HelpWanted } from './framework/parse-invocation.ts';
import type { Language } from './language.ts';

const commands: Readonly<Record<Language, string>> = {
  en: `koshin: client certificates for web banking that never lock a customer out

  koshin serve [--demo] [--config FILE]
      Starts every role. --demo sets up two invented banks, on loopback only.
  koshin demo-browser [--url URL] [--config FILE] [-- BROWSER ARGUMENTS]
      Opens a fresh Chromium that knows the certificates of the running demo (Linux).
  koshin --help
      Shows this; koshin ca --help and koshin ca list --help tell more of one command.
{commands}
Settings, in the environment or, by the name in brackets, in the JSON file that
${configFileVariable} or --config names. The environment goes first.
`,
  ja: `koshin: お客様を締め出さない、WEB-FB用電子証明書の発行と更新

  koshin serve [--demo] [--config ファイル]
      すべての役割を起動します。--demo は、架空の金庫2つを用意します（このパソコンからのみ）。
  koshin demo-browser [--url URL] [--config ファイル] [-- ブラウザの引数]
      起動中のデモの電子証明書が入った、新しいChromiumを開きます（Linux）。
  koshin --help
      この説明を表示します。個々のコマンドは koshin ca --help、koshin ca list --help で。
{commands}
設定は、環境変数か、JSONファイル（${configFileVariable} または --config で指定。名前はかっこ内）で行います。
環境変数が優先されます。
`,
};

const inJapanese: Readonly<Record<SettingName, string>> = {
  listen: '待ち受けるIPアドレス（デモではループバックのみ）',
  portalPort: 'お客様の画面のポート（0は空いているもの）',
  presentationPort: '電子証明書を提示するホストのポート（0は空いているもの）',
  estPort: '機器が電子証明書を申請するEST（RFC 7030）のポート（0は空いているもの）',
  statusPort: '稼働状況、認証局証明書、デモの開始画面のポート（0は空いているもの）',
  operatorPort: '運用APIのポート（ループバックのみ。なければ、運用APIはありません）',
  operatorTokenFile: '運用APIのトークン（32文字以上）を書いたファイル',
  portalDomain: '金庫ごとの画面のホスト名が属するドメイン',
  presentationDomain: '提示のたびに変わるホスト名が属するドメイン',
  estDomain: 'ESTのホスト名（なければ、金庫のESTは動きません）',
  statusUrl: '電子証明書に記載する、外から見たURL（httpまたはhttps）',
  dataDir: '鍵と組み込みデータベースのフォルダー',
  databaseUrl: 'PostgreSQLのURL（なければ、フォルダー内の組み込みデータベース）',
  databaseConnections: 'PostgreSQLへの接続数の上限（1から200）',
  signer: '認証局の鍵の置き場所：file（暗号化ファイル）または pkcs11（HSM）',
  keyPassphraseFile: '認証局の鍵のパスフレーズを書いたファイル',
  keyPassphrase: '認証局の鍵のパスフレーズ（ファイルもなければ、端末で尋ねます）',
  pkcs11Module: 'HSMのPKCS#11モジュールのパス',
  pkcs11TokenLabel: '認証局の鍵があるトークンのラベル',
  pkcs11PinFile: 'トークンのPINを書いたファイル',
  weakKeyList: '電子証明書を発行しないRSA鍵の一覧（openssl-blacklistの形式）のファイル',
  helperExtensionId: '管理ソフトの拡張機能のID（aからpの32文字。なければ管理ソフトは案内しない）',
  helperMinimumVersion: '管理ソフトの必要な版（1.2.0など）。古い版には更新を案内する',
  helperPackagesFolder: 'お客様に配布する管理ソフトのパッケージのフォルダー（なければ配布しない）',
  mail: 'メールの送り方を表すJSON（docs/configuration.mdの「Mail」を参照。なければどの金融機関も送らない）',
  portalKeyFile: 'お客様の画面のTLS鍵（PEM）',
  portalCertificateFile: 'お客様の画面のTLS証明書とチェーン（PEM）',
  presentationKeyFile: '提示ホストのTLS鍵（PEM）',
  presentationCertificateFile: '提示ホストのTLS証明書とチェーン（PEM）',
  estKeyFile: 'ESTのTLS鍵（PEM）',
  estCertificateFile: 'ESTのTLS証明書とチェーン（PEM）',
  demoClock: 'デモの時計を始める日時（いまより前は不可）',
  demoPolicy: 'デモの金庫の設定のうち変えるもの（JSON）',
  logLevel: 'ログの詳しさ（trace debug info warn error fatal silent）',
};

/** What `koshin --help` prints; it names every setting of the schema. */
export function help(language: Language): string {
  const lines = settingNames.map((setting) => {
    const meaning = language === 'ja' ? inJapanese[setting] : descriptionOf(setting);
    const standard = defaultOf(setting);
    const end = standard === undefined ? '' : ` [${standard}]`;
    return `  ${environmentName(setting)} (${setting})\n      ${meaning}${end}`;
  });
  const head = commands[language].replace('{commands}', listOfCommands(allCommands, language));
  return `${head}\n${lines.join('\n')}\n`;
}

/** What `koshin ca --help` and `koshin ca list --help` print. */
export function helpOf({ noun, spec }: HelpWanted, language: Language): string {
  if (spec) return helpOfCommand(spec, language);
  const ofNoun = allCommands.filter((command) => command.noun === noun);
  return `${listOfCommands(ofNoun, language)}\n${exitCodeHelp(language)}`;
}
