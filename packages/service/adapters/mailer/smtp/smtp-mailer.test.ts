import { describe, expect, it, onTestFinished } from 'vitest';
import { letterOf } from '../../../../../tests/testkit/mail/letters.ts';
import { mailSink } from '../../../../../tests/testkit/mail/mail-sink.ts';
import { type Script, scriptedServer } from '../../../../../tests/testkit/mail/scripted-server.ts';
import { mailerContract } from '../../../ports/mailer.contract.ts';
import { mailerTo, sender, wideLimits } from '../testing/mailers.ts';
import type { SmtpLimits } from './server-settings.ts';

mailerContract('the SMTP mailer', async () => {
  const sink = await mailSink();
  onTestFinished(() => sink.close());
  const { mailer } = mailerTo(sink.port);
  onTestFinished(() => mailer.close());
  return { mailer, arrived: async () => sink.taken.map(({ raw }) => raw) };
});

async function serverThat(script: Parameters<typeof scriptedServer>[0], short: Partial<SmtpLimits> = {}) {
  const server = await scriptedServer(script);
  onTestFinished(() => server.close());
  const { mailer, logged } = mailerTo(server.port, { limits: { ...wideLimits, ...short } });
  onTestFinished(() => mailer.close());
  return { server, mailer, logged };
}

/** What the server does, what the mail comes to, how many whole messages the server had then, and what is said. */
type Row = readonly [what: string, script: Script, kind: string, whole: number, answer: RegExp];

const rows: readonly Row[] = [
  // Nothing was handed over.
  ['nothing is greeted', { greeting: 'stall' }, 'deferred', 0, /not get ready in time/],
  ['the greeting is 421', { greeting: '421 4.3.2 too many\r\n' }, 'deferred', 0, /421 4\.3\.2/],
  ['the greeting is 554', { greeting: '554 5.7.1 go away\r\n' }, 'deferred', 0, /554 5\.7\.1/],
  ['the connection is reset instead of a greeting', { greeting: 'drop' }, 'deferred', 0, /./],
  ['the connection is closed instead of a greeting', { greeting: 'close' }, 'deferred', 0, /./],
  ['the answer to EHLO never ends', { EHLO: 'trickle' }, 'deferred', 0, /not get ready in time/],
  ['EHLO is not answered', { EHLO: 'stall' }, 'deferred', 0, /not get ready in time/],
  ['MAIL is not answered', { MAIL: 'stall' }, 'deferred', 0, /too long before it had the message/],
  ['the connection breaks at MAIL', { MAIL: 'drop' }, 'deferred', 0, /./],
  ['MAIL is answered 451', { MAIL: '451 4.3.0 later\r\n' }, 'deferred', 0, /451 4\.3\.0/],
  ['MAIL is answered 421', { MAIL: '421 4.3.2 closing\r\n' }, 'deferred', 0, /421 4\.3\.2/],
  ['RCPT is answered 450 (greylisting)', { RCPT: '450 4.2.0 greylisted\r\n' }, 'deferred', 0, /450 4\.2\.0/],
  ['the connection breaks at RCPT', { RCPT: 'drop' }, 'deferred', 0, /./],
  ['the answer to RCPT never ends', { RCPT: 'trickle' }, 'deferred', 0, /too long before/],
  ['DATA is answered 451', { DATA: '451 4.3.0 later\r\n' }, 'deferred', 0, /451/],
  ['the connection breaks at DATA', { DATA: 'drop' }, 'deferred', 0, /./],
  ['DATA is not answered', { DATA: 'stall' }, 'deferred', 0, /too long before/],
  // Never.
  ['RCPT is answered 550', { RCPT: '550 5.1.1 no such user\r\n' }, 'refused', 0, /550 5\.1\.1 no such user/],
  ['RCPT is answered 552', { RCPT: '552 5.2.2 mailbox full\r\n' }, 'refused', 0, /552 5\.2\.2/],
  ['RCPT is answered 553', { RCPT: '553 5.1.3 bad address\r\n' }, 'refused', 0, /553 5\.1\.3/],
  ['MAIL is answered 552', { MAIL: '552 5.3.4 too big\r\n' }, 'refused', 0, /552 5\.3\.4/],
  [
    'the server takes no message of the size',
    { EHLO: '250-mx\r\n250 SIZE 10\r\n' },
    'refused',
    0,
    /larger than allowed/,
  ],
  ['DATA is answered 554', { DATA: '554 5.5.1 no valid recipients\r\n' }, 'refused', 0, /554 5\.5\.1/],
  ['the message is answered 554', { message: '554 5.6.0 content rejected\r\n' }, 'refused', 1, /554 5\.6\.0/],
  // 5xx that would come to every mail of ours.
  ['MAIL is answered 550', { MAIL: '550 5.1.8 sender unknown\r\n' }, 'deferred', 0, /550 5\.1\.8.*settings/],
  ['MAIL is answered 530', { MAIL: '530 5.7.0 log in first\r\n' }, 'deferred', 0, /530.*settings/],
  ['relaying is denied', { RCPT: '554 5.7.1 <u@c>: Relay access denied\r\n' }, 'deferred', 0, /Relay.*settings/],
  ['RCPT is answered 503', { RCPT: '503 5.5.1 bad sequence\r\n' }, 'deferred', 0, /503.*settings/],
  ['SPF fails', { message: '550 5.7.23 SPF validation failed\r\n' }, 'deferred', 1, /5\.7\.23.*settings/],
  ['DKIM fails', { message: '550-5.7.26 unauthenticated\r\n550 5.7.26 see x\r\n' }, 'deferred', 1, /5\.7\.26/],
  // The message was answered.
  ['the message is answered 451', { message: '451 4.3.0 disk full\r\n' }, 'deferred', 1, /451 4\.3\.0/],
  ['the message is answered 421', { message: '421 4.3.2 shutting down\r\n' }, 'deferred', 1, /421 4\.3\.2/],
  ['QUIT is never answered', { QUIT: 'stall' }, 'accepted', 1, /250 2\.0\.0 Ok: queued/],
  // Handed over, and nobody knows.
  ['the connection breaks after the message', { message: 'drop' }, 'unclear', 1, /./],
  ['the connection is closed after the message', { message: 'close' }, 'unclear', 1, /./],
  ['the message is not answered', { message: 'stall' }, 'unclear', 1, /no answer came/],
  ['the answer to the message never ends', { message: 'trickle' }, 'unclear', 1, /no answer came/],
  ['the answer to the message is no answer', { message: '354 again\r\n' }, 'unclear', 1, /354/],
  ['the answer to the message breaks off', { message: '554 5.6.0 cont' }, 'unclear', 1, /./],
];

