import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { KeyStoreRefused } from '../../key-stores/key-store.ts';
import type { Stores } from '../stores.ts';

/** What is there, really looked at; nothing is changed and nobody logs in. */
export async function reportStatus(stores: Stores, hostVersion: string): Promise<HostAnswerBody> {
  return { answer: 'status', hostVersion, pc: await reportPc(stores), tokens: await stores.tokens() };
}

type PcReport = Extract<HostAnswerBody, { answer: 'status' }>['pc'];

async function reportPc(stores: Stores): Promise<PcReport> {
  const pc = await stores.pc();
  if (pc === null) return null;
  return { kind: pc.kind, writable: await isWritable(pc), protection: pc.store.protection };
}

async function isWritable({ store }: NonNullable<Awaited<ReturnType<Stores['pc']>>>): Promise<boolean> {
  try {
    return await store.isWritable();
  } catch (error) {
    if (error instanceof KeyStoreRefused) return false;
    throw error;
  }
}
