// A native host over stores in memory, with the product's framing, dispatch and PIN rules. It reads a script from
// $KOSHIN_SCRIPT before each request, and says there who it is, so that a test can have it hang and kill it.
import { appendFileSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { FrameReader, frame } from '@koshin/helper/host/framing.ts';
import { runHost } from '@koshin/helper/host/run-host.ts';
import { MemoryStores } from '@koshin/helper/testing/memory-stores.ts';
import type { HostScript } from './scripted-host.ts';

const folder = process.env.KOSHIN_SCRIPT ?? '';
const script = (): HostScript => JSON.parse(readFileSync(`${folder}/script.json`, 'utf8'));

class ScriptedStores extends MemoryStores {
  override async tokens() {
    const { hang, tokenPlugged } = script();
    this.token.plugged = tokenPlugged;
    if (hang === 'status') await setTimeout(600_000);
    return super.tokens();
  }

  override async pc() {
    if (script().hang === 'pc') await setTimeout(600_000);
    return super.pc();
  }
}

/** What goes out instead of this answer. */
function instead(answer: Uint8Array): Uint8Array {
  const [message] = new FrameReader().take(answer);
  switch (script().says) {
    case 'malformed':
      return frame({ ...Object(message), body: { answer: 'key-made', keyDigest: 'none' } });
    case 'unframed':
      return Buffer.from('Error: the card reader is on fire\n');
    case 'too-long': {
      const text = Buffer.from(JSON.stringify({ ...Object(message), padding: 'x'.repeat(2 * 1024 * 1024) }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return Buffer.concat([length, text]);
    }
    case null:
      return answer;
  }
}

const output = new Writable({
  write: (answer: Uint8Array, _encoding, done) => void process.stdout.write(instead(answer), () => done()),
});

appendFileSync(`${folder}/pids`, `${process.pid}\n`);
const stores = new ScriptedStores();
const log = {
  write: (line: object) =>
    appendFileSync(`${folder}/log`, `${JSON.stringify({ ...line, pins: stores.token.pinsTried })}\n`),
};
await runHost({ version: script().version, stores, log, output });
process.exit(0);
