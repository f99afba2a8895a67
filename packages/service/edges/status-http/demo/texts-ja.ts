import { parts, type Texts } from './texts.ts';

export const ja: Texts = {
  title: 'デモの始め方',
  skip: '本文へ移動',
  demo: 'デモ',
  otherLanguage: 'English',
  intro: [
    '電子証明書でログインし、期限が来る前にブラウザで更新するところまでを、このパソコンだけで試せます。',
    '金庫、会社、利用者は、すべて架空のものです。この画面とデモの金庫は、このパソコンからだけ開けます。',
  ],
  notReady: 'デモを準備しています。この画面は、準備ができると表示されます。',
  progress: 'いまの状況',
  scriptOff: '状況の表示には、JavaScriptが必要です。',
  rootCheck: {
    name: 'デモのルート証明書',
    checking: '確認中',
    done: 'このブラウザに信頼されています',
    missing: 'まだ信頼されていません（手順1）',
  },
  certificateCheck: {
    name: '利用者の電子証明書',
    done: '提示されました',
    missing: 'まだ提示されていません（手順2・3）',
  },
  steps: '3つの手順',
  quickWay: {
    before: 'Linuxでは、',
    after: 'を実行すると、手順1と2の済んだ新しいChromiumが開きます。',
  },
  step1: 'デモのルート証明書を信頼する',
  step1Why: 'デモの金庫の画面を、警告なしに開くためです。',
  rootLink: 'ルート証明書をダウンロード',
  step2: '利用者の電子証明書を取り込む',
  step2Why: '下の一覧から利用者を1人選び、ファイルをダウンロードして取り込みます。',
  step3: '金庫の画面を開き、電子証明書でログインする',
  step3Why: '「電子証明書ログイン」を押し、取り込んだ電子証明書を選んで、ログインパスワードを入力します。',
  systems: {
    windows: 'Windows（Edge、Chrome）',
    macos: 'macOS（Safari、Chrome）',
    linux: 'Linux（Chromium、Chrome）',
    firefox: 'Firefox',
  },
  trustRoot: {
    windows:
      'ファイルを開き、「証明書のインストール」→「現在のユーザー」→「証明書をすべて次のストアに配置する」→「信頼されたルート証明機関」を選びます。',
    macos:
      'ファイルを開いて「ログイン」キーチェーンに追加し、キーチェーンアクセスで「Koshin Demo Root」を開いて、「信頼」を「常に信頼」にします。',
    linux: '端末で certutil -d sql:$HOME/.pki/nssdb -A -n koshin-demo -t C,, -i koshin-demo-root.crt を実行します。',
    firefox:
      '設定の「プライバシーとセキュリティ」→「証明書を表示」→「認証局証明書」→「インポート」で、ウェブサイトの識別に使うことを許可します。',
  },
  takeFile: {
    windows: 'ファイルを開き、「現在のユーザー」を選び、ファイルのパスワードを入力して、最後まで進みます。',
    macos: 'ファイルを開いて「ログイン」キーチェーンに追加し、ファイルのパスワードを入力します。',
    linux: '端末で pk12util -d sql:$HOME/.pki/nssdb -i ファイル名 を実行し、ファイルのパスワードを入力します。',
    firefox:
      '設定の「プライバシーとセキュリティ」→「証明書を表示」→「あなたの証明書」→「インポート」で、ファイルのパスワードを入力します。',
  },
  afterwards:
    '試し終えたら、ルート証明書をブラウザから取り除いてください。その鍵は、デモのデータのフォルダーにあります。',
  customers: '利用者の一覧',
  passwords: 'パスワードは、電子証明書をお持ちの利用者全員が同じです。',
  loginPassword: 'ログインパスワード',
  filePassword: 'ファイルのパスワード',
  openPortal: (bank) => `${bank}の画面を開く`,
  customer: '利用者',
  loginId: '利用者ID',
  certificate: '電子証明書',
  file: 'ファイル',
  fileOf: (loginId) => `${loginId} のファイル`,
  noFile: 'なし',
  presented: '提示されました',
  comma: '、',
  roles: { administrator: '管理者', approver: '承認者', member: '一般者' },
  neverAcquired: 'まだ取得していません',
  code: '取得用パスワード',
  states: {
    issued: '発行済み（未使用）',
    active: 'ご利用中',
    retired: '更新前のもの（終了）',
    revoked: '失効しています',
    expired: '有効期限が過ぎています',
  },
  expiry: (day) => `有効期限 ${day}`,
  daysLeft: (days) => (days === 0 ? '本日まで' : `あと${days}日`),
  renewal: (standing, from) =>
    ({ later: `更新は${from}から`, now: '更新できます', done: '更新が完了しています', over: '' })[standing],
  day: (day) => {
    const { year, month, day: date } = parts(day);
    return `${year}年${month}月${date}日`;
  },
  instant: (at) =>
    new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short' }).format(at),
  outbox: {
    title: 'メール',
    intro: 'デモの金庫からのメールは、だれにも送信されず、ここに置かれます。',
    open: 'メールの一覧を開く',
    empty: 'まだ1通もありません。',
    subject: '件名',
    from: '差出人',
    to: '宛先',
    date: '日時',
    file: 'ファイル',
    fileOf: (subject) => `「${subject}」のファイル`,
    attached: '添付',
    signature: '電子署名',
    signed: '電子署名付き',
    verify: '金庫の署名（S/MIME）。デモのルート証明書で検証できます。',
    asHtml: 'HTML形式',
    asText: 'テキスト形式',
    back: 'デモの始め方へ戻る',
    backToList: 'メールの一覧へ戻る',
  },
  invented: 'この画面にある名前、会社、金庫、電話番号は、すべて架空のものです。',
};
