import { writeSync } from 'node:fs';
import { setImmediate as nextRound } from 'node:timers/promises';
import type { Register } from '../../../ports/register/register.ts';
import { bank, event } from '../../../ports/register/samples.contract.ts';
import { openRegister } from '../open-register.ts';

/*
 * The child process of the durability tests: writes to the register, and says on its standard output what was
 * acknowledged, a line each, at once. Arguments: `sqlite <folder>` or `postgres <url>`; then what to do.
 */
const [engine = '', where = '', task = '', prefix = ''] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);

/** One change of two rows, which are there both or neither. */
async function write(register: Register, name: string): Promise<void> {
  await register.change(async (tx) => {
    await tx.banks.insert(bank({ id: name }));
    await tx.audit.append(event({ bankId: name, subject: { bank: name } }));
  });
  say(name);
}

/** Eight writers at the same time, until this process is killed or a change fails. */
async function writeOn(register: Register): Promise<void> {
  const writer = async (number: number) => {
    for (let count = 0; ; count += 1) await write(register, `${prefix}-${number}-${count}`);
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => writer(number)));
}

/** Ten changes one after the other, then ten at the same time, with marks between. */
async function writeTwenty(register: Register): Promise<void> {
  const names = Array.from({ length: 10 }, (_, number) => `bank-${number}`);
  say('one by one');
  for (const name of names) await write(register, name);
  await nextRound();
  say('together');
  await Promise.all(names.map((name) => write(register, `more-${name}`)));
  say('done');
}

const register = await openRegister(
  engine === 'sqlite' ? { sqlite: { folder: where } } : { postgres: { url: where, poolSize: 4 } },
);
try {
  if (task === 'write-on') await writeOn(register);
  else if (task === 'write-twenty') await writeTwenty(register);
  else say('open');
} catch (error) {
  say(`refused ${error instanceof Error && 'code' in error ? error.code : String(error)}`);
}
await register.close();
