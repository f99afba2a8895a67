import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from './processes/is-alive.ts';
import { startService } from './service-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'koshin-programs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
/** A stand-in for the service: what it does after its start. */
const program = (script: string) => {
  written += 1;
  const path = join(folder, `program-${written}.mjs`);
  writeFileSync(path, script);
  return path;
};
const readyLine = JSON.stringify({
  ready: true,
  status: 'http://localhost:40001',
  portals: { mihon: 'https://mihon.portal.localhost:40002' },
  presentationPort: 40003,
});
const goodProgram = `
  console.error('settings ' + Object.keys(process.env).filter((name) => name.startsWith('KOSHIN_')).sort());
  console.error('words ' + process.argv.slice(2));
  process.on('SIGTERM', () => process.exit(5));
  console.log('${readyLine}');
  setInterval(() => {}, 1000);`;

describe('a service of its own process', () => {
  it('says where it is, on free ports and with nothing of our own settings', async () => {
    process.env.KOSHIN_PORTAL_DOMAIN = 'of-the-developer.example';
    const service = await startService({ program: program(goodProgram) });
    delete process.env.KOSHIN_PORTAL_DOMAIN;
    expect(service).toMatchObject({
      portals: { mihon: 'https://mihon.portal.localhost:40002' },
      presentationPort: 40003,
    });
    expect(service.output()).toContain('words serve,--demo');
    expect(service.output()).toContain(
      'settings KOSHIN_DATA_DIR,KOSHIN_EST_PORT,KOSHIN_PORTAL_PORT,KOSHIN_PRESENTATION_PORT,KOSHIN_STATUS_PORT\n',
    );
    expect(await service.stop()).toBe(5);
    expect(isAlive(service.pid)).toBe(false);
  });

  it('is gone after kill, without having been asked', async () => {
    const service = await startService({ program: program(goodProgram) });
    await service.kill();
    expect(isAlive(service.pid)).toBe(false);
  });

  it.each([
    ['ends at once', `console.error('port 8443 is taken'); process.exit(1);`, /port 8443 is taken/],
    ['says something else', `console.log('{"ready":false}'); setInterval(() => {}, 1000);`, /"ready":false/],
    ['says nothing', `console.error('waiting'); setInterval(() => {}, 1000);`, /waiting/],
  ])('is refused with all that it said when it %s', async (_case, script, said) => {
    await expect(startService({ program: program(script), patience: 700 })).rejects.toThrow(said);
  });
});
