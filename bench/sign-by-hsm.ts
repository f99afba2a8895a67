import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import { pkcs11Signer } from '@koshin/service/adapters/pkcs11-signer/pkcs11-signer.ts';
import { rootToSign } from '@koshin/service/ports/signer.contract.ts';
import type { KeyKind } from '@koshin/service/ports/signer.ts';
import koffi from 'koffi';
import { softHsm } from '../tests/testkit/hsm/soft-hsm.ts';
import { median } from './measuring/rates.ts';

/** Signatures per second by keys in a token, through the signer, against the same two calls of the module in a bare loop. */

const rounds = Number(process.argv[2] ?? 41);
const secondsPerRound = Number(process.argv[3] ?? 0.2);
/** Requests that are under way together. */
const together = 16;

const hsm = softHsm();
const signer = pkcs11Signer(hsm);

/** C_SignInit and C_Sign one after the other in this thread: nothing else, and nothing else meanwhile. */
async function bareLoop(keyName: string, data: Uint8Array, mechanism: number) {
  const cryptoki = await loadCryptoki(hsm.module);
  const library = koffi.load(hsm.module);
  const mechanismRecord = koffi.struct({ mechanism: 'ulong', parameter: 'void *', parameterLength: 'ulong' });
  const number = koffi.inout(koffi.pointer('ulong'));
  const initialise = library.func('C_SignInit', 'ulong', ['ulong', koffi.pointer(mechanismRecord), 'ulong']);
  const sign = library.func('C_Sign', 'ulong', ['ulong', 'uint8 *', 'ulong', 'uint8 *', number]);
  const [slot] = await cryptoki.slots();
  if (slot === undefined) throw new Error('the token is there');
  const session = await cryptoki.openSession(slot, { writing: false });
  const [key] = await cryptoki.find(session, [
    [0, 3],
    [3, new TextEncoder().encode(keyName)],
  ]);
  return () => {
    const begun = Number(initialise(session, { mechanism, parameter: null, parameterLength: 0 }, key));
    const signed = Number(sign(session, data, data.length, Buffer.alloc(1024), [1024]));
    if (begun !== 0 || signed !== 0) throw new Error(`${begun} ${signed}`);
  };
}

interface Rate {
  readonly perSecond: number;
  /** Per second of processor time of all threads. */
  readonly perProcessorSecond: number;
}

/** How often `some` acts are done; it answers how many it did. */
async function rateOf(some: () => Promise<number>): Promise<Rate> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  let done = 0;
  while (performance.now() - start < 1000 * secondsPerRound) done += await some();
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond: (1000 * done) / (performance.now() - start),
    perProcessorSecond: (1e6 * done) / (user + system),
  };
}

async function compare(kind: KeyKind, mechanism: number): Promise<void> {
  const keyName = `bench-${kind.toLowerCase()}`;
  await signer.makeKey({ keyName, kind });
  const tbs = await rootToSign(signer, keyName);
  const digest = createHash('sha256').update(tbs.bytes).digest();
  const bare = await bareLoop(keyName, digest, mechanism);
  const ours = async () => {
    await Promise.all(Array.from({ length: together }, () => signer.sign({ keyName, tbs })));
    return together;
  };
  const raw = async () => {
    for (let act = 0; act < together; act++) bare();
    return together;
  };

  await rateOf(ours);
  const rates: { ours: Rate; raw: Rate }[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let round = 0; round < rounds; round++) {
    delay.enable();
    const first = await rateOf(ours);
    delay.disable();
    rates.push({ ours: first, raw: await rateOf(raw) });
  }
  const [us, them] = [median(rates.map((r) => r.ours.perSecond)), median(rates.map((r) => r.raw.perSecond))];
  const wall = median(rates.map((r) => r.ours.perSecond / r.raw.perSecond));
  const processor = median(rates.map((r) => r.ours.perProcessorSecond / r.raw.perProcessorSecond));
  console.log(
    `${kind}: ${us.toFixed(0)} signatures/s, bare loop ${them.toFixed(0)}/s; ratio ${wall.toFixed(2)}, ` +
      `by processor time ${processor.toFixed(2)}; event loop late by ${(delay.percentile(50) / 1e6 - 1).toFixed(1)} ms ` +
      `in the middle, ${(delay.percentile(99) / 1e6 - 1).toFixed(1)} ms at the 99th percentile`,
  );
}

console.log(
  `Node ${process.version}, ${availableParallelism()} cores, SoftHSM, ${together} requests at once, ${rounds} rounds of ` +
    `${secondsPerRound} s each, alternating, medians; the bare loop blocks the event loop and has its digest made already`,
);
await compare('P-256', 0x1041);
await compare('RSA-3072', 0x1);
hsm.remove();
process.exit(0);
