// A native host over stores in memory, with the product's framing, dispatch and PIN rules. It reads a script from
// $KOSHIN_SCRIPT before each request, and says there who it is, so that a test can have it hang and kill it.
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
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

appendFileSync(`${folder}/pids`, `${process.pid}\n`);
const stores = new ScriptedStores();
const log = {
  write: (line: object) =>
    appendFileSync(`${folder}/log`, `${JSON.stringify({ ...line, pins: stores.token.pinsTried })}\n`),
};
await runHost({ version: script().version, stores, log });
process.exit(0);
