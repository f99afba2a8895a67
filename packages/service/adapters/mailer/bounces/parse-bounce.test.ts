import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { volume } from '../../../../../tests/testkit/volume.ts';
import { NoBounce } from './no-bounce.ts';
import { mostOctets, parseBounce } from './parse-bounce.ts';
import { bareReport, byExchange, byExim, byPostfix, mailId } from './testing/reports.ts';

const messageId = `${mailId}@bank.example`;

describe('a report', () => {
  it('of Postfix is read', async () => {
    expect(await parseBounce(byPostfix)).toEqual({
      messageId,
      tag: mailId,
      reportingMta: 'mx.customer.example',
      recipients: [
        {
          address: 'user@customer.example',
          action: 'failed',
          status: '5.1.1',
          diagnostic:
            '550 5.1.1 <user@customer.example>: Recipient address rejected: User unknown in virtual mailbox table',
        },
      ],
    });
  });

  it('of Exim is read, each of its recipients', async () => {
    expect(await parseBounce(byExim)).toEqual({
      messageId,
      tag: null,
      reportingMta: 'exim.example',
      recipients: [
        { address: 'one@customer.example', action: 'failed', status: '5.0.0', diagnostic: '550 no such user' },
        { address: 'two@customer.example', action: 'delayed', status: '4.4.1', diagnostic: null },
      ],
    });
  });

  it('of Exchange is read', async () => {
    const { recipients, ...rest } = await parseBounce(byExchange);
    expect(rest).toEqual({ messageId, tag: mailId, reportingMta: 'HK0P.contoso.example' });
    expect(recipients).toMatchObject([{ address: 'user@contoso.example', action: 'failed', status: '5.1.10' }]);
    expect(recipients[0]?.diagnostic).toMatch(/^550 5\.1\.10 RESOLVER/);
  });

  it('with LF alone is read the same', async () => {
    for (const report of [byPostfix, byExim, byExchange]) {
      const unix = Buffer.from(report.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
      expect(await parseBounce(unix)).toEqual(await parseBounce(report));
    }
  });
});

const about = 'Final-Recipient: rfc822; user@customer.example';

describe('the delivery status', () => {
  it.each(['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const)(
    'knows what was done: %s',
    async (action) => {
      const { recipients } = await parseBounce(bareReport([about, `Action: ${action.toUpperCase()} (really)`]));
      const status = { failed: '5.0.0', delayed: '4.0.0' }[String(action)] ?? '2.0.0';
      expect(recipients).toEqual([{ address: 'user@customer.example', action, status, diagnostic: null }]);
    },
  );

  it.each([
    ['without a type', ['Final-Recipient: user@customer.example', 'Action: failed']],
    ['in angle brackets', ['Final-Recipient: rfc822; <user@customer.example>', 'Action: failed']],
    [
      'as it was first',
      ['Final-Recipient: rfc822; elsewhere@x.example', `Original-R${about.slice(7)}`, 'Action: failed'],
    ],
    [
      'where the last one is no address',
      ['Final-Recipient: x400; /C=jp/', `Original-R${about.slice(7)}`, 'Action: failed'],
    ],
    ['in one group with the server', ['Reporting-MTA: dns; x', about, 'Action: failed']],
    ['in any case', ['FINAL-RECIPIENT: RFC822; user@customer.example', 'ACTION: Failed']],
    ['folded', ['Final-Recipient: rfc822;', ' user@customer.example', 'Action:', '\tfailed']],
    ['after several empty lines', ['Reporting-MTA: dns; x', '', ' ', '', about, 'Action: failed']],
  ])('names the recipient %s', async (_what, status) => {
    const { recipients } = await parseBounce(bareReport(status));
    expect(recipients).toMatchObject([{ address: 'user@customer.example', action: 'failed' }]);
  });

  it.each([
    ['no recipient', ['Reporting-MTA: dns; x']],
    ['nothing', []],
    ['a recipient that is no address', ['Final-Recipient: rfc822; nobody', 'Action: failed']],
    ['no action', [about]],
    ['an unknown action', [about, 'Action: eaten']],
    ['more than a hundred recipients', Array.from({ length: 101 }, () => [about, 'Action: failed', '']).flat()],
  ])('is none with %s', async (_what, status) => {
    await expect(parseBounce(bareReport(status))).rejects.toThrow(NoBounce);
  });

  it.each(['5.1', '6.1.1', '5.1.1x', '5.1.1111', 'never'])('has the general status instead of %j', async (status) => {
    const { recipients } = await parseBounce(bareReport([about, 'Action: failed', `Status: ${status}`]));
    expect(recipients[0]?.status).toBe('5.0.0');
  });
});

describe('the tag', () => {
  it.each([
    [[`To: bounces+${mailId}@bank.example`], mailId],
    [[`To: Bounces <BOUNCES+${mailId.toUpperCase()}@BANK.example>`], mailId],
    [[`Delivered-To: b+${mailId}@bank.example`, 'To: undisclosed-recipients:;'], mailId],
    [[`X-Original-To: b+${mailId}@bank.example`, `To: b+${'f'.repeat(32)}@bank.example`], mailId],
    [['To: bounces@bank.example'], null],
    [['To: bounces+short@bank.example'], null],
    [[`To: ${mailId}@bank.example`], null],
    [[], null],
  ])('of %j is %j', async (header, tag) => {
    expect((await parseBounce(bareReport([about, 'Action: failed'], header))).tag).toBe(tag);
  });
});

describe('what is no report', () => {
  it.each([
    ['nothing', ''],
    ['a mail of a person', 'From: a@b.example\r\nSubject: hello\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\n'],
    ['an answer of absence', 'Auto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away'],
    ['a report of another kind', 'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nseen\r\n--b--\r\n'],
    ['a report within a mail', `Content-Type: message/rfc822\r\n\r\n${byPostfix}`],
  ])('is %s', async (_what, text) => {
    await expect(parseBounce(Buffer.from(text))).rejects.toThrow(NoBounce);
  });

  it('is one of more than a megabyte', async () => {
    const big = Buffer.concat([byPostfix, Buffer.alloc(mostOctets)]);
    await expect(parseBounce(big)).rejects.toThrow('octets, more than');
  });

  it('is one of parts in parts without end, told quickly', async () => {
    const opened = Array.from(
      { length: 5_000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`,
    );
    const start = performance.now();
    await expect(parseBounce(Buffer.from(opened.join('\r\n')))).rejects.toThrow(NoBounce);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

const runs = volume({ usual: 1_000, full: 50_000 });
const sound = fc.constantFrom(byPostfix, byExim, byExchange);
/** A stretch is taken away and something put there, or a part of the report itself once more. */
const change = fc.record({
  at: fc.nat(),
  length: fc.nat(60),
  put: fc.oneof(fc.string(), fc.constantFrom('\r\n', '\n\n', '--', ':', ';', '\0')),
});

describe('octets of others', () => {
  it(`are a report or none, and nothing else, ${runs} changed reports`, async () => {
    const counted = { report: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(sound, fc.array(change, { minLength: 1, maxLength: 4 }), async (report, changes) => {
        const text = changes.reduce((before, { at, length, put }) => {
          const from = at % before.length;
          return before.slice(0, from) + put + before.slice(from + length);
        }, report.toString('latin1'));
        counted[await readOrNot(Buffer.from(text, 'latin1'))] += 1;
      }),
      { numRuns: runs },
    );
    expect(Math.min(counted.report, counted.none)).toBeGreaterThan(runs / 100);
  });

  it('of pure chance are none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (octets) => {
        expect(await readOrNot(octets)).toBe('none');
      }),
    );
  });
});

/** Throws whatever is not NoBounce, and when it takes longer than 100 ms thrice. */
async function readOrNot(octets: Uint8Array): Promise<'report' | 'none'> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = performance.now();
    const outcome = await parseBounce(octets).then(
      ({ recipients }) => {
        expect(recipients.length).toBeGreaterThan(0);
        return 'report' as const;
      },
      (error) => {
        if (!(error instanceof NoBounce)) throw error;
        return 'none' as const;
      },
    );
    if (performance.now() - start < 100) return outcome;
  }
  throw new Error('longer than 100 ms');
}
