import { describe, expect, it } from 'vitest';
import { refusal } from '../../helper/answers.ts';
import { doTheObvious, presentNewest } from '../testing/customer.ts';
import { type HelperActName, healthy, PretendHelper } from '../testing/pretend-helper.ts';
import { certifyByName, Disk, pretendMeans } from '../testing/pretend-pc.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { idOf } from '../testing/samples.ts';
import type { HelperMeans } from './means.ts';
import { makeRun, type RenewalRun } from './renewal-run.ts';

/** A PC with the helper, and windows of its browser. */
function pcWithHelper(changes: Partial<HelperMeans> = {}) {
  const service = new PretendService(certifyByName);
  const disk = new Disk();
  const helper = new PretendHelper(disk);
  const open = async (windowId: string, nonce: string | null = null) => {
    const { means, left, reported } = pretendMeans({ service, disk, windowId, helper: helper.means(changes) });
    const run = makeRun(means);
    await run.begin({ nonce, arrival: 'opened' });
    return { run, left, reported };
  };
  return { service, disk, helper, open };
}

const at = (run: RenewalRun) => run.state().flow.place.at;
const goOn = async (run: RenewalRun, until: string = 'nothing more') => {
  for (let acts = 0; acts < 20 && at(run) !== until && (await doTheObvious(run)); acts += 1);
};
const refuse = (helper: PretendHelper, act: HelperActName, code: Parameters<typeof refusal>[0], facts = {}) => {
  helper.refuseNext = { act, refusal: refusal(code, facts) };
};

describe('a renewal with the helper', () => {
  it('ends proven after three questions, with one key, one certificate and no file', async () => {
    const { service, disk, helper, open } = pcWithHelper();
    const { run, left } = await open('w1');
    expect(run.state().checks).toMatchObject({ helper: 'done', storage: 'done', token: 'none' });
    await goOn(run);
    expect(at(run)).toBe('installed');
    presentNewest(service, disk, left.nonce ?? '');
    const back = await open('w1', left.nonce);
    expect(at(back.run)).toBe('done');
    expect(helper.asked).toEqual(['makeKey', 'sendRequest', 'install']);
    expect([disk.keysMade, service.issued.size, disk.files, disk.keys]).toEqual([1, 1, [], []]);
    expect([...service.storages]).toEqual([[idOf(2), 'pc-store']]);
  });

  it('asks the helper once for each place, however often the page is drawn', async () => {
    const { helper, open } = pcWithHelper();
    const { run } = await open('w1');
    await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: false });
    await Promise.all([run.askHelper(), run.askHelper(), run.askHelper()]);
    expect(helper.asked).toEqual(['makeKey']);
  });

  it('asks for what the bank decides: kind of key and confirmations', async () => {
    const { helper, open } = pcWithHelper({ keyKind: 'RSA-3072', consents: 'all', consentSeconds: 77 });
    const heard: object[] = [];
    const makeKey = helper.makeKey;
    helper.makeKey = (asked) => {
      heard.push(asked);
      return makeKey(asked);
    };
    const { run } = await open('w1');
    await goOn(run, 'installed');
    expect(heard).toEqual([
      {
        renewal: idOf(9),
        place: { kind: 'pc' },
        kind: 'RSA-3072',
        consents: 'all',
        consentSeconds: 77,
        deviceChallenge: null,
      },
    ]);
  });

  it('removes the earlier certificate after the proof only, and says what became of it', async () => {
    const { service, disk, helper, open } = pcWithHelper();
    const { run, left } = await open('w1');
    await goOn(run);
    expect(await run.removeOld()).toMatchObject({ code: 'not-found' });
    presentNewest(service, disk, left.nonce ?? '');
    const back = await open('w1', left.nonce);
    refuse(helper, 'removeOld', 'consent-declined');
    expect(await back.run.removeOld()).toMatchObject({ code: 'consent-declined' });
    expect(await back.run.removeOld()).toBe('removed');
    expect(at(back.run)).toBe('done');
  });
});

