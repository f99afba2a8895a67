import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandClock, settled } from '../testing/hand-clock.ts';
import { StandInPort } from '../testing/stand-in-port.ts';
import { HostConnection, type Unnumbered } from './host-connection.ts';

const origin = 'https://mihon.portal.example';
const purpose = '0'.repeat(32);
const findKeys: Unnumbered = { act: 'find-keys', origin, purpose };
const makeKey = (of: Partial<Extract<Unnumbered, { act: 'make-key' }>> = {}): Unnumbered => ({
  act: 'make-key',
  origin,
  purpose,
  place: { kind: 'pc' },
  kind: 'P-256',
  deviceChallenge: null,
  pin: null,
  ...of,
});
const noKeys = { answer: 'keys', keys: [] } as const;
const keyMade = (digit: string) =>
  ({ answer: 'key-made', keyDigest: digit.repeat(64), deviceSignature: null }) as const;
const refusal = (code: string) => ({ answer: 'refused', code, facts: {} });

/** A browser whose hosts are ports that the test answers by hand. */
function world({ connect }: { connect?: () => StandInPort } = {}) {
  const clock = new HandClock();
  const ports: StandInPort[] = [];
  const host = new HostConnection({
    connect() {
      const port = connect?.() ?? new StandInPort();
      ports.push(port);
      return port;
    },
    whyEnded: ({ error }) => error?.message ?? '',
    after: clock.after,
  });
  const last = () => ports.at(-1) ?? expect.fail('no host was started');
  const idOf = (message: unknown) => Number(Object(message).id);
  /** Answers what was asked last. */
  const answer = async (body: unknown) => {
    await settled();
    last().say({ id: idOf(last().posted.at(-1)), body });
  };
  return { host, clock, ports, last, answer, idOf };
}

