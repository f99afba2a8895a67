import { type RefusalCode, refusalCodes } from '@koshin/lifecycle/refusals/codes.ts';
import { describe, expect, it } from 'vitest';
import { type CustomerText, customerText, customerTexts } from './customer-texts.ts';
import { logTexts } from './log-texts.ts';
import { operatorTexts } from './operator-texts.ts';
import { problemType } from './problem.ts';
import { statuses } from './statuses.ts';

const texts: readonly (readonly [string, CustomerText | null])[] = Object.entries(customerTexts);
const forCustomers = texts.flatMap(([code, text]) => (text === null ? [] : [{ code, ...text }]));

/** Names of the placeholders of an ICU message; throws when its braces do not close. */
function placeholders(message: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (const { 0: mark, index } of message.matchAll(/[{}]/g)) {
    depth += mark === '{' ? 1 : -1;
    if (depth < 0) throw new Error(`a brace closes that was not opened: ${message}`);
    const name = depth === 1 && mark === '{' ? /^\{(\w+)[,}]/.exec(message.slice(index))?.[1] : undefined;
    if (name !== undefined) names.add(name);
  }
  if (depth !== 0) throw new Error(`a brace is left open: ${message}`);
  return [...names].sort();
}

describe('the texts of the refusals', () => {
  it('names every code in all four tables', () => {
    const codes = Object.keys(statuses);
    expect(codes.toSorted()).toEqual(refusalCodes.toSorted());
    for (const table of [customerTexts, operatorTexts, logTexts]) expect(Object.keys(table)).toEqual(codes);
  });

  it.each(forCustomers)('$code names the same placeholders in Japanese and in English', ({ code, ja, en }) => {
    // One English sentence is shorter than the Japanese one by the bank's name.
    const left = code === 'token-application-pending' ? ['bankName'] : [];
    expect(placeholders(ja)).toEqual([...placeholders(en), ...left]);
  });

  it('counts with plurals in English (screens 0)', () => {
    const counted = forCustomers.filter(({ ja }) => /\{(n|tries)\}(回|枚)/.test(ja));
    expect(counted.map(({ code }) => code)).toEqual(['token-pin-wrong', 'token-pin-locked', 'certificate-limit']);
    for (const { en } of counted) expect(en).toMatch(/, plural, one \{#[^}]+\} other \{#[^}]+\}\}/);
  });

  it('leaves no mark of the specification in a text (screens 0)', () => {
    for (const { ja, en } of forCustomers) expect(ja + en).not.toMatch(/[«»⟨⟩[\]¶▸ⓗⓕ`…–]/);
  });

  it('blames nobody and urges nobody (screens 1, tone)', () => {
    for (const { ja } of forCustomers) {
      expect(ja).not.toMatch(/至急|必ず|不正|失敗しました|エラーが発生しました|間違っています/);
    }
  });

  it('gives customers whole sentences', () => {
    for (const { ja, en } of forCustomers) {
      expect(ja).toMatch(/。$/);
      expect(en).toMatch(/^([A-Z]|\{).*\.$/);
    }
  });

  it('shows a customer who meets an operators’ code the text of the unexpected', () => {
    const operatorsOnly = texts.filter(([, text]) => text === null).map(([code]) => code);
    expect(operatorsOnly).toEqual([
      'audit-broken',
      'reissue-without-certificate',
      'reissue-which-certificate',
      'notice-refused',
      'approval-own',
      'approval-expired',
      'operator-token-refused',
      'bank-exists',
      'bank-invalid',
      'issuer-exists',
      'issuer-term-refused',
      'issuer-in-use',
      'issuer-import-refused',
      'crl-import-refused',
      'mail-certificate-refused',
    ]);
    expect(customerText('approval-own')).toBe(customerTexts.unexpected);
    expect(customerText('renewal-too-late').ja).toBe('更新の期間が過ぎました。');
  });
});

describe('the statuses of the refusals', () => {
  it.each<[RefusalCode, number]>([
    ['session-expired', 401],
    ['certificate-revoked', 403],
    ['certificate-lint-refused', 500],
    ['not-found', 404],
    ['renewal-out-of-order', 409],
    ['attempt-expired', 410],
    ['request-too-large', 413],
    ['key-too-weak', 422],
    ['login-locked', 423],
    ['rate-limited', 429],
    ['signer-unavailable', 503],
  ])('%s is answered with %i', (code, status) => {
    expect(statuses[code]).toBe(status);
  });

  it('are all errors: of the client, or of the service where nothing the client sends could help', () => {
    const ours = Object.entries(statuses).filter(([, status]) => status >= 500);
    expect(ours.map(([code]) => code)).toEqual([
      'certificate-lint-refused',
      'signer-unavailable',
      'store-unavailable',
      'audit-broken',
      'issuer-revoked',
      'maintenance',
      'unexpected',
    ]);
    for (const status of Object.values(statuses)) expect(status).toBeGreaterThanOrEqual(400);
  });

  it('name the problem by its code (RFC 9457 3.1.1)', () => {
    expect(problemType('not-found')).toBe('urn:koshin:problem:not-found');
  });
});
