import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import type { OpenSession, SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { Page } from 'playwright-core';
import type { Answer, Script } from '../../testing/fake-service.ts';
import { anonymous, bank, certificate, nonce, open } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { helperScreens } from './helper-screens.ts';
import { scriptOf } from './pretend-script.ts';
import { type Certified, PretendService } from './pretend-service.ts';
import { newCertificate, samplePresentation, sampleProof, sampleRenewal, sampleSuccessor } from './samples.ts';
import { choosePassword, pressFilled, renew, saveFile, sayYes, toConsent, toImport, toSave } from './walk.ts';

const path = `/renewal/${certificate.id}`;

/** Every page of the renewal window, in the state that shows most of it. */
export function everyRenewalScreen(certify: (csr: Uint8Array) => Certified): readonly Screen[] {
  const story = (changes: Partial<RenewalView> = {}, session: Partial<OpenSession> = {}): Script =>
    scriptOf(new PretendService(certify, changes), () => ({ ...open, ...session }));
  const standing = (changes: Partial<RenewalView>): Script => ({
    ...story(),
    'POST /api/renewals': () => ({ say: sampleRenewal({ resumed: true, ...changes }) }),
  });
  const refusedStart = (refuse: Extract<Answer, { refuse: unknown }>['refuse']): Script => ({
    ...story(),
    'POST /api/renewals': () => ({ refuse }),
  });
  const screen = (name: string, title: Screen['title'], rest: Partial<Screen> = {}): Screen => ({
    name,
    title,
    path,
    script: story(),
    ...rest,
  });
  const saved = sampleSuccessor({ savedAt: '2026-12-10T01:22:00Z' });
  const presented = (changes: Partial<PresentationView>, renewal: Partial<RenewalView>): Partial<Screen> => ({
    path: `${path}?presentation=${nonce}`,
    script: {
      ...standing(renewal),
      'GET /api/presentations/:id': () => ({ say: samplePresentation({ nonce, ...changes }) }),
    },
  });
  const refusedProof = (changes: Partial<PresentationView>) =>
    presented({ state: 'refused', ...changes }, { state: 'installed', successors: [saved] });
  const media = { bank: { ...bank, mediaStorage: true } };
  const noOverlap = { bank: { ...bank, overlapDays: 0 } };
  const acceptClosing = (page: Page) => page.on('dialog', (dialog) => void dialog.accept());

  /** Ends when the story says so; everything but the session is refused then. */
  function ending(): { script: Script; end: () => void } {
    let now: SessionView = open;
    const gone: SessionView = { ...anonymous, ended: { code: 'session-expired', at: '2026-12-10T01:30:00Z' } };
    const end = () => {
      now = gone;
    };
    return { script: scriptOf(new PretendService(certify), () => now), end };
  }
  const midway = ending();

  const onTheWay: Screen[] = [
    screen('renewal.prepare', titles.prepare, {
      before: async (page) => {
        await page.route('**/api/renewals', () => {});
        await page.reload();
        await page.locator('.mark.done').nth(2).waitFor();
      },
    }),
    screen('renewal.check', titles.check, {
      before: async (page) => {
        await page.addInitScript(() => {
          IDBFactory.prototype.open = () => {
            throw new DOMException('refused', 'SecurityError');
          };
        });
        await shiftClock(page);
      },
    }),
    screen('renewal.check-clock', titles.check, { before: shiftClock }),
    screen('browser.phone', titles.phone, {
      before: async (page) => {
        await page.addInitScript(() => {
          Object.defineProperty(Navigator.prototype, 'userAgent', { value: 'Mozilla/5.0 (Linux; Android 16; K)' });
        });
        await page.reload();
      },
    }),
    screen('browser.unsupported', titles.unsupported, {
      before: async (page) => {
        await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
        await page.reload();
      },
    }),
    screen('renewal.start', titles.start),
    screen('renewal.start-password', titles.start, { script: story({ passwordNeeded: true }) }),
    screen('renewal.start-mismatch', titles.start, {
      script: {
        ...story({ passwordNeeded: true }),
        'POST /api/renewals/:id/confirm': () => ({
          refuse: { code: 'password-mismatch', facts: { triesLeft: 4, minutes: 15 } },
        }),
      },
      before: async (page) => {
        await page.locator('#login-password').fill('another one');
        await pressFilled(page);
        await page.locator('.frame.error').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('renewal.start-other-pcs', titles.start, {
      script: story({}, noOverlap),
      before: async (page) => {
        await pressFilled(page);
        await page.locator('.frame.error').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('resume.ready', titles.start, { script: standing({ state: 'ready' }) }),
    screen('renewal.storage', titles.storage, { script: story({}, media), before: renew }),
    screen('renewal.usb-not-offered', titles.usb, {
      script: story({}, media),
      before: async (page) => {
        await renew(page);
        await page.locator('.choices .btn').nth(1).click();
      },
    }),
    screen('renewal.file-password', titles.filePassword, { before: renew }),
    screen('renewal.file-password-errors', titles.filePassword, {
      before: async (page) => {
        await renew(page);
        await page.locator('#file-password').fill('ｐａｓｓｗｏｒｄ');
        await pressFilled(page);
        await page.locator('.frame.error').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('turn.back', titles.filePassword, {
      before: async (page) => {
        await renew(page);
        await page.goBack();
        await page.locator('.frame.banner').waitFor();
      },
    }),
    screen('consent.make-key', titles.issuing, {
      before: async (page) => {
        await renew(page);
        await choosePassword(page);
      },
      focusOnTitle: false,
    }),
    screen('consent.send-request', titles.issuing, { before: (page) => toConsent(page, 2), focusOnTitle: false }),
    screen('turn.declined', titles.declined, {
      before: async (page) => {
        await toConsent(page, 2);
        await page.keyboard.press('Escape');
      },
    }),
    screen('renewal.issuing', titles.issuing, {
      before: async (page) => {
        await page.route('**/requests', () => {});
        await toConsent(page, 2);
        await sayYes(page);
        await page.locator('.mark.busy').waitFor();
      },
    }),
    screen('renewal.issuing-cut-off', titles.issuing, {
      script: { ...story(), 'POST /api/renewals/:id/requests': () => 'cut' },
      before: async (page) => {
        await toConsent(page, 2);
        await sayYes(page);
        await page.locator('.frame.banner').waitFor();
      },
    }),
    screen('renewal.signer-down', titles.signerDown, {
      script: { ...story(), 'POST /api/renewals/:id/requests': () => ({ refuse: { code: 'signer-unavailable' } }) },
      before: async (page) => {
        await toConsent(page, 2);
        await sayYes(page);
      },
    }),
    screen('renewal.save', titles.save, { before: toSave }),
    screen('renewal.save-begun', titles.save, {
      before: async (page) => {
        await toSave(page);
        await saveFile(page);
      },
      focusOnTitle: false,
    }),
    screen('consent.install', titles.save, {
      before: async (page) => {
        await toSave(page);
        await saveFile(page);
        await pressFilled(page);
        await page.locator('dialog').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('turn.session', titles.save, {
      script: midway.script,
      before: async (page) => {
        await toSave(page);
        midway.end();
        await page.evaluate(() => new BroadcastChannel('koshin').postMessage({ kind: 'logged-out' }));
        await page.locator('dialog').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('renewal.import.linux', titles.import, { before: async (page) => void (await toImport(page)) }),
    ...(['windows', 'macos', 'firefox'] as const).map((way, index) =>
      screen(`renewal.import.${way}`, titles.import, {
        before: async (page) => {
          await toImport(page);
          await page.locator('.envline button').click();
          await page.locator('.ways button').nth(index).click();
        },
        focusOnTitle: false,
      }),
    ),
  ];

  const proofs: Screen[] = [
    screen('proof.old', titles.proofOld, refusedProof({ code: 'proof-old-certificate' })),
    screen('proof.none', titles.proofNone, refusedProof({ code: 'certificate-not-presented' })),
    screen(
      'proof.other-user',
      titles.otherUser,
      refusedProof({ code: 'certificate-other-user', facts: { userName: '佐倉 恵子' } }),
    ),
    screen('proof.not-completed', titles.notCompleted, refusedProof({ state: 'waiting' })),
    screen('renewal.done', titles.done, presented({}, { state: 'proven', proof: sampleProof() })),
    screen(
      'renewal.done-no-overlap',
      titles.done,
      presented({}, { state: 'proven', proof: { ...sampleProof(), overlapLastDay: null, overlapEndsAt: null } }),
    ),
  ];

  const resumed: Screen[] = [
    screen('resume.saved', titles.resume, { script: standing({ state: 'issued', successors: [saved] }) }),
    screen('resume.key-kept', titles.resume, {
      before: async (page) => {
        acceptClosing(page);
        await toSave(page);
        await page.reload();
        await page.locator('#file-password').waitFor();
      },
    }),
    screen('resume.key-kept-mismatch', titles.resume, {
      before: async (page) => {
        acceptClosing(page);
        await toSave(page);
        await page.reload();
        await page.locator('#file-password').fill('another one 12');
        await pressFilled(page);
        await page.locator('.frame.error').waitFor();
      },
      focusOnTitle: false,
    }),
    screen('resume.remake', titles.remake, {
      script: standing({ state: 'issued', successors: [sampleSuccessor()] }),
    }),
    screen('resume.limit', titles.limit, {
      script: standing({ state: 'issued', successors: [sampleSuccessor()], keysLeftToday: 0 }),
      before: pressFilled,
    }),
    screen('resume.prove', titles.resume, {
      script: standing({
        state: 'installed',
        successors: [sampleSuccessor({ installedAt: '2026-12-10T01:30:00Z' })],
      }),
    }),
    screen('resume.done', titles.resumeDone, { script: standing({ state: 'proven', proof: sampleProof() }) }),
  ];

  const turns: Screen[] = [
    screen('turn.two-windows', titles.twoWindows, { script: standing({ state: 'ready', held: 'elsewhere' }) }),
    screen('turn.moved', titles.moved, {
      script: {
        ...story(),
        'POST /api/renewals/:id/confirm': () => ({ refuse: { code: 'renewal-moved' } }),
      },
      before: pressFilled,
    }),
    screen('renewal.login-again', titles.loginAgain, { script: story({ presentedHere: false }) }),
    screen(
      'renewal.login-again-refused',
      titles.presentNone,
      presented({ purpose: 'renewal', state: 'refused', code: 'certificate-not-presented' }, { presentedHere: false }),
    ),
    screen('renewal.too-early', titles.tooEarly, {
      script: refusedStart({
        code: 'renewal-too-early',
        facts: { windowStart: '2026-11-22', expiryDate: '2026-12-22' },
      }),
    }),
    screen('renewal.too-late', titles.tooLate, {
      script: refusedStart({ code: 'renewal-too-late', facts: { expiryDate: '2026-12-22' } }),
    }),
    screen('renewal.no-live', titles.noLive, {
      script: standing({
        state: 'cancelled',
        ended: { reason: 'certificate-revoked', at: '2026-12-10T01:05:00Z' },
        successors: [sampleSuccessor({ certificateId: newCertificate().id, status: 'revoked' })],
      }),
    }),
    screen('renewal.cannot-issue', titles.unexpected, {
      script: {
        ...story(),
        'POST /api/renewals/:id/requests': () => ({ refuse: { code: 'certificate-lint-refused' } }),
      },
      before: async (page) => {
        await toConsent(page, 2);
        await sayYes(page);
      },
    }),
  ];
  return [...onTheWay, ...proofs, ...resumed, ...turns, ...helperScreens(certify)];
}

/** The service's clock twelve minutes ahead of the PC's. */
async function shiftClock(page: Page): Promise<void> {
  await page.route('**/api/session', async (route) => {
    const response = await route.fetch();
    const date = new Date(Date.now() + 12 * 60_000).toUTCString();
    await route.fulfill({ response, headers: { ...response.headers(), date } });
  });
  await page.reload();
}

const titles = {
  prepare: { ja: '電子証明書更新前処理中', en: 'Preparing the renewal' },
  check: { ja: '更新の前にご確認ください', en: 'Please check before renewing' },
  phone: { ja: 'パソコンでお手続きください', en: 'Please use your PC' },
  unsupported: { ja: 'このブラウザではお手続きできません', en: 'This browser cannot be used for this' },
  start: { ja: '電子証明書の更新', en: 'Renew your certificate' },
  storage: { ja: '電子証明書の保存先', en: 'Where to keep the certificate' },
  usb: { ja: '専用USBへの保存はまだご利用いただけません', en: 'Saving to the USB key is not available yet' },
  filePassword: { ja: '電子証明書ファイルのパスワード', en: 'Password for the certificate file' },
  issuing: { ja: '電子証明書発行処理中', en: 'Issuing the certificate' },
  declined: { ja: '操作を中止しました', en: 'Stopped' },
  signerDown: { ja: 'ただいま発行できません', en: 'We cannot issue right now' },
  save: { ja: '電子証明書ファイルの保存', en: 'Save the certificate file' },
  import: { ja: '電子証明書の登録', en: 'Register the certificate' },
  proofOld: { ja: '更新前の電子証明書が選ばれました', en: 'The earlier certificate was chosen' },
  proofNone: { ja: '新しい電子証明書が選択されていません', en: 'The new certificate was not chosen' },
  otherUser: { ja: '別の利用者の電子証明書です', en: "This is another user's certificate" },
  notCompleted: { ja: '電子証明書の確認が終わりませんでした', en: 'The certificate check was not completed' },
  presentNone: { ja: '電子証明書が選択されていません', en: 'No certificate was chosen' },
  done: { ja: '電子証明書のインストールが完了しました', en: 'The certificate has been installed' },
  resume: { ja: '更新の続き', en: 'Continue the renewal' },
  remake: { ja: '電子証明書を作り直します', en: 'Make the certificate again' },
  limit: { ja: '本日はこれ以上作り直せません', en: 'It cannot be made again today' },
  resumeDone: { ja: '更新は完了しています', en: 'The renewal is complete' },
  twoWindows: { ja: '別のウィンドウで更新が進んでいます', en: 'A renewal is open in another window' },
  moved: { ja: '手続きは別のウィンドウに移りました', en: 'This has moved to another window' },
  loginAgain: { ja: '更新する電子証明書を確認します', en: 'Confirm the certificate to be renewed' },
  tooEarly: { ja: '更新できるのは2026年11月22日からです', en: 'You can renew from 22 November 2026' },
  tooLate: { ja: '更新の期間が過ぎました', en: 'The renewal period is over' },
  noLive: { ja: 'この更新は終了しています', en: 'This renewal has ended' },
  unexpected: { ja: '処理を完了できませんでした', en: 'We could not complete this' },
} as const satisfies Record<string, Screen['title']>;
