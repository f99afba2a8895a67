import { describe, expect, it } from 'vitest';
import { refusal } from '../helper/answers.ts';
import type { RenewalRun } from '../renewal/run/renewal-run.ts';
import { doTheObvious } from '../renewal/testing/customer.ts';
import { PretendHelper } from '../renewal/testing/pretend-helper.ts';
import { type Around, certifyByName, Disk, killedIn, plainly } from '../renewal/testing/pretend-pc.ts';
import { digestOf, idOf } from '../renewal/testing/samples.ts';
import { PretendCode } from './testing/pretend-code.ts';
import { giveBoth, pretendWindow } from './testing/pretend-window.ts';

const newWorld = () => ({ service: new PretendCode(certifyByName), disk: new Disk() });
type World = ReturnType<typeof newWorld>;

const at = (run: RenewalRun) => run.state().flow.place.at;
const goOn = async (run: RenewalRun, until = 'nothing more') => {
  for (let acts = 0; acts < 20 && at(run) !== until && (await doTheObvious(run)); acts += 1);
};

/** One window after code and password, until its page offers nothing more or its tab is killed; what is there is presented. */
async function sitThrough(
  world: World,
  { nonce = null, around = plainly, helped }: { nonce?: string | null; around?: Around; helped: boolean },
): Promise<{ run: RenewalRun; nonce: string | null; calls: readonly string[] }> {
  const { service, disk } = world;
  if (service.given === 'nothing') giveBoth(service);
  const helper = helped ? new PretendHelper(disk, around).means() : null;
  const { run, left, calls } = pretendWindow(world, { around, helper });
  await run.begin({ nonce, arrival: 'opened' });
  await goOn(run);
  if (left.nonce !== null) {
    const installed = disk.helperKeys.filter(({ fingerprint }) => fingerprint !== null);
    const mine = [...disk.files, ...installed].some(({ keyDigest }) => keyDigest === service.successor?.keyDigest);
    service.present(left.nonce, mine ? idOf(2) : null);
  }
  return { run, nonce: left.nonce, calls };
}

async function finish(world: World, helped: boolean): Promise<RenewalRun> {
  const { nonce } = await sitThrough(world, { helped });
  return (await sitThrough(world, { nonce, helped })).run;
}

describe('取得 without disturbance', () => {
  it.each([false, true])('ends with the first use, one key and nothing kept (by the helper: %s)', async (helped) => {
    const world = newWorld();
    const run = await finish(world, helped);
    expect(at(run)).toBe('done');
    expect([world.disk.keysMade, world.disk.files.length, world.disk.keys]).toEqual([1, helped ? 0 : 1, []]);
    expect(world.service.storage).toBe(helped ? 'pc-store' : null);
  });

  it('asks for nothing that belongs to a login or a renewal', async () => {
    const world = newWorld();
    const { calls } = await sitThrough(world, { helped: false });
    const mine = /^(GET|POST) \/api\/(acquisition|presentations\/|session$)/;
    expect(calls.filter((call) => !mine.test(call))).toEqual([]);
    expect(calls).toContain('POST /api/acquisition/saved');
  });

  it('keeps the key on the token whose own key has signed the bank’s challenge', async () => {
    const world = newWorld();
    const { service, disk } = world;
    const kept = { applicationNo: '10000001', collection: 'branch', receivedOn: '2026-12-01' } as const;
    const handedOver = { ...kept, state: 'handed-over', changedOn: '2026-12-02', reason: null } as const;
    service.situation = { applications: [{ ...handedOver, tokenSerialTail: '0001' }], mayApply: false };
    service.tokenSerial = 'KT-0001';
    disk.tokens = ['KT-0001'];
    giveBoth(service);
    const { run } = pretendWindow(world, { helper: new PretendHelper(disk).means() });
    await run.begin({ nonce: null, arrival: 'opened' });
    await run.confirm({ password: null, usedOnOtherPcs: null, mediaStorage: true });
    expect(at(run)).toBe('storage');
    await run.chooseToken();
    await goOn(run);
    expect([at(run), service.storage, service.tokenProven]).toEqual(['installed', 'token', true]);
  });

  it('has no earlier certificate to remove', async () => {
    const world = newWorld();
    const run = await finish(world, true);
    expect(await run.removeOld()).toEqual(refusal('not-found'));
  });
});

