import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { RenewalView } from '@koshin/wire/portal/renewal-messages.ts';
import type { Page } from 'playwright-core';
import type { Script } from '../../testing/fake-service.ts';
import { bank, certificate, nonce, open, successor } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { type ExtensionWords, extensionInPage } from './extension-in-page.ts';
import { healthy } from './pretend-helper.ts';
import { scriptOf } from './pretend-script.ts';
import { type Certified, PretendService } from './pretend-service.ts';
import {
  digestOf,
  sampleHelperKey,
  samplePresentation,
  sampleProof,
  sampleRenewal,
  sampleSuccessor,
} from './samples.ts';
import { pressFilled } from './walk.ts';

const path = `/renewal/${certificate.id}`;
const offering = {
  ...open,
  bank: {
    ...bank,
    helper: {
      extensionId: 'hdlbjdnmjialbjkeclifpdbnadafagij',
      minimumVersion: '1.0.0',
      keyKind: 'P-256',
      consents: 'each',
    },
  },
} as const;

const refused = (code: 'install-not-found' | 'helper-busy'): PageAnswer => ({ answer: 'refused', code, facts: {} });
const keys = (...found: Parameters<typeof sampleHelperKey>): PageAnswer => ({
  answer: 'keys',
  keys: found.map(sampleHelperKey),
});
const there: ExtensionWords = { status: healthy, 'find-keys': { answer: 'keys', keys: [] } };

const withToken: PageAnswer =
  healthy.host?.answer !== 'status'
    ? healthy
    : {
        ...healthy,
        host: {
          ...healthy.host,
          tokens: { ...healthy.host.tokens, present: [{ serial: 'KT-0001', label: 'koshin-usb', pin: 'untouched' }] },
        },
      };
const handedOver = {
  applicationNo: '10000001',
  state: 'handed-over',
  collection: 'branch',
  receivedOn: '2026-12-01',
  changedOn: '2026-12-02',
  reason: null,
  tokenSerialTail: '0001',
} as const;

/** The pages of the way with helper (screens 2.3 and 2.4, ⓗ). */
export function helperScreens(certify: (csr: Uint8Array) => Certified): readonly Screen[] {
  const story = (): Script => scriptOf(new PretendService(certify), () => offering);
  const standing = (changes: Partial<RenewalView>): Script => ({
    ...story(),
    'POST /api/renewals': () => ({ say: sampleRenewal({ resumed: true, ...changes }) }),
  });
  /** A certificate that was issued, whose key the helper has. */
  const issued: Partial<RenewalView> = { state: 'issued', successors: [sampleSuccessor()] };
  const screen = (
    name: string,
    title: Screen['title'],
    {
      words,
      act,
      script = story(),
      ...rest
    }: Partial<Screen> & { words: ExtensionWords; act?: (page: Page) => Promise<void> },
  ): Screen => ({
    name,
    title,
    path,
    script,
    before: async (page) => {
      await extensionInPage(page, words);
      await act?.(page);
    },
    ...rest,
  });
  const deliver: Script = {
    ...standing(issued),
    'GET /api/certificates/:id': () => ({
      say: {
        ...{ certificateId: sampleSuccessor().certificateId, certificate: 'MAA=', chain: ['MAA='] },
        ...{ subjectLabel: successor.subjectLabel, serialTail: 'D83C', expiryDate: '2027-12-22' },
        fileName: 'web-fb-certificate-20271222.p12',
      },
    }),
  };
  const tokenStory = (): Script => {
    const service = new PretendService(certify);
    service.tokenSerial = 'KT-0001';
    service.situation = { applications: [handedOver], mayApply: false };
    return scriptOf(service, () => ({ ...offering, bank: { ...offering.bank, mediaStorage: true } }));
  };
  const toToken = async (page: Page) => {
    await pressFilled(page);
    await page.locator('.choices .btn').nth(1).click();
  };
  const proof = sampleProof();
  const storage = { kind: 'pc-store', reportedAt: proof.provenAt } as const;
  const here = { ...there, 'find-keys': keys({ keyDigest: digestOf(1) }) };
  return [
    {
      name: 'renewal.check-helper',
      title: titles.check,
      path,
      script: story(),
      before: async (page) => {
        await page.locator('p .linklike').click();
        await page.locator('h1', { hasText: titles.check.ja }).waitFor();
      },
    },
    screen('renewal.start-helper', titles.start, { words: there }),
    screen('renewal.asking-helper', titles.issuing, {
      words: there,
      act: async (page) => {
        await pressFilled(page);
        await page.locator('h1', { hasText: titles.issuing.ja }).waitFor();
      },
    }),
    screen('turn.declined-busy', titles.declined, {
      words: { ...there, 'make-key': refused('helper-busy') },
      act: pressFilled,
    }),
    screen('token.error.pin-wrong', titles.token, {
      words: {
        ...there,
        status: withToken,
        'make-key': { answer: 'refused', code: 'token-pin-wrong', facts: { tries: null } },
      },
      script: tokenStory(),
      act: toToken,
    }),
    screen('token.error.pin-locked', titles.token, {
      words: {
        ...there,
        status: withToken,
        'make-key': { answer: 'refused', code: 'token-pin-locked', facts: {} },
      },
      script: tokenStory(),
      act: toToken,
    }),
    screen('token.error.no-application', titles.token, {
      words: { ...there, status: withToken },
      script: { ...tokenStory(), 'GET /api/tokens': () => ({ say: { applications: [], mayApply: true } }) },
      act: toToken,
    }),
    screen('resume.install', titles.resume, { words: here, script: standing(issued) }),
    screen('renewal.installing', titles.installing, { words: here, script: deliver, act: pressFilled }),
    screen('install.not-found', titles.notFound, {
      words: { ...here, install: refused('install-not-found') },
      script: deliver,
      act: pressFilled,
    }),
    screen('resume.request', titles.resume, {
      words: here,
      script: standing({ state: 'requested', pendingKeyDigest: digestOf(1) }),
    }),
    screen('renewal.done-helper', titles.done, {
      path: `${path}?presentation=${nonce}`,
      script: {
        ...standing({ state: 'proven', proof: { ...proof, certificate: { ...proof.certificate, storage } } }),
        'GET /api/presentations/:id': () => ({ say: samplePresentation({ nonce }) }),
      },
      words: { ...there, 'remove-old': { answer: 'removed' } },
      act: async (page) => {
        // The reload has taken the attempt out of the address.
        await page.goto(`${new URL(page.url()).origin}${path}?presentation=${nonce}`);
        await page.locator('.actions .btn').nth(2).click();
        await page.locator('[role=status]', { hasText: '削除しました' }).waitFor();
      },
      focusOnTitle: false,
    }),
  ];
}

const titles = {
  token: { ja: '専用USBをご確認ください', en: 'Please check the USB key' },
  check: { ja: '更新の前にご確認ください', en: 'Please check before renewing' },
  start: { ja: '電子証明書の更新', en: 'Renew your certificate' },
  issuing: { ja: '電子証明書発行処理中', en: 'Issuing the certificate' },
  declined: { ja: '操作を中止しました', en: 'Stopped' },
  installing: { ja: '電子証明書を保存しています', en: 'Saving the certificate' },
  notFound: { ja: '電子証明書の保存を確認できませんでした', en: 'We could not confirm that it was saved' },
  resume: { ja: '更新の続き', en: 'Continue the renewal' },
  done: { ja: '電子証明書のインストールが完了しました', en: 'The certificate has been installed' },
};
