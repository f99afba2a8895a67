import { describe, expect, it } from 'vitest';
import { oneLine, outcomeOf, withoutAddresses } from './outcome.ts';

const answered = (response: string, command = 'RCPT TO') =>
  Object.assign(new Error('failed'), {
    code: command === 'message' ? 'EMESSAGE' : 'EENVELOPE',
    command: command === 'message' ? 'DATA' : command,
    responseCode: Number(response.slice(0, 3)),
    response,
  });

describe('a complete answer', () => {
  it.each([
    ['450 4.2.1 mailbox busy', 'deferred'],
    ['550 5.1.1 no such user', 'refused'],
    ['550 no such user', 'refused'],
    ['550 5.1.10 recipient not found', 'refused'],
    ['550 5.7.1 you may not write to this list', 'refused'],
    ['554 5.2.1 mailbox disabled', 'refused'],
    ['550 relay not permitted', 'deferred'],
    ['550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'deferred'],
    ['535 5.7.8 bad credentials', 'deferred'],
    ['538 5.7.11 encryption required', 'deferred'],
    ['550 5.7.25 no reverse DNS', 'deferred'],
    ['500 5.5.2 what?', 'deferred'],
  ] as const)('%s to the recipient is %s', (response, kind) => {
    expect(outcomeOf(answered(response), { wholeGiven: false }).kind).toBe(kind);
  });

  it('counts also where the whole message had left', () => {
    expect(outcomeOf(answered('554 5.6.0 no', 'message'), { wholeGiven: true }).kind).toBe('refused');
    expect(outcomeOf(answered('451 4.3.0 no', 'message'), { wholeGiven: true }).kind).toBe('deferred');
  });

  it('does not count when it belongs to the connection, not to the mail', () => {
    const error = Object.assign(answered('554 5.0.0 whatever'), { code: 'ECONNECTION', command: 'CONN' });
    expect(outcomeOf(error, { wholeGiven: true }).kind).toBe('unclear');
    expect(outcomeOf(error, { wholeGiven: false }).kind).toBe('deferred');
  });
});

it('answers are put into one line without control characters, and not without end', () => {
  expect(oneLine('550-5.1.1 a\r\n550 5.1.1 b\u0007\u2028 c ')).toBe('550-5.1.1 a 550 5.1.1 b c');
  expect(oneLine('x'.repeat(2_000))).toHaveLength(500);
});

it.each([
  ['550 5.1.1 <keiri@aoba.example>: unknown', '550 5.1.1 <(address)>: unknown'],
  ['550 RCPT to:keiri+a.b@aoba.example, no', '550 RCPT to:(address), no'],
  ['451 "a@b.example" and (c@d.example) later', '451 "(address)" and ((address)) later'],
  ['450 4.2.1 mailbox busy', '450 4.2.1 mailbox busy'],
])('the answer %s stands without addresses in the log', (answer, expected) => {
  expect(withoutAddresses(answer)).toBe(expected);
});

it('a deferral that speaks of us says so, and no other does', () => {
  const { cause } = { cause: undefined, ...outcomeOf(answered('535 5.7.8 bad credentials'), { wholeGiven: false }) };
  expect(cause).toBe('ours');
  expect(outcomeOf(answered('450 4.2.1 mailbox busy'), { wholeGiven: false })).toEqual({
    kind: 'deferred',
    answer: '450 4.2.1 mailbox busy',
  });
});
