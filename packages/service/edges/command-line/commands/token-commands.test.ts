import { encodePem } from '@koshin/pki/pem/pem.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TokenWorld, testToken, tokenWorld } from '../../../../../tests/testkit/bank/test-token.ts';
import { TestTerminal } from '../../../../../tests/testkit/bank/typed-command.ts';

let at: TokenWorld;
let terminal: TestTerminal;
const token = testToken();
beforeEach(async () => {
  at = await tokenWorld();
  at.means.clock.set('2026-12-01T00:00:00Z');
  terminal = new TestTerminal(at.means);
  terminal.files.set('key.pem', encodePem('PUBLIC KEY', token.deviceKey));
});
afterEach(() => at.means.close());

const type = (verb: string, ...more: string[]) => terminal.type('token', verb, ...more, '--bank', 'mihon');
const reasons = ['--reason-ja', '在庫がありません', '--reason-en', 'none in stock'];
const registering = ['--serial', ` ${token.serial} `, '--label', token.label, '--device-key', 'key.pem'];

async function applied(): Promise<string> {
  const paper = ['--login-id', at.customer.user.loginId, '--contact', '03-0000-0000'];
  return String((await type('apply', ...paper, '--json')).json().applicationNo);
}

describe('koshin token', () => {
  it('takes an application from paper to the hand-over, and tells after each step how it stands', async () => {
    const number = await applied();
    const said = [
      await type('accept', number),
      await type('register', number, ...registering),
      await type('hand-over', number),
      await type('suspend', number, ...reasons),
    ];
    expect(said.map(({ exitCode, out }) => [exitCode, out])).toEqual([
      [0, `Application ${number}: accepted\n`],
      [0, `Application ${number}: accepted, serial ${token.serial}\n`],
      [0, `Application ${number}: handed over, serial ${token.serial}\n`],
      [0, `Application ${number}: suspended, serial ${token.serial}\n`],
    ]);
    expect(await at.stored()).toMatchObject({
      collection: 'branch',
      reason: { ja: '在庫がありません', en: 'none in stock' },
    });
    const acts = (await at.audited()).map(({ act, actor }) => [act, actor.id]);
    expect(acts).toHaveLength(5);
    expect(acts[0]).toEqual(['token-application-received', 'command-line']);
  });

  it('declines with a reason, and speaks Japanese', async () => {
    const number = await applied();
    terminal.language = 'ja';
    const { out } = await type('decline', number, ...reasons);
    expect(out).toBe(`受付番号 ${number}：お断り\n`);
    const again = (await type('decline', number, '--reason-ja', '別', '--reason-en', 'x', '--json')).json();
    expect(again).toMatchObject({ state: 'declined', reason: { ja: '在庫がありません', en: 'none in stock' } });
  });

  it('lists applications that stand, or all, with whose they are', async () => {
    const first = await applied();
    await type('decline', first, ...reasons);
    const number = await applied();
    const { loginId } = at.customer.user;
    const { contractNumber } = at.customer.contract;
    const listed = (await type('applications', '--json')).json();
    expect(listed).toEqual([
      {
        ...{ bank: 'mihon', applicationNo: number, state: 'received', collection: 'branch', contact: '03-0000-0000' },
        ...{ reason: null, tokenSerial: null, contractNumber, loginId },
        ...{ receivedAt: '2026-12-01T00:00:00.000Z', changedAt: '2026-12-01T00:00:00.000Z' },
      },
    ]);
    const [head, ...rows] = (await type('applications', '--all')).out.trimEnd().split('\n');
    expect(head).toMatch(/^number +state +received/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(`${number}  received  2026-12-01T00:00:00.000Z  ${contractNumber}`);
    terminal.language = 'ja';
    expect((await type('applications')).out).toMatch(/受付済み.*窓口/);
  });

  it('lists tokens with their device keys, those that may be used or all', async () => {
    const number = await applied();
    await type('accept', number);
    await type('register', number, ...registering);
    const listed = (await type('list', '--json')).json();
    expect(listed).toMatchObject([
      { serial: token.serial, label: token.label, loginId: at.customer.user.loginId, suspendedAt: null },
    ]);
    expect(listed).toMatchObject([{ deviceKey: encodePem('PUBLIC KEY', token.deviceKey) }]);
    await type('decline', number, ...reasons);
    expect((await type('list', '--json')).json()).toEqual([]);
    const all = (await type('list', '--all')).out;
    expect(all).toMatch(new RegExp(`\n${token.serial} .* 2026-12-01T00:00:00.000Z  2026-12-01T00:00:00.000Z\n$`));
  });

  it.each([
    ['not-found', ['accept', '00000000']],
    ['changed-meanwhile', ['hand-over']],
    ['token-application-exists', ['apply', '--login-id', 'own', '--contact', 'x']],
    ['request-malformed', ['decline', '--reason-ja', ' ', '--reason-en', 'x']],
    ['request-malformed', ['register', '--serial', 'A', '--label', 'x', '--device-key', 'wrong.pem']],
  ])('is refused: %s for %j, with nothing changed', async (code, [verb = '', ...given]) => {
    const number = await applied();
    const before = await at.stored();
    terminal.files.set('wrong.pem', encodePem('CERTIFICATE', token.deviceKey));
    const words = given.map((word) => (word === 'own' ? at.customer.user.loginId : word));
    const operand = verb === 'apply' || verb === 'accept' ? [] : [number];
    const { exitCode, out, err } = await type(verb, ...operand, ...words, '--json');
    expect([exitCode, out]).toEqual([3, '']);
    expect(JSON.parse(err)).toMatchObject({ code });
    expect(await at.stored()).toEqual(before);
  });

  it('takes eight digits for a number, and a way of collection that there is', async () => {
    await expect(type('accept', '1234')).resolves.toMatchObject({ exitCode: 2 });
    const wrong = type('apply', '--login-id', 'x', '--contact', 'x', '--collection', 'courier');
    await expect(wrong).resolves.toMatchObject({ exitCode: 2 });
  });
});
