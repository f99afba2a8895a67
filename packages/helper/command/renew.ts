import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EstClient } from '../machine/est-client.ts';
import { FolderSpoilt, IdentityFolder } from '../machine/identity-folder.ts';
import { type Outcome, renewIdentity } from '../machine/renew-identity.ts';
import { secretOf } from './ask-secret.ts';
import { filled, language } from './language.ts';
import { news, type RenewalNews } from './renew-words.ts';

type Told = Outcome | { readonly outcome: 'spoilt'; readonly what: string };

/** 1: a person has to look; 4: the same again later may do it. */
const exitCodes: Readonly<Record<RenewalNews, 0 | 1 | 4>> = {
  renewed: 0,
  'not-due': 0,
  'too-early': 0,
  later: 4,
  refused: 1,
  'no-certificate': 1,
  'other-key': 1,
  spoilt: 1,
};

/** `koshin-helper renew`: for servers and programs, from a timer. Resolves to what the process ends with. */
export async function renew(given: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...given],
    options: {
      url: { type: 'string' },
      folder: { type: 'string' },
      ca: { type: 'string' },
      days: { type: 'string', default: '30' },
      'login-id': { type: 'string' },
      'code-file': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { url, folder, ca, days, 'login-id': loginId, 'code-file': codeFile, json } = values;
  if (url === undefined || !URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new TypeError('--url is the https address of the bank’s EST, like https://est.example/.well-known/est/mihon');
  }
  if (folder === undefined) throw new TypeError('--folder is where key and certificate are');
  if (!/^\d{1,4}$/.test(days)) throw new TypeError('--days is a number of days');
  if (loginId?.includes(':')) throw new TypeError('--login-id has no colon');
  const code = loginId === undefined ? null : await secretOf(codeFile, 'Code: ');
  const est = new EstClient({ url, ca: ca === undefined ? null : readFileSync(ca, 'utf8'), language });
  const first = loginId === undefined || code === null ? null : { loginId, code };
  const told = await outcomeOf({ folder: resolve(folder), est, days: Number(days), first });
  if (json) console.log(JSON.stringify(told, null, 2));
  else (exitCodes[told.outcome] === 0 ? console.log : console.error)(filled(news[told.outcome], factsOf(told)));
  return exitCodes[told.outcome];
}

async function outcomeOf({
  folder,
  ...asked
}: {
  readonly folder: string;
  readonly est: EstClient;
  readonly days: number;
  readonly first: { readonly loginId: string; readonly code: string } | null;
}): Promise<Told> {
  try {
    return await renewIdentity({ folder: new IdentityFolder(folder), now: Date.now(), ...asked });
  } catch (error) {
    if (error instanceof FolderSpoilt) return { outcome: 'spoilt', what: error.message };
    throw error;
  }
}

function factsOf(told: Told): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(told).map(([name, fact]) => [name, fact ?? '–']));
}