describe('a tab killed at any operation of 取得', async () => {
  const countOf = async (helped: boolean) => {
    const names: string[] = [];
    const around: Around = async (name, operation) => {
      names.push(name);
      return operation();
    };
    await sitThrough(newWorld(), { around, helped });
    return names;
  };
  const kills = (await Promise.all([false, true].map(async (helped) => ({ helped, names: await countOf(helped) }))))
    .flatMap(({ helped, names }) => names.map((name, index) => ({ helped, name, n: index + 1 })))
    .flatMap((one) => (['before', 'after'] as const).map((when) => ({ ...one, when })));

  it('is tried at every step', () => {
    const tried = new Set(kills.map(({ name }) => name));
    for (const name of ['make-key', 'keep-key', 'helper-makeKey', 'helper-install', 'POST /api/acquisition/requests']) {
      expect(tried).toContain(name);
    }
  });

  it.each(kills)(
    '$when $name: the code given again ends with the certificate of the one key (by the helper: $helped)',
    async ({ n, when, helped }) => {
      const world = newWorld();
      const { around, killed } = killedIn(n, when);
      await Promise.race([sitThrough(world, { around, helped }), killed]);
      const kept = world.disk.keys[0]?.keyDigest ?? world.disk.helperKeys[0]?.keyDigest;
      if (world.service.proof === null) world.service.end();
      const run = await finish(world, helped);
      expect(['done', 'resume-done']).toContain(at(run));
      if (kept !== undefined) expect(world.service.successor?.keyDigest).toBe(kept);
      expect(world.disk.keys).toEqual([]);
    },
  );
});

/** A PC that has nothing of the code's certificate. */
async function noKeyThere(service: PretendCode): Promise<void> {
  const elsewhere = { service, disk: new Disk() };
  const { run } = pretendWindow(elsewhere);
  await run.begin({ nonce: null, arrival: 'opened' });
  expect([at(run), elsewhere.disk.keysMade]).toEqual(['resume-remake', 0]);
}

describe('a code that goes on elsewhere', () => {
  it('asks for the code again where nothing stands any more, and keeps the key', async () => {
    const world = newWorld();
    giveBoth(world.service);
    const { run, reported } = pretendWindow(world);
    await run.begin({ nonce: null, arrival: 'opened' });
    await goOn(run, 'save');
    world.service.end();
    await run.signalSeen();
    expect(run.state().flow.sessionGone).toBe(true);
    expect([at(run), world.disk.keys.length, reported]).toEqual(['save', 1, []]);
    giveBoth(world.service);
    const again = pretendWindow(world);
    await again.run.begin({ nonce: null, arrival: 'opened' });
    expect(at(again.run)).toBe('resume-key-kept');
  });

  it('makes no second key on another PC once its certificate is issued', async () => {
    const { service, disk } = newWorld();
    giveBoth(service);
    const first = pretendWindow({ service, disk });
    await first.run.begin({ nonce: null, arrival: 'opened' });
    await goOn(first.run, 'save');
    await noKeyThere(service);
  });

  it('makes no second key on another PC while its certificate is still to be signed', async () => {
    const { service } = newWorld();
    giveBoth(service);
    service.pending = digestOf(7);
    await noKeyThere(service);
  });

  it('goes where the code stands when another window has used it meanwhile', async () => {
    const world = newWorld();
    giveBoth(world.service);
    const first = pretendWindow(world);
    await first.run.begin({ nonce: null, arrival: 'opened' });
    const otherPc = new Disk();
    otherPc.keysMade = 5;
    const second = pretendWindow({ service: world.service, disk: otherPc });
    await second.run.begin({ nonce: null, arrival: 'opened' });
    await goOn(first.run, 'save');
    await goOn(second.run, 'resume-remake');
    expect(at(second.run)).toBe('resume-remake');
  });
});
