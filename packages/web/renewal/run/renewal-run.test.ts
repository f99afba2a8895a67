import { describe, expect, it } from 'vitest';
import type { FileFormat } from '../../keys/certificate-file.ts';
import { Unanswered } from '../../portal/api/refused.ts';
import { doTheObvious, filePassword, presentNewest } from '../testing/customer.ts';
import { type Around, certifyByName, Disk, plainly, pretendMeans } from '../testing/pretend-pc.ts';
import { PretendService, refusal } from '../testing/pretend-service.ts';
import { idOf } from '../testing/samples.ts';
import type { RunMeans } from './means.ts';
import { makeRun, type RenewalRun } from './renewal-run.ts';

function open(changes: ConstructorParameters<typeof PretendService>[1] = {}) {
  const service = new PretendService(certifyByName, changes);
  const disk = new Disk();
  const windowOf = (windowId: string, around: Around = plainly, other: Partial<RunMeans> = {}) => {
    const { means, ...seen } = pretendMeans({ service, disk, windowId, around });
    return { run: makeRun({ ...means, ...other }), ...seen };
  };
  return { service, disk, windowOf };
}

const begin = async (run: RenewalRun, nonce: string | null = null) => {
  await run.begin({ nonce, arrival: 'opened' });
  return run;
};
const at = (run: RenewalRun) => run.state().flow.place.at;
async function until(run: RenewalRun, place: string): Promise<void> {
  for (let acts = 0; acts < 20 && at(run) !== place; acts += 1) await doTheObvious(run);
  expect(at(run)).toBe(place);
}

describe('one window', () => {
  it('closed while it still checks lets the renewal go, which the next one finds free', async () => {
    const { windowOf } = open();
    const checks = Promise.withResolvers<void>();
    const { run } = windowOf('w1', plainly, { pause: () => checks.promise });
    const beginning = begin(run);
    await expect.poll(() => run.state().checks.live).toBe('done');
    expect(at(run)).toBe('prepare');
    run.release();
    expect(at(await begin(windowOf('w2').run))).toBe('start');
    checks.resolve();
    await beginning;
  });

  it('does not send anything before the key is kept on the disk', async () => {
    const done: string[] = [];
    const { windowOf } = open();
    const { run } = windowOf('w1', async (name, operation) => {
      const result = operation();
      done.push(name);
      return result;
    });
    await begin(run);
    await until(run, 'save');
    expect(done.filter((name) => ['make-key', 'keep-key', 'request'].includes(name))).toEqual([
      'make-key',
      'keep-key',
      'request',
    ]);
  });

  it('makes no key and sends nothing after いいえ', async () => {
    const { service, disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'consent');
    run.decline('no');
    expect([disk.keysMade, service.calls.includes('request')]).toEqual([0, false]);
    run.turn('asked-again');
    await until(run, 'save');
    expect(disk.keysMade).toBe(1);
  });

  it('does a thing once however often はい is pressed', async () => {
    const { service, disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'consent');
    await Promise.all([run.consent(), run.consent(), run.consent()]);
    await Promise.all([run.consent(), run.consent()]);
    expect([disk.keysMade, service.issued.size, at(run)]).toEqual([1, 1, 'save']);
  });

  it('does not go on with a key that the browser could not store', async () => {
    const { service, disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'consent');
    disk.full = true;
    await run.consent();
    expect(run.state().flow.place).toEqual({ at: 'check', missing: [{ code: 'store-not-writable' }], ofHelper: false });
    expect(service.calls).not.toContain('request');
  });

  it('keeps sending the same request while the signer is down', async () => {
    const { service, disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'consent');
    await run.consent();
    service.refuseNext = { call: 'request', problem: refusal('signer-unavailable').problem };
    await run.consent();
    expect([at(run), disk.keysMade, service.calls.filter((call) => call === 'request')]).toEqual([
      'save',
      1,
      ['request', 'request'],
    ]);
  });

  it('keeps key and place when the session ends before the file is saved, and sends again after the login', async () => {
    const { service, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'consent');
    await run.consent();
    service.refuseNext = { call: 'request', problem: refusal('session-expired').problem };
    const sending = run.consent();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([at(run), run.state().flow.sessionGone]).toEqual(['issuing', true]);
    run.sessionIs(true);
    await sending;
    expect(at(run)).toBe('save');
  });

  it('saves without a session, and finds the file as saved afterwards', async () => {
    const { service, disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'save');
    service.refuseNext = { call: 'report-saved', problem: refusal('session-expired').problem };
    await run.saveFile('current');
    await run.confirmSaved();
    await Promise.resolve();
    expect([at(run), disk.files.length, [...service.issued.values()][0]?.savedAt]).toEqual(['consent', 1, null]);
    service.release('w1');
    expect(at(await begin(windowOf('w2').run))).toBe('resume-saved');
  });

  it('goes on when the browser can no longer store that the file is saved', async () => {
    const { disk, service, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'save');
    disk.full = true;
    await run.saveFile('current');
    await run.confirmSaved();
    await expect.poll(() => [...service.issued.values()][0]?.savedAt).not.toBeNull();
    expect(run.state().flow.place).toMatchObject({ at: 'consent', act: 'install' });
  });

  it('does not report what it could not give to the browser', async () => {
    const { service, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'save');
    await run.confirmSaved();
    expect([at(run), service.calls.includes('report-saved')]).toEqual(['save', false]);
  });

  it('saves the older format under a name of its own', async () => {
    const { disk, windowOf } = open();
    const run = await begin(windowOf('w1').run);
    await until(run, 'import');
    expect(await run.saveFile('older')).toEqual({ fileName: 'web-fb-certificate-20271222-older.p12' });
    expect(disk.files.map(({ name }) => name)).toEqual([
      'web-fb-certificate-20271222.p12',
      'web-fb-certificate-20271222-older.p12',
    ]);
  });

  it('asks the password again when it does not open the kept key', async () => {
    const { service, windowOf } = open();
    await until(await begin(windowOf('w1').run), 'save');
    service.release('w1');
    const run = await begin(windowOf('w2').run);
    expect([await run.openKey('another one 12'), at(run)]).toEqual(['wrong-password', 'resume-key-kept']);
    expect([await run.openKey(filePassword), at(run)]).toEqual(['opened', 'save']);
  });

  it('stays where it is when nobody answers whether the window is seen', async () => {
    const { windowOf } = open();
    const { run } = windowOf('w1', async (name, operation) => {
      if (name === 'seen') throw new Unanswered('seen');
      return operation();
    });
    await begin(run);
    await run.signalSeen();
    expect(at(run)).toBe('start');
  });
});