/** The time that runs out where the script lets it, and only that, is short. */
function timeThatRunsOut(script: Script): Partial<SmtpLimits> {
  const phase = Object.entries(script).find(([, deed]) => deed === 'stall' || deed === 'trickle')?.[0];
  if (phase === undefined || phase === 'QUIT') return {};
  if (phase === 'greeting' || phase === 'EHLO') return { session: 300 };
  return phase === 'message' ? { answer: 300 } : { handing: 300 };
}

describe('a mail', () => {
  it.each(rows)('is told right when %s', async (_what, script, kind, whole, answer) => {
    const { server, mailer } = await serverThat(script, timeThatRunsOut(script));
    const outcome = await mailer.send(letterOf({}));
    expect(outcome).toMatchObject({ kind, answer: expect.stringMatching(answer) });
    expect(server.messages).toHaveLength(whole);
  });

  it('is deferred when nobody listens, and again sent when somebody does', async () => {
    const { server, mailer, logged } = await serverThat({});
    await server.close();
    expect(await mailer.send(letterOf({}))).toMatchObject({
      kind: 'deferred',
      answer: /ECONNREFUSED/,
      cause: 'ours',
    });
    expect(logged).toMatchObject([{ level: 'warn', text: 'the mail server cannot be reached' }]);
  });

  it('that meets trouble of ours is an error in the log, once while it lasts, and again when it comes back', async () => {
    let relays = false;
    const { mailer, logged } = await serverThat((phase) =>
      phase === 'RCPT' && !relays ? '554 5.7.1 Relay access denied\r\n' : undefined,
    );
    for (const _ of [1, 2, 3]) expect((await mailer.send(letterOf({}))).kind).toBe('deferred');
    expect(logged).toMatchObject([{ level: 'error', text: /see to the settings of mail/ }]);
    relays = true;
    expect((await mailer.send(letterOf({}))).kind).toBe('accepted');
    relays = false;
    await mailer.send(letterOf({}));
    expect(logged).toHaveLength(2);
  });

  it('is told of in the log once, and without anybody’s address, whoever it was for', async () => {
    const { mailer, logged } = await serverThat((phase, recipient) =>
      phase === 'RCPT' ? `554 5.7.1 <${recipient}>: Relay access denied\r\n` : undefined,
    );
    for (const to of ['a@aoba.example', 'b@aoba.example']) {
      expect((await mailer.send(letterOf({ to }))).answer).toContain(to);
    }
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('aoba.example');
  });

  it('that is bigger than all buffers is deferred, not unclear, when the connection breaks within it', async () => {
    const { server, mailer } = await serverThat({ EHLO: '250 mx\r\n', DATA: 'midway' });
    const outcome = await mailer.send(letterOf({ text: 'x'.repeat(76).concat('\n').repeat(400_000) }));
    expect(outcome.kind).toBe('deferred');
    expect(server.messages).toEqual([]);
  });

  it('that was refused leaves the connection to the next one', async () => {
    const { server, mailer } = await serverThat((phase, recipient) => {
      return phase === 'RCPT' && recipient === 'no@customer.example' ? '550 5.1.1 no such user\r\n' : undefined;
    });
    for (const [to, kind] of [
      ['no@customer.example', 'refused'],
      ['yes@customer.example', 'accepted'],
    ] as const) {
      expect((await mailer.send(letterOf({ to }))).kind).toBe(kind);
    }
    expect(server.connections()).toBe(1);
    expect(server.commands).toContain('RSET');
  });

  it('goes over a new connection when the kept one was closed meanwhile, and once only', async () => {
    let mails = 0;
    const { server, mailer } = await serverThat((phase) => {
      if (phase === 'MAIL') mails += 1;
      return phase === 'MAIL' && mails === 2 ? 'drop' : undefined;
    });
    for (const _ of [1, 2]) expect((await mailer.send(letterOf({}))).kind).toBe('accepted');
    expect(server.connections()).toBe(2);
    expect(server.messages).toHaveLength(2);
  });

  it('is never handed over a second time by itself after its end was given out', async () => {
    let messages = 0;
    const { server, mailer } = await serverThat((phase) => {
      if (phase === 'message') messages += 1;
      return phase === 'message' && messages === 2 ? 'drop' : undefined;
    });
    expect((await mailer.send(letterOf({}))).kind).toBe('accepted');
    expect((await mailer.send(letterOf({}))).kind).toBe('unclear');
    expect(server.messages).toHaveLength(2);
  });

  it('is deferred while it cannot be composed, loudly', async () => {
    const server = await scriptedServer({});
    onTestFinished(() => server.close());
    const { mailer, logged } = mailerTo(server.port, {
      compose: async () => {
        throw new Error('the token is not there');
      },
    });
    const outcome = await mailer.send(letterOf({}));
    expect(outcome).toEqual({ kind: 'deferred', answer: 'not composed: the token is not there', cause: 'ours' });
    expect(logged).toMatchObject([{ level: 'error' }]);
    expect(server.connections()).toBe(0);
  });
});