describe('a helper that refuses or is silent', () => {
  it.each(['makeKey', 'sendRequest', 'install'] as const)(
    'いいえ to %s does nothing, and 続ける asks it again',
    async (act) => {
      const { service, disk, helper, open } = pcWithHelper();
      refuse(helper, act, 'consent-declined');
      const { run } = await open('w1');
      for (let acts = 0; acts < 20 && at(run) !== 'declined'; acts += 1) await doTheObvious(run);
      expect(at(run)).toBe('declined');
      expect(disk.keysMade).toBe(act === 'makeKey' ? 0 : 1);
      expect(service.issued.size).toBe(act === 'install' ? 1 : 0);
      run.turn('asked-again');
      await goOn(run);
      expect(at(run)).toBe('installed');
      expect([disk.keysMade, service.issued.size]).toEqual([1, 1]);
    },
  );

  it.each(['makeKey', 'sendRequest', 'install'] as const)(
    '%s that was done and not answered is looked into before anything is repeated',
    async (act) => {
      const { service, disk, helper, open } = pcWithHelper();
      helper.refuseNext = { act, refusal: refusal('helper-not-responding'), done: true };
      const { run } = await open('w1');
      await goOn(run, 'check');
      expect(run.state().flow.place).toMatchObject({ missing: [{ code: 'helper-not-responding' }], ofHelper: true });
      await run.beginAgain();
      await goOn(run);
      expect([disk.keysMade, service.issued.size]).toEqual([1, 1]);
      const asked = { makeKey: 1, sendRequest: 2, install: 1 };
      expect(helper.asked.filter((one) => one === act)).toHaveLength(asked[act]);
    },
  );

  it('goes where the keys say that are really there, when a key has gone', async () => {
    const { disk, open } = pcWithHelper();
    const { run } = await open('w1');
    await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: false });
    await run.askHelper();
    disk.helperKeys = [];
    await run.askHelper();
    expect(at(run)).toBe('start');
    await goOn(run);
    expect([at(run), disk.keysMade]).toEqual(['installed', 2]);
  });

  it('shows the installation that was not found, which repeats with the same certificate', async () => {
    const { service, helper, open } = pcWithHelper();
    refuse(helper, 'install', 'install-not-found');
    const { run } = await open('w1');
    await goOn(run, 'install-not-found');
    expect(service.storages.size).toBe(0);
    run.turn('asked-again');
    await goOn(run);
    expect([at(run), service.issued.size]).toEqual(['installed', 1]);
  });

  it('leaves the renewal to the way without it, at any time', async () => {
    const { service, disk, helper, open } = pcWithHelper();
    disk.helperUsed = true;
    refuse(helper, 'install', 'install-not-found');
    const { run } = await open('w1');
    await goOn(run, 'install-not-found');
    await run.beginWithoutHelper();
    expect([at(run), disk.helperUsed]).toEqual(['resume-remake', false]);
    await goOn(run, 'import');
    expect(service.issued.size).toBe(2);
    expect(helper.asked).toEqual(['makeKey', 'sendRequest', 'install']);
  });

  it('ends with a page and a report for what nobody foresaw', async () => {
    const { helper, open } = pcWithHelper();
    refuse(helper, 'makeKey', 'unexpected');
    const { run } = await open('w1');
    await goOn(run, 'broken');
    expect(at(run)).toBe('broken');
  });
});

describe('the checks of the helper', () => {
  const outdated = {
    answer: 'refused',
    code: 'helper-outdated',
    facts: { have: '1.0.0', need: '1.4.0' },
  } as const;

  it('pass over a helper that is missing and was never used: broken, it blocks nobody', async () => {
    for (const said of [
      refusal('helper-extension-missing'),
      refusal('helper-not-responding'),
      { ...healthy, host: outdated },
    ]) {
      const { helper, open } = pcWithHelper();
      helper.healthy = said;
      const { run } = await open('w1');
      expect([at(run), run.state().checks.helper]).toEqual(['start', 'none']);
      expect(run.state().flow.facts?.helper).toBeNull();
    }
  });

  it('stop where it was used last time, with each missing part and the way without it', async () => {
    const { disk, helper, open } = pcWithHelper();
    disk.helperUsed = true;
    helper.healthy = { ...healthy, host: outdated };
    const { run } = await open('w1');
    expect(run.state().flow.place).toEqual({
      at: 'check',
      missing: [{ code: 'helper-outdated', have: '1.0.0', need: '1.4.0' }],
      ofHelper: true,
    });
    expect(run.state().checks.helper).toBe('check');
    await run.beginWithoutHelper();
    expect([at(run), run.state().checks.helper]).toEqual(['start', 'none']);
  });

  it('look again for what was asked for, until it is there', async () => {
    const { helper, open } = pcWithHelper();
    helper.healthy = refusal('helper-extension-missing');
    const { run } = await open('w1');
    await run.beginWithHelper();
    expect(run.state().flow.place).toMatchObject({ missing: [{ code: 'helper-extension-missing' }] });
    await run.beginAgain();
    expect(at(run)).toBe('check');
    helper.healthy = healthy;
    await run.beginAgain();
    expect([at(run), run.state().checks.helper]).toEqual(['start', 'done']);
  });

  it('introduce a site that is in no list only when the helper was asked for', async () => {
    const { helper, open } = pcWithHelper();
    helper.healthy = { ...healthy, site: 'undecided', host: null };
    const { run } = await open('w1');
    expect([at(run), helper.asked]).toEqual(['start', []]);
    await run.beginWithHelper();
    expect([at(run), helper.asked, run.state().checks.helper]).toEqual(['start', ['introduce'], 'done']);
  });

  it('need no storage of the browser where the helper keeps the key', async () => {
    const { disk, open } = pcWithHelper();
    disk.full = true;
    const { run } = await open('w1');
    await goOn(run);
    expect(at(run)).toBe('installed');
  });
});
