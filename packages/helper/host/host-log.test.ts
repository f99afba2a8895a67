import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hostLog, stateFolder, traceOf } from './host-log.ts';

const home = mkdtempSync(join(tmpdir(), 'koshin-host-log-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the host’s log', () => {
  it('is the user’s own, in the folder for it, one line of JSON each', () => {
    const folder = stateFolder({ HOME: home });
    expect(folder).toBe(join(home, '.local', 'state', 'koshin-helper'));
    hostLog(folder, () => new Date(0)).write({ what: 'status', came: 'status', ms: 3 });
    const path = join(folder, 'host.log');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      what: 'status',
      came: 'status',
      ms: 3,
    });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('goes where XDG_STATE_HOME says', () => {
    expect(stateFolder({ HOME: home, XDG_STATE_HOME: '/state' })).toBe('/state/koshin-helper');
  });

  it('stops nobody when it cannot be written', () => {
    expect(() => hostLog('/dev/null/nowhere', () => new Date(0)).write({ what: 'status' })).not.toThrow();
  });

  it('says of an error what kind and where, never its words', () => {
    const trace = traceOf(new TypeError('PIN 123456 of 佐倉'));
    expect(trace).toMatch(/^TypeError at /);
    expect(trace).not.toMatch(/123456|佐倉/);
  });
});