describe('the envelope', () => {
  it('has the bank’s address, or the one for bounces, or that with the mail’s own tag', async () => {
    const { server } = await serverThat({});
    const id = 'f'.repeat(32);
    const fromWith = async (bounces: typeof sender.bounces, messageId = `${id}@bank.example`) => {
      const { mailer } = mailerTo(server.port, { senders: new Map([['mihon', { ...sender, bounces }]]) });
      await mailer.send(letterOf({ messageId }));
      await mailer.close();
      return server.commands.findLast((line) => line.startsWith('MAIL'))?.split(' ')[1];
    };
    expect(await fromWith(null)).toBe('FROM:<notices@bank.example>');
    const address = 'bounces@mail.bank.example';
    expect(await fromWith({ address, tagged: false })).toBe('FROM:<bounces@mail.bank.example>');
    expect(await fromWith({ address, tagged: true })).toBe(`FROM:<bounces+${id}@mail.bank.example>`);
    expect(await fromWith({ address, tagged: true }, 'other@bank.example')).toBe('FROM:<bounces@mail.bank.example>');
  });

  it('keeps lines of a single dot within the message', async () => {
    const { server, mailer } = await serverThat({});
    await mailer.send(letterOf({ text: '.\n..\nQUIT\n' }));
    expect(server.messages[0]).toMatch(/\r\n\.\r\n\.\.\r\nQUIT\r\n$/);
    expect(server.commands).not.toContain('QUIT');
  });
});

describe('a domain that stalls', () => {
  it('does not hold up the others, and each of its mails ends within the limits', async () => {
    const stalling = (phase: string, recipient: string) =>
      phase === 'RCPT' && recipient.endsWith('@slow.example') ? 'stall' : undefined;
    const { mailer } = await serverThat(stalling, { handing: 1_500 });
    let slowEnded = 0;
    const slow = Array.from({ length: 4 }, async (_, i) => {
      const { kind } = await mailer.send(letterOf({ to: `u${i}@slow.example` }));
      slowEnded += 1;
      return kind;
    });
    const others = Array.from({ length: 40 }, (_, i) => mailer.send(letterOf({ to: `u${i}@quick.example` })));
    expect(new Set((await Promise.all(others)).map(({ kind }) => kind))).toEqual(new Set(['accepted']));
    // Slow's take twice the limit, two by two.
    expect(slowEnded).toBeLessThan(slow.length);
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['deferred']));
  });

  it('is deferred when its turn does not come in time', async () => {
    const server = await scriptedServer({ RCPT: 'stall' });
    onTestFinished(() => server.close());
    const { mailer } = mailerTo(server.port, { limits: { ...wideLimits, turn: 50, handing: 200 } });
    const sending = Array.from({ length: 5 }, () => mailer.send(letterOf({})));
    const outcomes = await Promise.all(sending);
    expect(outcomes.filter(({ answer }) => answer.startsWith('its turn did not come'))).toHaveLength(3);
    // The others were begun, and the server said nothing.
    expect(outcomes.filter((one) => 'cause' in one && one.cause === 'no-turn')).toHaveLength(3);
  });
});
