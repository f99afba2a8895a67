import { sign } from 'node:crypto';
import type { AuditEvent } from '@koshin/service/ports/register/records.ts';
import type { TokenApplication } from '@koshin/service/ports/register/token-records.ts';
import { plainLines } from '@koshin/service/rich-text/plain-text.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';
import { listNotices } from '@koshin/service/use-cases/notices/list-notices.ts';
import { showNotice } from '@koshin/service/use-cases/notices/read-notice.ts';
import { applyForToken, recordApplication } from '@koshin/service/use-cases/tokens/apply-for-token.ts';
import type { BankEvent } from '@koshin/service/use-cases/tokens/change-application.ts';
import { changeByBank } from '@koshin/service/use-cases/tokens/change-by-bank.ts';
import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { customerKey } from './customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from './test-bank.ts';
import { TestBrowser } from './test-browser.ts';
import { type TestMeans, testMeans } from './test-means.ts';

/** A USB token with its device key, as the bank initialised it. */
export interface TestToken {
  readonly serial: string;
  readonly label: string;
  readonly deviceKey: Uint8Array;
  /** DER of ECDSA-Sig-Value, over what the helper has the device key sign. */
  prove(challenge: Uint8Array): Uint8Array;
  /** The same over any octets, which no helper has it sign. */
  signs(octets: Uint8Array): Uint8Array;
}

export function testToken(serial = '9F8E7D6C5B4A3921'): TestToken {
  const { privateKey, spki } = customerKey();
  const signs = (octets: Uint8Array) => new Uint8Array(sign('sha256', octets, privateKey));
  return {
    serial,
    label: '見本信用金庫 専用USB',
    deviceKey: spki,
    prove: (challenge) => signs(deviceProofBytes(challenge)),
    signs,
  };
}

const by = { bankId: 'mihon', operatorId: null };

/** The user of this login ID has applied, and the bank has gone on as far as `until`. */
export async function appliedToken(
  means: Means,
  {
    loginId,
    token = testToken(),
    until = 'hand-over',
  }: {
    readonly loginId: string;
    readonly token?: TestToken;
    readonly until?: 'apply' | 'accept' | 'register' | 'hand-over';
  },
): Promise<TokenApplication> {
  let application = await recordApplication(means, { loginId, by, collection: 'post', contact: '03-0000-0000' });
  if (until === 'apply') return application;
  const { applicationNo } = application;
  for (const event of ['accept', 'register', 'hand-over'] as const) {
    application = await changeByBank(
      means,
      event === 'register' ? { applicationNo, by, event, token } : { applicationNo, by, event },
    );
    if (event === until) break;
  }
  return application;
}

/** A bank that gives tokens out, with a customer who is logged in. */
export interface TokenWorld {
  readonly means: TestMeans;
  readonly bank: TestBank;
  readonly customer: TestCustomer;
  readonly browser: TestBrowser;
  apply(): Promise<TokenApplication>;
  bankDoes(applicationNo: string, happened: BankEvent): Promise<TokenApplication>;
  /** The customer's latest. */
  stored(): Promise<TokenApplication | undefined>;
  /** What the audit has about tokens. */
  audited(): Promise<readonly AuditEvent[]>;
  /** What the customer reads of each notice, Japanese and English, the latest first. */
  told(): Promise<readonly string[]>;
}

export async function tokenWorld(engine: 'sqlite' | 'postgres' = 'sqlite'): Promise<TokenWorld> {
  const means = await testMeans(engine);
  const bank = await testBank(means, { policy: { mediaStorage: true } });
  const customer = await bank.customer({ daysLeft: 100 });
  const browser = new TestBrowser(means, 'mihon');
  await browser.login(customer.certificate);
  return {
    means,
    bank,
    customer,
    browser,
    apply: () => applyForToken(means, { ...browser.key, collection: 'branch', contact: ' 03-0000-0000 経理部 ' }),
    bankDoes: (applicationNo, happened) => changeByBank(means, { applicationNo, by, ...happened }),
    stored: async () => (await means.register.read((tx) => tx.tokenApplications.ofUser(customer.user.id)))[0],
    async audited() {
      const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
      return events.filter(({ act }) => act.startsWith('token'));
    },
    async told() {
      const { items } = await listNotices(means, { ...browser.key, perPage: 20 });
      const letters = [];
      for (const { noticeNo } of items) {
        const letter = await showNotice(means, { ...browser.key, noticeNo });
        if (letter.kind === 'written') letters.push(plainLines(letter.body.ja), plainLines(letter.body.en));
      }
      return letters.map((lines) => lines.join('\n'));
    },
  };
}