describe('a question to the host', () => {
  it('starts it once, and is posted with a number of its own and nothing else added', async () => {
    const { host, ports, answer } = world();
    for (const id of [1, 2]) {
      const asked = host.ask(findKeys);
      await answer(noKeys);
      expect(await asked).toEqual(noKeys);
      expect(ports[0]?.posted.at(-1)).toEqual({ ...findKeys, id });
    }
    expect(ports).toHaveLength(1);
  });

  it('waits for the one before it: a login must not end under an act', async () => {
    const { host, last, answer } = world();
    const [first, second] = [host.ask(findKeys), host.ask(makeKey())];
    await settled();
    expect(last().posted).toHaveLength(1);
    await answer(noKeys);
    await settled();
    expect(last().posted).toHaveLength(2);
    await answer(keyMade('a'));
    expect(await Promise.all([first, second])).toEqual([noKeys, keyMade('a')]);
  });

  it('is answered by its number alone: what answers nothing, or something else, is not taken', async () => {
    const { host, last, idOf, answer } = world();
    const first = host.ask(findKeys);
    await settled();
    const id = idOf(last().posted[0]);
    last().say({ id: id + 1, body: keyMade('b') });
    last().say({ id: 0, body: keyMade('c') });
    last().say({ id, body: noKeys });
    // A second answer to what was answered is none to what comes next.
    const second = host.ask(makeKey());
    await settled();
    last().say({ id, body: keyMade('d') });
    await answer(keyMade('e'));
    expect([await first, await second]).toEqual([noKeys, keyMade('e')]);
  });

  it('gets its own answer whatever else the host says in between', async () => {
    const says = fc.array(fc.oneof(fc.integer({ min: -5, max: 40 }), fc.constant('own' as const)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(says, { minLength: 1, maxLength: 5 }), async (perQuestion) => {
        const { host, last, idOf } = world();
        for (const [index, noise] of perQuestion.entries()) {
          const asked = host.ask(makeKey());
          await settled();
          const own = idOf(last().posted.at(-1));
          const right = keyMade(String(index));
          for (const said of [...noise, 'own' as const]) {
            if (said === 'own') last().say({ id: own, body: right });
            else if (said !== own) last().say({ id: said, body: keyMade('f') });
          }
          expect(await asked).toEqual(right);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a host that goes', () => {
  it.each([
    ['Specified native messaging host not found.', 'helper-host-missing'],
    ['Access to the specified native messaging host is forbidden.', 'helper-host-missing'],
    ['Failed to start native messaging host.', 'helper-host-missing'],
    ['No such native application jp.koshin.helper', 'helper-host-missing'],
    ['Native host has exited.', 'helper-not-responding'],
    ['Error when communicating with the native messaging host.', 'helper-not-responding'],
    [null, 'helper-not-responding'],
  ])('with “%s” is %s', async (why, code) => {
    const { host, last } = world();
    const asked = host.ask(findKeys);
    await settled();
    last().end(why);
    expect(await asked).toEqual(refusal(code));
  });

  it('mid-question refuses that, and the questions after it go to a new one', async () => {
    const { host, ports, last, answer } = world();
    const [asked, next] = [host.ask(makeKey()), host.ask(findKeys)];
    await settled();
    last().end();
    expect(await asked).toEqual(refusal('helper-not-responding'));
    await answer(noKeys);
    expect(await next).toEqual(noKeys);
    // The one that went was asked once: nothing is done twice.
    expect(ports.map(({ posted }) => posted.length)).toEqual([1, 1]);
  });

  it('between questions is noticed by none: the next one starts another', async () => {
    const { host, ports, last, answer } = world();
    for (const count of [1, 2]) {
      const asked = host.ask(findKeys);
      await answer(noKeys);
      expect(await asked).toEqual(noKeys);
      expect(ports).toHaveLength(count);
      last().end();
    }
  });

  it('later than one that was given up does no harm to the new one', async () => {
    const { host, clock, ports, answer } = world();
    const given = host.ask(findKeys);
    await clock.pass(15_000);
    expect(await given).toEqual(refusal('helper-not-responding'));
    const asked = host.ask(makeKey());
    await settled();
    ports[0]?.onDisconnect.happen(ports[0]);
    await answer(keyMade('a'));
    expect(await asked).toEqual(keyMade('a'));
  });

  it('as it is posted to, is one that does not respond', async () => {
    const { host, last, answer } = world();
    const first = host.ask(findKeys);
    await answer(noKeys);
    await first;
    last().ended = true;
    expect(await host.ask(findKeys)).toEqual(refusal('helper-not-responding'));
  });

  it('that would be posted more than the browser carries is ended, too: nothing runs on that nobody asks', async () => {
    const port = new StandInPort();
    port.postMessage = () => {
      throw new Error('Message length exceeded maximum allowed length.');
    };
    const { host } = world({ connect: () => port });
    expect(await host.ask(findKeys)).toEqual(refusal('helper-not-responding'));
    expect(port.ended).toBe(true);
  });

  it('and cannot even be started, is refused, and tried anew by the next question', async () => {
    let broken = true;
    const { host, answer } = world({
      connect() {
        if (broken) throw new Error('Extension context invalidated.');
        return new StandInPort();
      },
    });
    expect(await host.ask(findKeys)).toEqual(refusal('helper-not-responding'));
    broken = false;
    const asked = host.ask(findKeys);
    await answer(noKeys);
    expect(await asked).toEqual(noKeys);
  });
});

describe('a host that says nothing', () => {
  it('is ended after 15 s, and what it says then is heard by nobody', async () => {
    const { host, clock, last } = world();
    const asked = host.ask(makeKey());
    await clock.pass(14_999);
    expect(last().ended).toBe(false);
    await clock.pass(1);
    expect(last().ended).toBe(true);
    expect(await asked).toEqual(refusal('helper-not-responding'));
  });

  it.each<[string, Parameters<typeof makeKey>[0], number]>([
    ['a token that makes an RSA key', { kind: 'RSA-3072', place: { kind: 'token', serial: '1' } }, 120_000],
    ['a token that makes an EC key', { place: { kind: 'token', serial: '1' } }, 15_000],
    ['an RSA key on the PC', { kind: 'RSA-2048' }, 15_000],
  ])('has for %s (%j) %i ms', async (_what, of, patience) => {
    const { host, clock, last } = world();
    const asked = host.ask(makeKey(of));
    await clock.pass(patience - 1);
    expect(last().ended).toBe(false);
    await clock.pass(1);
    expect(await asked).toEqual(refusal('helper-not-responding'));
  });

  it('has its time from its own question on, not from those before', async () => {
    const { host, clock, answer, last } = world();
    const [first, second] = [host.ask(findKeys), host.ask(findKeys)];
    await clock.pass(14_000);
    await answer(noKeys);
    await first;
    await clock.pass(14_000);
    expect(last().ended).toBe(false);
    await answer(noKeys);
    expect(await second).toEqual(noKeys);
  });
});

describe('what is no answer', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'keys'],
    ['an answer without its number', { body: noKeys }],
    ['an answer of a kind that there is not', { id: 1, body: { answer: 'exported', key: 'AAAA' } }],
    ['a key digest that is none', { id: 1, body: { ...keyMade('a'), keyDigest: 'A'.repeat(64) } }],
    ['a refusal that there is not', { id: 1, body: { answer: 'refused', code: 'because', facts: {} } }],
    ['a request longer than any is', { id: 1, body: { answer: 'request', csr: 'A'.repeat(16_385) } }],
    ['letters that are no octets', { id: 1, body: { answer: 'request', csr: 'a request' } }],
  ])('%s, ends the host and is refused as no response', async (_what, message) => {
    const { host, last, ports, answer } = world();
    const asked = host.ask(findKeys);
    await settled();
    last().say(message);
    expect(await asked).toEqual(refusal('helper-not-responding'));
    expect(last().ended).toBe(true);
    const next = host.ask(findKeys);
    await answer(noKeys);
    expect(await next).toEqual(noKeys);
    expect(ports).toHaveLength(2);
  });
});

describe('a host that nobody asks', () => {
  it('ends after five minutes, and its logins with it', async () => {
    const { host, clock, last, answer } = world();
    const asked = host.ask(findKeys);
    await answer(noKeys);
    await asked;
    await clock.pass(5 * 60_000 - 1);
    expect(last().ended).toBe(false);
    await clock.pass(1);
    expect(last().ended).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it('has them anew from each answer on', async () => {
    const { host, clock, ports, answer } = world();
    for (let i = 0; i < 3; i += 1) {
      const asked = host.ask(findKeys);
      await answer(noKeys);
      await asked;
      await clock.pass(5 * 60_000 - 1);
    }
    expect(ports.map(({ ended }) => ended)).toEqual([false]);
  });

  it('stays while a person thinks, and goes after that', async () => {
    const { host, clock, last, answer } = world();
    const asked = host.ask(findKeys);
    await answer(noKeys);
    await asked;
    const release = host.hold();
    await clock.pass(20 * 60_000);
    expect(last().ended).toBe(false);
    release();
    await clock.pass(5 * 60_000);
    expect(last().ended).toBe(true);
  });
});
