import { describe, expect, it } from 'vitest';
import { doTheObvious, presentNewest } from '../testing/customer.ts';
import { type Around, certifyByName, Disk, killedIn, plainly, pretendMeans } from '../testing/pretend-pc.ts';
import { PretendService } from '../testing/pretend-service.ts';
import { makeRun } from './renewal-run.ts';

/** One window until its page offers nothing more, it leaves for a presentation, or its tab is killed. */
async function sitThrough(
  world: { service: PretendService; disk: Disk },
  { windowId, nonce = null, around = plainly }: { windowId: string; nonce?: string | null; around?: Around },
): Promise<string | null> {
  const { means, left } = pretendMeans({ ...world, windowId, around });
  const run = makeRun(means);
  await run.begin({ nonce, arrival: 'opened' });
  for (let acts = 0; acts < 20 && (await doTheObvious(run)); acts += 1);
  await Promise.resolve();
  if (left.nonce === null) return null;
  presentNewest(world.service, world.disk, left.nonce);
  return left.nonce;
}

async function finish(world: { service: PretendService; disk: Disk }, windowId: string): Promise<void> {
  const nonce = await sitThrough(world, { windowId });
  await sitThrough(world, { windowId, nonce });
}

const newWorld = () => ({ service: new PretendService(certifyByName), disk: new Disk() });

/** Operations of a renewal without disturbance, up to leaving for the proof. */
async function countOperations(): Promise<number> {
  let count = 0;
  await sitThrough(newWorld(), {
    windowId: 'w1',
    around: async (_, operation) => {
      count += 1;
      return operation();
    },
  });
  return count;
}

const operations = await countOperations();
const kills = Array.from({ length: operations }, (_, index) =>
  (['before', 'after'] as const).map((when) => ({ n: index + 1, when })),
).flat();

describe('a renewal without disturbance', () => {
  it('ends proven, with one key, one certificate, one file and nothing kept', async () => {
    const world = newWorld();
    await finish(world, 'w1');
    expect(world.service.renewal?.state).toBe('proven');
    expect([world.disk.keysMade, world.service.issued.size, world.disk.files.length]).toEqual([1, 1, 1]);
    expect(world.disk.keys).toEqual([]);
  });
});

describe('a tab killed at any operation', () => {
  it('is tried at each of the operations from the checks to the proof', () => {
    expect(operations).toBeGreaterThanOrEqual(8);
  });

  it.each(kills)('$when operation $n: the same renewal ends proven with one certificate', async ({ n, when }) => {
    const world = newWorld();
    const { around, killed } = killedIn(n, when);
    await Promise.race([sitThrough(world, { windowId: 'w1', around }), killed]);
    const kept = world.disk.keys.map(({ keyDigest }) => keyDigest);
    world.service.release('w1');
    await finish(world, 'w2');
    expect(world.service.renewal?.state).toBe('proven');
    expect(world.service.issued.size).toBe(1);
    // A key that was on the disk when the tab died is the key of the certificate.
    if (kept[0] !== undefined) expect([...world.service.issued.keys()]).toEqual(kept);
    expect(world.disk.keys).toEqual([]);
  });
});

describe('a killed tab whose browser storage is gone too', () => {
  it.each(kills)('$when operation $n: the renewal still ends proven', async ({ n, when }) => {
    const world = newWorld();
    const { around, killed } = killedIn(n, when);
    await Promise.race([sitThrough(world, { windowId: 'w1', around }), killed]);
    const elsewhere = { service: world.service, disk: new Disk() };
    elsewhere.disk.keysMade = world.disk.keysMade;
    elsewhere.disk.files.push(...world.disk.files);
    world.service.release('w1');
    await finish(elsewhere, 'w2');
    expect(world.service.renewal?.state).toBe('proven');
    expect(world.service.issued.size).toBeLessThanOrEqual(2);
  });
});
