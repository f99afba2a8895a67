import { describe, expect, it } from 'vitest';
import { runChecks } from './readiness.ts';

describe('readiness', () => {
  it('is given when every check resolves', async () => {
    expect(await runChecks({ database: async () => {}, signer: async () => {} })).toEqual({
      ready: true,
      checks: { database: 'works', signer: 'works' },
    });
  });

  it('names the check that fails, without its reason', async () => {
    const outcome = await runChecks({
      database: async () => {
        throw new Error('password authentication failed for user "koshin"');
      },
      signer: async () => {},
    });
    expect(outcome).toEqual({ ready: false, checks: { database: 'does not work', signer: 'works' } });
  });

  it('waits for no check that does not answer', async () => {
    const outcome = await runChecks({ signer: () => new Promise(() => {}) }, 10);
    expect(outcome).toEqual({ ready: false, checks: { signer: 'does not answer' } });
  });
});
