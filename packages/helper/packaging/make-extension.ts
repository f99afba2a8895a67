// npm run helper:extension -- --browser chromium --sites sites.json --folder out [--public-key BASE64 | --firefox-id ID]
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Site } from '../extension/core/sites.ts';
import { buildExtension } from './build-extension.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string' },
    sites: { type: 'string' },
    folder: { type: 'string' },
    'public-key': { type: 'string' },
    'firefox-id': { type: 'string' },
  },
});
const { browser, sites: file, folder, 'public-key': publicKey, 'firefox-id': firefoxId } = values;

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
