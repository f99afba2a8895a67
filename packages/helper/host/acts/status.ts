import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { type KeyStore, KeyStoreRefused } from '../../key-stores/key-store.ts';
import type { Stores } from '../stores.ts';

/** What is there, really looked at; nothing is changed and nobody logs in. */
export async function reportStatus(stores: Stores, hostVersion: string): Promise<HostAnswerBody> {
  const [pc, tokens] = await Promise.all([reportPc(stores), stores.tokens()]);
  return { answer: 'status', hostVersion, pc, tokens };
}

type PcReport = Extract<HostAnswerBody, { answer: 'status' }>['pc'];

async function reportPc(stores: Stores): Promise<PcReport> {
  const pc = await stores.pc();
  if (pc === null) return null;
  const { kind, store } = pc;
  return { kind, writable: await isWritable(store), protection: store.protection };
}

/** Milliseconds for which a trial that went well stands, as each question of a renewal asks; an act says itself what changed. */
const trialStands = 60_000;
const wentWellAt = new WeakMap<KeyStore, number>();

async function isWritable(store: KeyStore): Promise<boolean> {
  const before = wentWellAt.get(store);
  if (before !== undefined && performance.now() - before < trialStands) return true;
  wentWellAt.delete(store);
  try {
    if (!(await store.isWritable())) return false;
    wentWellAt.set(store, performance.now());
    return true;
  } catch (error) {
    if (error instanceof KeyStoreRefused) return false;
    throw error;
  }
}
