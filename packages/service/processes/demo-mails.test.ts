import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMessage } from '../../../tests/testkit/mail/read-messages.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { type Service, serve } from './serve.ts';

let folder: string;
let service: Service;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-demo-mails-'));
  const ports = Object.fromEntries(
    ['PORTAL', 'PRESENTATION', 'EST', 'STATUS'].map((role) => [`KOSHIN_${role}_PORT`, '0']),
  );
  const env = { ...ports, KOSHIN_DATA_DIR: 'data' };
  const given = { demo: true, configFile: null, env, workingFolder: folder, now: instant(Date.now()) };
  service = await serve(readConfiguration(given), pino({ level: 'silent' }));
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

interface Listed {
  readonly subject: string;
  readonly attached: readonly string[];
  readonly emlUrl: string;
}

/** The mails of the demo, once there are some and no more come. */
async function outbox(): Promise<readonly Listed[]> {
  let before = -1;
  for (;;) {
    const mails = (await (await fetch(`${service.ready.status}/demo/outbox.json`)).json()) as readonly Listed[];
    if (mails.length > 0 && mails.length === before) return mails;
    before = mails.length;
    await new Promise((goOn) => setTimeout(goOn, 2_000));
  }
}

describe('the mails of the demo', { timeout: 60_000 }, () => {
  it('each verify by OpenSSL with the demo’s root and nothing else, and say that they are signed, as their page does', async () => {
    const rootFile = join(folder, 'root.crt');
    writeFileSync(rootFile, await (await fetch(`${service.ready.status}/demo/root.crt`)).text());
    const mails = await outbox();
    expect(mails.length).toBeGreaterThan(0);
    const page = await (await fetch(`${service.ready.status}/demo/outbox?lang=ja`)).text();
    expect(page).toContain('電子署名付き');
    // All of them first: OpenSSL below holds up the service, which runs in this process.
    const files: { readonly raw: Buffer; readonly attached: readonly string[] }[] = [];
    for (const { emlUrl, attached } of mails) {
      files.push({ attached, raw: Buffer.from(await (await fetch(emlUrl)).arrayBuffer()) });
    }
    for (const { raw, attached } of files) {
      const args = [
        'cms',
        '-verify',
        '-purpose',
        'smimesign',
        '-CAfile',
        rootFile,
        '-signer',
        join(folder, 'signer.pem'),
      ];
      const { status, stderr } = spawnSync('openssl', args, { input: raw, encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, expect.stringContaining('successful')]);
      expect(attached).toContain('smime.p7s');
      expect(readMessage(raw).text).toMatch(/このメールには.+の電子署名が付いています。|It is digitally signed by /);
      const signer = spawnSync('openssl', ['x509', '-noout', '-email', '-in', join(folder, 'signer.pem')]);
      const from = /^From: .*<(.+)>/m.exec(raw.toString('latin1'))?.[1];
      expect(signer.stdout.toString().trim()).toBe(from);
    }
  });
});
