import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HelperPc, press } from '../../testkit/helper/helper-pc.ts';
import { makeKey, newRenewal } from '../../testkit/helper/requests.ts';
import type { HostScript } from '../../testkit/helper/scripted-host.ts';

/** A native host with a fault, or one that somebody put into its place, behind the real extension in a real Chromium. */
const faults: readonly NonNullable<HostScript['says']>[] = ['malformed', 'unframed', 'too-long'];

let pc: HelperPc;
beforeAll(async () => {
  pc = await HelperPc.start({ names: ['mihon', ...faults] });
});
beforeEach(() => pc.host.behave({}));
afterAll(() => pc.remove());

const notResponding = { answer: 'refused', code: 'helper-not-responding', facts: {} };
const status = { act: 'status', minimumVersion: '1.0.0' } as const;

describe.each(faults)('a host whose answers are %s', (says) => {
  it('is one that does not respond, to every question that needs it', async () => {
    const page = await pc.visit(says);
    pc.host.behave({ says });
    expect(await pc.ask(page, status)).toMatchObject({ answer: 'status', host: notResponding });
    expect(await pc.ask(page, { act: 'find-keys', renewal: newRenewal() })).toEqual(notResponding);
    // Nobody is asked for what cannot be done.
    const before = pc.context.pages().length;
    expect(await pc.ask(page, makeKey())).toEqual(notResponding);
    expect(pc.context.pages()).toHaveLength(before);
  });

  it('from the moment on that a person said はい has made no key as far as the page hears', async () => {
    const page = await pc.visit(says);
    const answer = await pc.asking(page, makeKey(), async (window) => {
      pc.host.behave({ says });
      await press(window, 'はい');
    });
    expect(answer).toEqual(notResponding);
  });

  it('is ended, and another one is asked as soon as that is well', async () => {
    const page = await pc.visit(says);
    pc.host.behave({ says });
    await pc.ask(page, status);
    const started = pc.host.pids().length;
    pc.host.behave({});
    expect(await pc.ask(page, status)).toMatchObject({ host: { answer: 'status', hostVersion: '1.2.3' } });
    expect(pc.host.pids()).toHaveLength(started + 1);
  });
});
