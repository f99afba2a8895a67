import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { KeyStoreRefused } from '../key-stores/key-store.ts';
import { MemoryToken } from '../testing/memory-token.ts';
import { TokenLogins, type TokenUse } from './token-logins.ts';

const who: TokenUse = { serial: 'KT-0001', origin: 'https://mihon.portal.example', purpose: '0'.repeat(32) };
const pin = '123456';
const done = async () => 'done' as const;
const pinNeeded = (triesLeft: number) => ({ answer: 'pin-needed', tokenLabel: 'Koshin USB', triesLeft });

let token: MemoryToken;
let opened: number;
let time: number;
let logins: TokenLogins;
beforeEach(() => {
  [token, opened, time] = [new MemoryToken({ serial: 'KT-0001', label: 'Koshin USB', pin }), 0, 0];
  const open = async () => {
    opened += 1;
    return token;
  };
  logins = new TokenLogins({ open, now: () => time });
});

describe('without a login', () => {
  it('nothing is done, no try is spent, and the token is closed again', async () => {
    const act = () => expect.fail('done without a login');
    expect(await logins.use(who, null, act)).toEqual(pinNeeded(3));
    expect([token.pinsTried, opened, token.closed]).toEqual([0, 1, 1]);
  });

  it('a wrong PIN is forgotten: the token is closed, and the next question asks for one', async () => {
    await expect(logins.use(who, '000000', done)).rejects.toMatchObject({ code: 'token-pin-wrong' });
    expect([token.closed, token.pinsTried]).toEqual([1, 1]);
    expect(await logins.use(who, null, done)).toEqual(pinNeeded(2));
  });

  it('a token that cannot be opened is told, and nothing is left open', async () => {
    const absent = new TokenLogins({ open: () => Promise.reject(new KeyStoreRefused('token-absent')), now: () => 0 });
    await expect(absent.use(who, pin, done)).rejects.toMatchObject({ code: 'token-absent' });
    await absent.end();
  });

  it('a token that needs no PIN is used and closed each time, and a PIN that came all the same is not tried', async () => {
    token.needsPin = async () => false;
    for (const times of [1, 2]) {
      expect(await logins.use(who, pin, done)).toBe('done');
      expect([opened, token.closed, token.pinsTried]).toEqual([times, times, 0]);
    }
  });
});

describe('a login', () => {
  it('goes on for the same site and purpose without a PIN, and is one opening of the token', async () => {
    for (const given of [pin, null, null]) expect(await logins.use(who, given, done)).toBe('done');
    expect([opened, token.closed, token.pinsTried]).toEqual([1, 0, 1]);
  });

  it.each<[string, Partial<TokenUse>]>([
    ['another site', { origin: 'https://reiji.portal.example' }],
    ['another purpose', { purpose: '1'.repeat(32) }],
    ['another token', { serial: 'KT-0002' }],
  ])('is over as soon as %s asks, who gets none of it', async (_who, other) => {
    await logins.use(who, pin, done);
    expect(await logins.use({ ...who, ...other }, null, done)).toEqual(pinNeeded(3));
    expect(token.loggedIn).toBe(false);
    expect(await logins.use(who, null, done)).toEqual(pinNeeded(3));
  });

  it('outlives an act that is refused, but not one that finds the token gone', async () => {
    await logins.use(who, pin, done);
    for (const code of ['not-found', 'token-full', 'install-not-found'] as const) {
      const refused = logins.use(who, null, () => Promise.reject(new KeyStoreRefused(code)));
      await expect(refused).rejects.toMatchObject({ code });
      expect(token.closed).toBe(0);
    }
    for (const [count, code] of (['token-removed', 'token-absent', 'token-faulty'] as const).entries()) {
      await logins.use(who, pin, done);
      const refused = logins.use(who, null, () => Promise.reject(new KeyStoreRefused(code)));
      await expect(refused).rejects.toMatchObject({ code });
      expect(token.closed).toBe(count + 1);
    }
  });

  it('ends with the first act already when that finds the token gone', async () => {
    const gone = logins.use(who, pin, () => Promise.reject(new KeyStoreRefused('token-removed')));
    await expect(gone).rejects.toMatchObject({ code: 'token-removed' });
    expect(token.closed).toBe(1);
    expect(await logins.use(who, null, done)).toEqual(pinNeeded(3));
  });

  it('that the token has forgotten, as one that was pulled out and put back has, is asked for anew', async () => {
    await logins.use(who, pin, done);
    token.loggedIn = false;
    expect(await logins.use(who, null, done)).toEqual(pinNeeded(3));
  });

  it('ends by itself when its time is over, and not before', async () => {
    await logins.use(who, pin, done);
    time = 10 * 60_000 - 1;
    await logins.expire();
    expect(token.loggedIn).toBe(true);
    time += 1;
    await logins.expire();
    await logins.expire();
    expect([token.loggedIn, token.closed]).toEqual([false, 1]);
  });

  it('is not made longer by being used', async () => {
    await logins.use(who, pin, done);
    time = 9 * 60_000;
    await logins.use(who, null, done);
    time = 10 * 60_000;
    expect(await logins.use(who, null, done)).toEqual(pinNeeded(3));
  });
});

it('whatever comes, nobody acts but by a PIN of the same site and purpose not ten minutes old', async () => {
  const step = fc.record({
    origin: fc.constantFrom('https://a.example', 'https://b.example'),
    purpose: fc.constantFrom('0'.repeat(32), '1'.repeat(32)),
    pin: fc.constantFrom(null, null, pin),
    passes: fc.constantFrom(0, 60_000, 400_000),
    outcome: fc.constantFrom('done' as const, 'not-found' as const, 'token-removed' as const),
    expires: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const one = new MemoryToken({ serial: 'KT-0001', label: 'Koshin USB', pin });
      let now = 0;
      const all = new TokenLogins({ open: async () => one, now: () => now });
      let login: { readonly whose: string; readonly since: number } | null = null;
      for (const { origin, purpose, pin: given, passes, outcome, expires } of steps) {
        now += passes;
        if (expires) await all.expire();
        const whose = `${origin} ${purpose}`;
        const holds: boolean = login !== null && login.whose === whose && now - login.since < 10 * 60_000;
        let acted = false;
        const used = all.use({ serial: 'KT-0001', origin, purpose }, given, async () => {
          acted = true;
          if (outcome !== 'done') throw new KeyStoreRefused(outcome);
        });
        await used.catch(() => {});
        expect(acted).toBe(holds || given !== null);
        if (!holds) login = given === null ? null : { whose, since: now };
        if (acted && outcome === 'token-removed') login = null;
        expect(one.loggedIn).toBe(login !== null);
      }
      await all.end();
      expect(one.loggedIn).toBe(false);
    }),
  );
});
