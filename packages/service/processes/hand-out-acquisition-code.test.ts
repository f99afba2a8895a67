import { dirname } from 'node:path';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../tests/testkit/fresh-database.ts';
import { openRegister } from '../adapters/register/open-register.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import { stockUp } from '../ports/register/samples.contract.ts';
import { handOutAcquisitionCode } from './hand-out-acquisition-code.ts';

let dataDir: string;
let drop: () => Promise<void>;
let known: { readonly bank: string; readonly loginId: string; readonly userId: string };
beforeAll(async () => {
  const database = await freshDatabase('sqlite');
  drop = database.drop;
  dataDir = dirname(database.path);
  const register = await openRegister({ sqlite: { folder: dataDir } });
  const { bank, user } = await register.change(stockUp);
  known = { bank: bank.id, loginId: user.loginId, userId: user.id };
  await register.close();
});
afterAll(() => drop());

function configuration() {
  const now = parseInstant('2026-11-22T00:00:00Z');
  const env = { KOSHIN_DATA_DIR: dataDir };
  return readConfiguration({ demo: true, configFile: null, env, workingFolder: dataDir, now });
}
const handOut = (asked: { bank: string; loginId: string }, json = false, language: 'ja' | 'en' = 'en') =>
  handOutAcquisitionCode(configuration(), { ...asked, json, language });

describe('koshin acquisition-code', () => {
  it('tells a code once, in words and as JSON; the register keeps its hash only', async () => {
    const code = /([0-9A-Z]{4}-){3}[0-9A-Z]{4}/;
    expect(await handOut(known)).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4} \(once, until 20\d\d-\d\d-\d\dT[^)]+Z\)\n$/);
    expect(await handOut(known, false, 'ja')).toMatch(code);
    const told = JSON.parse(await handOut(known, true));
    expect(told).toMatchObject({ bank: known.bank, loginId: known.loginId, code: expect.stringMatching(code) });
    const register = await openRegister({ sqlite: { folder: dataDir } });
    const kept = await register.read((tx) => tx.acquisitions.ofUser(known.userId));
    await register.close();
    expect(kept).toHaveLength(3);
    expect(JSON.stringify(kept)).not.toContain(told.code.replaceAll('-', ''));
  });

  it('says in one sentence that the bank has no such user', async () => {
    const asked = { ...known, loginId: 'nobody' };
    await expect(handOut(asked)).rejects.toThrow(new StartError('No code was given: not-found.'));
    await expect(handOut(asked, false, 'ja')).rejects.toThrow('対象なし、または権限外。');
  });

  it('says that the folder is in use while a service runs on it', async () => {
    const register = await openRegister({ sqlite: { folder: dataDir } });
    await expect(handOut(known)).rejects.toThrow('is in use by another Koshin');
    await register.close();
  });
});
