import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperPc, press } from '../../testkit/helper/helper-pc.ts';

const renewal = 'ab'.repeat(16);
const makeKey = {
  act: 'make-key',
  renewal,
  place: { kind: 'pc' },
  kind: 'P-256',
  consents: 'each',
  consentSeconds: 120,
  deviceChallenge: null,
} as const;

describe('the helper in a real Chromium', () => {
  let pc: HelperPc;
  beforeAll(async () => {
    pc = await HelperPc.start({ names: ['mihon', 'no', 'token', 'all'] });
  });
  afterAll(() => pc.remove());

  it('tells a listed site what is there, and shows no window', async () => {
    const page = await pc.visit('mihon');
    const answer = await pc.ask(page, { act: 'status', minimumVersion: '1.0.0' });
    expect(answer).toMatchObject({
      answer: 'status',
      site: 'listed',
      host: { answer: 'status', hostVersion: '1.2.3' },
    });
  });

  it('makes a key after はい', async () => {
    const page = await pc.visit('mihon');
    const answer = await pc.asking(page, makeKey, (window) => press(window, 'はい'));
    expect(answer).toMatchObject({ answer: 'key-made' });
  });
});
