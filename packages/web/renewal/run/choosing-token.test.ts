import type { TokenApplicationView } from '@koshin/wire/portal/token-messages.ts';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../helper/answers.ts';
import { doTheObvious, presentNewest } from '../testing/customer.ts';
import { healthy, PretendHelper } from '../testing/pretend-helper.ts';
import { certifyByName, Disk, pretendMeans } from '../testing/pretend-pc.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { idOf } from '../testing/samples.ts';
import { makeRun, type RenewalRun } from './renewal-run.ts';

const application = (state: TokenApplicationView['state'], tail: string | null = '0001'): TokenApplicationView => ({
  applicationNo: '10000001',
  state,
  collection: 'branch',
  receivedOn: '2026-12-01',
  changedOn: '2026-12-02',
  reason: null,
  tokenSerialTail: tail,
});

/** A customer who has been given the token KT-0001, which is plugged in, at 保存先. */
async function atStorage() {
  const service = new PretendService(certifyByName);
  service.situation = { applications: [application('handed-over')], mayApply: false };
  service.tokenSerial = 'KT-0001';
  const disk = new Disk();
  disk.tokens = ['KT-0001'];
  const helper = new PretendHelper(disk);
  const open = async (nonce: string | null = null) => {
    const { means, left } = pretendMeans({ service, disk, helper: helper.means() });
    const run = makeRun(means);
    await run.begin({ nonce, arrival: 'opened' });
    return { run, left };
  };
  const { run, left } = await open();
  await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: true });
  expect(at(run)).toBe('storage');
  return { service, disk, helper, run, left, open };
}

const at = (run: RenewalRun) => run.state().flow.place.at;
const trouble = (run: RenewalRun) => {
  const { place } = run.state().flow;
  return place.at === 'token-error' ? { code: place.trouble.code, ...place.trouble.facts } : place.at;
};
const goOn = async (run: RenewalRun) => {
  for (let acts = 0; acts < 20 && at(run) === 'asking-helper'; acts += 1) await doTheObvious(run);
};

describe('専用USBに保存する', () => {
  it('keeps the key on the token, whose own key has signed the bank’s challenge, and is proven like any other', async () => {
    const { service, disk, helper, run, left, open } = await atStorage();
    expect(run.state().checks.token).toBe('done');
    await run.chooseToken();
    await goOn(run);
    expect(at(run)).toBe('installed');
    expect(helper.asked).toEqual(['makeKey', 'sendRequest', 'install']);
    expect(disk.helperKeys).toMatchObject([{ place: { kind: 'token', serial: 'KT-0001' } }]);
    expect([...service.storages]).toEqual([[idOf(2), 'token']]);
    expect(service.calls.indexOf('prove-token')).toBeLessThan(service.calls.indexOf('request'));
    presentNewest(service, disk, left.nonce ?? '');
    expect(at((await open(left.nonce)).run)).toBe('done');
  });

  it('asks the bank before it looks for a token: who has none is told so', async () => {
    const { service, run } = await atStorage();
    for (const [state, code] of [
      ['received', 'token-application-pending'],
      ['accepted', 'token-application-pending'],
      ['declined', 'token-no-application'],
      ['withdrawn', 'token-no-application'],
      ['suspended', 'token-no-application'],
    ] as const) {
      service.situation = { applications: [application(state)], mayApply: true };
      await run.chooseToken();
      expect(trouble(run), state).toEqual({ code });
    }
  });

  it('names what is wrong with what is plugged in, and goes on when it is right', async () => {
    const { service, disk, helper, run } = await atStorage();
    disk.tokens = [];
    await run.chooseToken();
    expect(trouble(run)).toEqual({ code: 'token-absent' });
    disk.tokens = ['KT-0001', 'OTHER'];
    await run.chooseToken();
    expect(trouble(run)).toEqual({ code: 'token-multiple', n: 2, tokenSerialTail: '0001' });
    disk.tokens = ['OTHER'];
    await run.chooseToken();
    expect(trouble(run)).toEqual({ code: 'token-not-registered', tokenSerialTail: 'THER' });
    disk.tokens = ['KT-0001'];
    helper.pin = 'locked';
    await run.chooseToken();
    expect(trouble(run)).toEqual({ code: 'token-pin-locked' });
    helper.pin = 'untouched';
    await run.chooseToken();
    expect(at(run)).toBe('asking-helper');
    expect(service.issued.size).toBe(0);
  });

  it('names the part of the helper that is missing', async () => {
    const { helper, run } = await atStorage();
    const { host } = healthy;
    if (host?.answer !== 'status') throw new Error('a healthy host says its status');
    helper.healthy = { ...healthy, host: { ...host, tokens: { ...host.tokens, moduleFound: false } } };
    await run.chooseToken();
    expect(run.state().flow.place).toEqual({
      at: 'check',
      missing: [{ code: 'helper-module-missing', moduleName: 'opensc-pkcs11.so' }],
      ofHelper: true,
    });
  });

  it('without a helper says that it is what is missing', async () => {
    const { means } = pretendMeans({ service: new PretendService(certifyByName), disk: new Disk() });
    const run = makeRun(means);
    await run.begin({ nonce: null, arrival: 'opened' });
    await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: true });
    await run.chooseToken();
    expect(at(run)).toBe('usb-not-offered');
  });

  it.each(['token-pin-wrong', 'token-removed', 'token-full'] as const)(
    '%s while the key is made leaves nothing half done',
    async (code) => {
      const { disk, helper, run } = await atStorage();
      await run.chooseToken();
      helper.refuseNext = { act: 'makeKey', refusal: refusal(code) };
      await run.askHelper();
      expect([trouble(run), disk.keysMade]).toEqual([{ code }, 0]);
      await run.chooseToken();
      await goOn(run);
      expect([at(run), disk.keysMade]).toEqual(['installed', 1]);
    },
  );

  it('a token that is pulled out before the installation goes on with the same certificate', async () => {
    const { service, helper, run } = await atStorage();
    await run.chooseToken();
    await run.askHelper();
    await run.askHelper();
    helper.refuseNext = { act: 'install', refusal: refusal('token-removed') };
    await run.askHelper();
    expect(trouble(run)).toEqual({ code: 'token-removed' });
    run.turn('asked-again');
    await goOn(run);
    expect([at(run), service.issued.size]).toEqual(['installed', 1]);
  });

  it('takes a device that is not the bank’s for what it is', async () => {
    const { service, helper, run } = await atStorage();
    const makeKey = helper.makeKey;
    helper.makeKey = async (asked) => {
      const said = await makeKey(asked);
      return said.answer === 'key-made' ? { ...said, deviceSignature: 'by another key' } : said;
    };
    await run.chooseToken();
    await run.askHelper();
    expect([trouble(run), service.issued.size]).toEqual([{ code: 'token-device-key-missing' }, 0]);
  });

  it('is not held up by a bank that has not heard the device: the certificate then counts as on no token', async () => {
    const { service, run } = await atStorage();
    await run.chooseToken();
    await run.askHelper();
    service.tokenProven = false;
    await goOn(run);
    expect([at(run), [...service.storages]]).toEqual(['installed', []]);
  });
});
