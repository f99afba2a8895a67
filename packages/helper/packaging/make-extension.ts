// npm run helper:extension -- --browser chromium --sites sites.json --folder out [--public-key BASE64 | --firefox-id ID]
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Site } from '../extension/core/sites.ts';
import { buildExtension } from './build-extension.ts';

const { browser, sites: file, folder, 'public-key': publicKey, 'firefox-id': firefoxId } = given();

function given() {
  const text = { type: 'string' } as const;
  const options = { browser: text, sites: text, folder: text, 'public-key': text, 'firefox-id': text };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}
helper:extension -- --browser chromium|firefox --sites FILE --folder FOLDER [--public-key BASE64 | --firefox-id ID]`);
  }
}

function stop(why: string): never {
  console.error(why);
  process.exit(2);
}

if (browser !== 'chromium' && browser !== 'firefox') stop('--browser is chromium or firefox');
if (file === undefined || folder === undefined) stop('--sites names a file, --folder the folder to make');
const sites: unknown = JSON.parse(readFileSync(file, 'utf8'));
if (!Value.Check(Type.Array(Site, { minItems: 1 }), sites)) {
  stop(`${file}: a list like [{"origin":"https://mihon.portal.example","bank":{"ja":"…","en":"…"}}]`);
}
const made = await buildExtension({
  browser,
  folder: resolve(folder),
  sites,
  ...(publicKey !== undefined && { publicKey }),
  ...(firefoxId !== undefined && { firefoxId }),
});
console.log(JSON.stringify(made, null, 2));
