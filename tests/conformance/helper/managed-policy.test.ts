import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperFirefox, pressInFirefox } from '../../testkit/helper/helper-firefox.ts';
import { makeKey } from '../../testkit/helper/requests.ts';
import { ScriptedHost } from '../../testkit/helper/scripted-host.ts';

/** What who manages a PC says in a real Firefox: one line of it is wrong, as lines are that people write. */
const ofPolicy = { ja: '例示信用金庫', en: 'Reiji Shinkin Bank' };

let pc: HelperFirefox;
beforeAll(async () => {
  pc = await HelperFirefox.start({
    names: ['mihon', 'renamed'],
    policy: ({ origin }) => ({
      sites: [
        { origin: origin('added'), bank: ofPolicy },
        { origin: origin('renamed'), bank: ofPolicy },
        { origin: `${origin('slipped')}/`, bank: ofPolicy },
      ],
      userMayAllow: 'no',
    }),
    launcher: null,
  });
});
afterAll(() => pc.remove());

const status = { act: 'status', minimumVersion: '1.0.0' } as const;
const refusal = (code: string) => ({ answer: 'refused', code });

describe('who manages the PC', () => {
  it('adds a site; the browser has no host yet, which is said', async () => {
    expect(await pc.ask(await pc.visit('added'), status)).toMatchObject({
      site: 'listed',
      host: refusal('helper-host-missing'),
    });
  });

  it('has a host found that is installed while the browser runs', async () => {
    const page = await pc.visit('added');
    pc.installHost(new ScriptedHost(pc.profile.home).launcher);
    expect(await pc.ask(page, status)).toMatchObject({ site: 'listed', host: { hostVersion: '1.2.3' } });
  });

  it('says whose a site is, also of one that the build names otherwise', async () => {
    for (const [name, bank] of [
      ['added', ofPolicy.ja],
      ['renamed', ofPolicy.ja],
      ['mihon', '見本信用金庫'],
    ] as const) {
      const page = await pc.visit(name);
      const answer = await pc.asking(page, makeKey(), async (window) => {
        expect(await window.$eval('.ledger', ({ textContent }) => textContent)).toContain(bank);
        await pressInFirefox(window, 'いいえ');
      });
      expect(answer).toMatchObject(refusal('consent-declined'));
    }
  });

  it('and writes a site wrongly has listed that one not, and all others', async () => {
    expect(await pc.ask(await pc.visit('slipped'), status)).toMatchObject(refusal('helper-origin-refused'));
  });

  it('and writes wrongly whether users may allow sites has them allow none', async () => {
    const page = await pc.visit('unlisted');
    for (const asked of [status, { act: 'introduce' } as const]) {
      expect(await pc.ask(page, asked)).toMatchObject(refusal('helper-origin-refused'));
    }
  });
});
