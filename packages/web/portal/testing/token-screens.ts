import type { TokenApplicationView, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import type { Page } from 'playwright-core';
import type { Script } from '../../testing/fake-service.ts';
import { bank } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { loggedIn } from './logged-in.ts';

export const application: TokenApplicationView = {
  applicationNo: '50731846',
  state: 'received',
  collection: 'post',
  receivedOn: '2026-12-03',
  changedOn: '2026-12-03',
  reason: null,
  tokenSerialTail: null,
};

const nothing: TokenSituation = { applications: [], mayApply: true };

/** Who has applied so; what is applied for and withdrawn stays so. */
export function withTokens(before: TokenSituation = nothing): Script {
  let situation = before;
  const become = (next: TokenSituation) => {
    situation = next;
    return { say: next };
  };
  return {
    ...loggedIn({ bank: { ...bank, mediaStorage: true } }),
    'GET /api/tokens': () => ({ say: situation }),
    'POST /api/token-applications': () => become({ applications: [application], mayApply: false }),
    'POST /api/token-applications/:id/withdrawal': () =>
      become({ applications: [{ ...application, state: 'withdrawn', changedOn: '2026-12-10' }], mayApply: true }),
  };
}

const stands = ['received', 'accepted', 'handed-over', 'usable'];

export const standing = (state: TokenApplicationView['state'], change: Partial<TokenApplicationView> = {}) =>
  withTokens({
    applications: [{ ...application, state, changedOn: '2026-12-08', ...change }],
    mayApply: !stands.includes(state),
  });

/** On `token.apply`: to the check page. */
export async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('郵送').check();
  await page.getByLabel('ご連絡先').fill('03-0000-0000');
  await page.getByRole('button', { name: '確認画面へ進む' }).click();
}

const applying = { ja: '専用USBの利用申込', en: 'Apply for a dedicated USB key' };
const status = { ja: '専用USBのお申し込み状況', en: 'Your USB key application' };

const ofState = (name: string, script: Script): Screen => ({
  name: `token.status-${name}`,
  path: '/token',
  script,
  title: status,
});

export const tokenScreens: readonly Screen[] = [
  { name: 'token.apply', path: '/token/apply', script: withTokens(), title: applying },
  {
    name: 'token.apply-wrong',
    path: '/token/apply',
    script: withTokens(),
    title: applying,
    before: async (page) => {
      await page.getByRole('button', { name: '確認画面へ進む' }).click();
      await page.locator('.frame.error').waitFor();
    },
    focusOnTitle: false,
  },
  {
    name: 'token.apply-check',
    path: '/token/apply',
    script: withTokens(),
    title: { ja: '申込内容の確認', en: 'Check your answers' },
    before: fillIn,
  },
  ofState('received', standing('received')),
  ofState('usable', standing('usable', { tokenSerialTail: '3921' })),
  ofState('declined', standing('declined', { reason: { ja: '在庫がありません', en: 'None in stock' } })),
  { name: 'main-with-tokens', path: '/main', script: withTokens(), title: { ja: 'メイン画面', en: 'Main screen' } },
];