describe('the file', () => {
  function building(failures: number) {
    const { windowOf, disk } = open();
    const built: FileFormat[] = [];
    const { means } = pretendMeans({ service: new PretendService(certifyByName), disk });
    const buildFile: RunMeans['keys']['buildFile'] = async (parts, format) => {
      built.push(format);
      if (built.length <= failures) throw new Error('not built');
      return means.keys.buildFile(parts, format);
    };
    const { run, reported } = windowOf('w1', plainly, { keys: { ...means.keys, buildFile } });
    return { run, disk, built, reported };
  }

  it('is begun when the certificate arrives, and each format is built once', async () => {
    const { run, disk, built } = building(0);
    await begin(run);
    await until(run, 'save');
    expect([built, disk.files]).toEqual([['current'], []]);
    await run.saveFile('current');
    await run.saveFile('current');
    await run.saveFile('older');
    expect(built).toEqual(['current', 'older']);
    expect(disk.files.map(({ name }) => name.endsWith('-older.p12'))).toEqual([false, false, true]);
  });

  it('that could not be built beforehand is built when it is asked for', async () => {
    const { run, disk, built, reported } = building(1);
    await begin(run);
    await until(run, 'save');
    await run.saveFile('current');
    expect([built, disk.files.length, reported, at(run)]).toEqual([['current', 'current'], 1, [], 'save']);
  });
});

describe('what nobody foresaw', () => {
  it('is reported, shows its page, and もう一度試す goes on with the same key', async () => {
    const { service, disk, windowOf } = open();
    let broken = true;
    const { run, reported } = windowOf('w1', async (name, operation) => {
      if (name === 'request' && broken) throw new TypeError('an answer of a proxy');
      return operation();
    });
    await begin(run);
    await until(run, 'broken');
    expect(reported).toEqual([new TypeError('an answer of a proxy')]);
    broken = false;
    await run.beginAgain();
    await until(run, 'save');
    expect([disk.keysMade, service.issued.size]).toEqual([1, 1]);
  });

  it('leaves no window hanging in the checks', async () => {
    const { windowOf } = open();
    const run = windowOf('w1', async () => {
      throw new TypeError('an answer of a proxy');
    }).run;
    expect(at(await begin(run))).toBe('broken');
  });
});

describe('two windows', () => {
  it('are told of each other, and the one that is continued ends with the same key', async () => {
    const { service, windowOf } = open();
    const first = await begin(windowOf('w1').run);
    await until(first, 'save');
    const second = await begin(windowOf('w2').run);
    expect(at(second)).toBe('two-windows');
    await second.takeOver();
    expect(at(second)).toBe('resume-key-kept');
    await first.signalSeen();
    expect(at(first)).toBe('moved');
    await until(second, 'import');
    expect(service.issued.size).toBe(1);
  });
});

