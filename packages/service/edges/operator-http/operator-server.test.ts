import { MailPage } from '@koshin/wire/operator/mail-messages.ts';
import { operatorPaths } from '@koshin/wire/operator/paths.ts';
import { Problem } from '@koshin/wire/problems/problem.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageIn } from '../../../../tests/testkit/bank/saying.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { planMails } from '../../use-cases/notices/plan-mails.ts';
import { sendMails } from '../../use-cases/notices/send-mails.ts';
import { operatorServer } from './operator-server.ts';

const token = '0123456789abcdef0123456789abcdef';

describe.each(['sqlite', 'postgres'] as const)('the operators’ API on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  let server: FastifyInstance;
  let reached: TestCustomer;
  let unreached: readonly TestCustomer[];
  beforeAll(async () => {
    means = await testMeans(engine);
    bank = await testBank(means, { policy: { mailSpreadMinutes: 0 } });
    await testBank(means, { name: 'reiji' });
    means.clock.set('2026-12-10T00:00:00Z');
    reached = await bank.customer({ daysLeft: 30, mailAddress: 'keiri@aoba.example' });
    unreached = [await bank.customer({ daysLeft: 30 }), await bank.customer({ daysLeft: 30 })];
    await planMails(means);
    await sendMails(means);
    server = await operatorServer({ means, token, log: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await server.close();
    await means.close();
  });

  const ask = (url: string, headers: Record<string, string> = {}) =>
    server.inject({ url, headers: { authorization: `Bearer ${token}`, ...headers } });
  const mails = operatorPaths.mails('mihon');
  const loginIds = (customers: readonly TestCustomer[]) => customers.map(({ user }) => user.loginId).toSorted();

  it('tells who could not be reached, and why', async () => {
    const answer = await ask(mails);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const page = messageIn(MailPage, answer.body);
    expect(page.next).toBeNull();
    expect(page.mails.map(({ loginId }) => loginId).toSorted()).toEqual(loginIds(unreached));
    for (const mail of page.mails)
      expect(mail).toMatchObject({ state: 'unreachable', reason: 'no-address', sentAt: null });
  });

  it('tells of the states that are asked for, page by page, each mail once', async () => {
    const sent = messageIn(MailPage, (await ask(`${mails}?state=sent`)).body);
    expect(sent.mails).toMatchObject([
      { loginId: reached.user.loginId, address: 'keiri@aoba.example', occasion: '30' },
    ]);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page = messageIn(MailPage, (await ask(`${mails}?state=sent,unreachable&limit=1${after}`)).body);
      expect(page.mails.length).toBeLessThanOrEqual(1);
      seen.push(...page.mails.map(({ loginId }) => loginId));
      next = page.next;
    }
    expect(seen.toSorted()).toEqual(loginIds([reached, ...unreached]));
  });

  it('tells of all as CSV, in the language that is asked for', async () => {
    const answer = await ask(mails, { accept: 'text/csv', 'accept-language': 'en' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = answer.body.trimEnd().split('\r\n');
    expect(head).toBe('\ufeffID,for,user,serial,due,state,reason,address,answer');
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toContain(',unreachable,no address,');
    const inJapanese = await ask(mails, { accept: 'text/csv' });
    expect(inJapanese.body).toContain('状態,理由,宛先');
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${token.replace('0', '1')}` }],
    ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['a password', { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }],
    ['nothing after the scheme', { authorization: 'Bearer ' }],
  ])('answers nothing to who says %s, also where nothing is', async (_what, headers) => {
    for (const url of [mails, operatorPaths.mails('nobody'), '/']) {
      const answer = await server.inject({ url, headers });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="Koshin operators"');
      expect(messageIn(Problem, answer.body).code).toBe('operator-token-refused');
    }
  });

  it.each([
    ['an unknown bank', operatorPaths.mails('nobody'), 404, 'not-found'],
    ['an unknown bank as CSV', operatorPaths.mails('nobody'), 404, 'not-found'],
    ['a mail that is not there', `${mails}?after=${'0'.repeat(32)}`, 404, 'not-found'],
    ['an unknown state', `${mails}?state=lost`, 400, 'request-malformed'],
    ['no state', `${mails}?state=`, 400, 'request-malformed'],
    ['too many at once', `${mails}?limit=1001`, 400, 'request-malformed'],
    ['something else', '/api/banks', 404, 'not-found'],
  ])('refuses %s as a problem', async (what, url, status, code) => {
    const answer = await ask(url, what.endsWith('CSV') ? { accept: 'text/csv' } : {});
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(messageIn(Problem, answer.body).code).toBe(code);
  });

  it('goes on behind no mail of another bank', async () => {
    const { mails: found } = messageIn(MailPage, (await ask(mails)).body);
    const answer = await ask(`${operatorPaths.mails('reiji')}?after=${found[0]?.id}`);
    expect(answer.statusCode).toBe(404);
  });
});
