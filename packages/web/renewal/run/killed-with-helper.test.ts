import { describe, expect, it } from 'vitest';
import { doTheObvious, presentNewest } from '../testing/customer.ts';
import { PretendHelper } from '../testing/pretend-helper.ts';
import { type Around, certifyByName, Disk, killedIn, plainly, pretendMeans } from '../testing/pretend-pc.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { makeRun } from './renewal-run.ts';

const newWorld = () => ({ service: new PretendService(certifyByName), disk: new Disk() });
type World = ReturnType<typeof newWorld>;

/** One window until its page offers nothing more, it leaves for a presentation, or its tab is killed. */
async function sitThrough(
  world: World,
  { windowId, nonce = null, around = plainly }: { windowId: string; nonce?: string | null; around?: Around },
): Promise<string | null> {
  const helper = new PretendHelper(world.disk, around).means();
  const { means, left } = pretendMeans({ ...world, windowId, around, helper });
  const run = makeRun(means);
  await run.begin({ nonce, arrival: 'opened' });
  for (let acts = 0; acts < 20 && (await doTheObvious(run)); acts += 1);
  if (left.nonce === null) return null;
  presentNewest(world.service, world.disk, left.nonce);
  return left.nonce;
}

async function finish(world: World, windowId: string): Promise<void> {
  const nonce = await sitThrough(world, { windowId });
  await sitThrough(world, { windowId, nonce });
}

const names: string[] = [];
await sitThrough(newWorld(), {
  windowId: 'w1',
  around: async (name, operation) => {
    names.push(name);
    return operation();
  },
});
const kills = names.flatMap((name, index) =>
  (['before', 'after'] as const).map((when) => ({ n: index + 1, when, name })),
);

describe('a tab killed at any operation of a renewal with the helper', () => {
  it('is tried at every step from the checks to the proof', () => {
    expect(names).toEqual([
      'start',
      'confirm',
      'helper-makeKey',
      'helper-sendRequest',
      'request',
      'helper-install',
      'report-installed',
      'present',
    ]);
  });

  it.each(kills)(
    '$when $name: the same renewal ends proven, with the key that was made and one certificate',
    async ({ n, when }) => {
      const world = newWorld();
      const { around, killed } = killedIn(n, when);
      await Promise.race([sitThrough(world, { windowId: 'w1', around }), killed]);
      const made = world.disk.keysMade;
      world.service.release('w1');
      await finish(world, 'w2');
      expect(world.service.renewal?.state).toBe('proven');
      expect([world.service.issued.size, world.disk.keysMade]).toEqual([1, Math.max(1, made)]);
      expect([...world.service.storages.values()]).toEqual(['pc-store']);
    },
  );

  it.each(kills)('$when $name: ends proven without the helper too, when it is gone', async ({ n, when }) => {
    const world = newWorld();
    const { around, killed } = killedIn(n, when);
    await Promise.race([sitThrough(world, { windowId: 'w1', around }), killed]);
    world.service.release('w1');
    const elsewhere = { service: world.service, disk: new Disk() };
    elsewhere.disk.keysMade = world.disk.keysMade;
    const window = async (nonce: string | null) => {
      const { means, left } = pretendMeans({ ...elsewhere, windowId: 'w2' });
      const run = makeRun(means);
      await run.begin({ nonce, arrival: 'opened' });
      for (let acts = 0; acts < 20 && (await doTheObvious(run)); acts += 1);
      if (left.nonce !== null) presentNewest(world.service, elsewhere.disk, left.nonce);
      return { nonce: left.nonce, place: run.state().flow.place };
    };
    let { nonce, place } = await window(null);
    // What was reported installed is tried first; on the PC without it nothing can be presented, and it is made again.
    if (world.service.renewal?.state !== 'proven') ({ nonce, place } = await window(nonce));
    if (place.at === 'proof-refused') expect(world.service.renewal?.state).toBe('installed');
    else expect(world.service.renewal?.state).toBe('proven');
  });
});