describe('the proof', () => {
  it('is refused for the earlier certificate, and retried without a restart', async () => {
    const { service, disk, windowOf } = open();
    const first = windowOf('w1');
    await until(await begin(first.run), 'import');
    await doTheObvious(first.run);
    service.present(first.left.nonce ?? '', 'the earlier one');
    const second = windowOf('w1');
    await begin(second.run, first.left.nonce);
    const { place } = second.run.state().flow;
    expect(place).toMatchObject({ at: 'proof-refused', refusal: { code: 'proof-old-certificate' } });
    if (place.at === 'proof-refused' && place.target) await second.run.prove(place.target);
    presentNewest(service, disk, second.left.nonce ?? '');
    const third = windowOf('w1');
    expect(at(await begin(third.run, second.left.nonce))).toBe('done');
  });

  it('is not asked of an attempt that another renewal in this tab has left behind', async () => {
    const { service, windowOf } = open();
    await begin(windowOf('w1').run);
    const { nonce } = service.startPresentation('proof');
    if (service.renewal) {
      service.renewal = { ...service.renewal, certificate: { ...service.renewal.certificate, id: idOf(7) } };
    }
    expect(at(await begin(windowOf('w1').run, nonce))).toBe('start');
  });

  it('is looked up in the renewal when the attempt cannot be asked about any more', async () => {
    const { windowOf } = open();
    expect(at(await begin(windowOf('w1').run, 'unknown'))).toBe('start');
  });
});

describe('another key', () => {
  it('revokes the lost one first, and asks for the login password when it is old', async () => {
    const { service, disk, windowOf } = open();
    await until(await begin(windowOf('w1').run), 'save');
    disk.keys = [];
    service.release('w1');
    if (service.renewal) service.renewal = { ...service.renewal, passwordNeeded: true };
    const run = await begin(windowOf('w2').run);
    expect(at(run)).toBe('resume-remake');
    await run.reportLost();
    expect([...service.issued.values()].map(({ status }) => status)).toEqual(['revoked']);
    expect(run.state().flow.place).toMatchObject({ at: 'start', remaking: true });
  });

  it('is not made after the last one of the day', async () => {
    const { service, disk, windowOf } = open({ keysLeftToday: 1 });
    await until(await begin(windowOf('w1').run), 'save');
    disk.keys = [];
    service.release('w1');
    const run = await begin(windowOf('w2').run);
    await run.remake();
    expect(at(run)).toBe('resume-limit');
  });
});

describe('what the checks find', () => {
  it.each([
    [{ storage: async () => 'refused' as const }, 'check'],
    [{ storage: async () => 'missing' as const }, 'unsupported'],
    [{ canMakeKeys: async () => false }, 'unsupported'],
    [{ isPhone: () => true }, 'phone'],
    [{ clockSkewMinutes: async () => 12.4 }, 'check'],
    [{ clockSkewMinutes: async () => null }, 'start'],
  ])('%o leads to %s', async (trials, place) => {
    const { windowOf } = open();
    const { means } = pretendMeans({ service: new PretendService(certifyByName), disk: new Disk() });
    const run = await begin(windowOf('w1', plainly, { trials: { ...means.trials, ...trials } }).run);
    expect(at(run)).toBe(place);
  });

  it('begins no renewal on a phone', async () => {
    const { service, windowOf } = open();
    const { means } = pretendMeans({ service, disk: new Disk() });
    await begin(windowOf('w1', plainly, { trials: { ...means.trials, isPhone: () => true } }).run);
    expect(service.calls).toEqual([]);
  });

  it('goes on with a clock that is off when the customer says so', async () => {
    const { windowOf } = open();
    const { means } = pretendMeans({ service: new PretendService(certifyByName), disk: new Disk() });
    const trials = { ...means.trials, clockSkewMinutes: async () => 12.4 };
    const run = await begin(windowOf('w1', plainly, { trials }).run);
    expect(run.state().flow.place).toEqual({
      at: 'check',
      missing: [{ code: 'clock-skew', minutes: 12 }],
      ofHelper: false,
    });
    await run.continueAnyway();
    expect(at(run)).toBe('start');
  });

  it('names the day from which the renewal is possible', async () => {
    const { service, windowOf } = open();
    const days = { windowStart: '2026-11-22', expiryDate: '2026-12-22' };
    service.refuseNext = { call: 'start', problem: refusal('renewal-too-early', days).problem };
    const run = await begin(windowOf('w1').run);
    expect(run.state().flow.place).toEqual({ at: 'too-early', ...days });
  });
});
