import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { reportStatus } from './status.ts';

let stores: MemoryStores;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  stores = new MemoryStores();
});
afterEach(() => void vi.useRealTimers());

async function writable(): Promise<boolean> {
  const status = await reportStatus(stores, '1.2.3');
  if (status.answer !== 'status' || status.pc === null) throw new Error(JSON.stringify(status));
  return status.pc.writable;
}

it('tries the store for writing, and not again for a minute after that went well', async () => {
  const trial = vi.spyOn(stores.pcStore, 'isWritable');
  for (let questions = 0; questions < 3; questions += 1) expect(await writable()).toBe(true);
  expect(trial).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(59_999);
  expect(await writable()).toBe(true);
  expect(trial).toHaveBeenCalledTimes(1);
  stores.pcStore.writable = false;
  vi.advanceTimersByTime(1);
  expect(await writable()).toBe(false);
});

it('tries again at once after it went ill: whoever mended it is told so', async () => {
  stores.pcStore.writable = false;
  expect(await writable()).toBe(false);
  stores.pcStore.writable = true;
  expect(await writable()).toBe(true);
});

it('says nothing of one store by a trial of another', async () => {
  expect(await writable()).toBe(true);
  stores = new MemoryStores();
  stores.pcStore.writable = false;
  expect(await writable()).toBe(false);
});
