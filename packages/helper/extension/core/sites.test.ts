import { describe, expect, it } from 'vitest';
import type { StorageArea } from '../browser/extension-api.ts';
import { MemoryArea } from '../testing/memory-area.ts';
import { allowedOrigins, Sites, takeBack } from './sites.ts';

const bank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
const other = { ja: '例示信用金庫', en: 'Reiji Shinkin Bank' };
const [mihon, reiji, stranger] = ['https://mihon.example', 'https://reiji.example:8443', 'https://stranger.example'];

function sitesWith({
  policy = {},
  allowed = [],
  managed = new MemoryArea(policy),
}: {
  policy?: Readonly<Record<string, unknown>>;
  allowed?: unknown;
  managed?: StorageArea;
} = {}) {
  const local = new MemoryArea({ allowedOrigins: allowed });
  return { sites: new Sites({ built: [{ origin: mihon, bank }], local, managed }), local };
}

const kindOf = async (sites: Sites, origin: string) => (await sites.standingOf(origin)).kind;

describe('a site', () => {
  it.each([
    ['of the build', mihon, { kind: 'listed', bank }],
    ['that nobody named', stranger, { kind: 'undecided' }],
    ['that the user has allowed', reiji, { kind: 'allowed-by-user' }],
    ['of the build on another port', `${mihon}:8443`, { kind: 'undecided' }],
    ['of the build without TLS', 'http://mihon.example', { kind: 'refused' }],
    ['whose name only begins like one of the build', `${mihon}.evil.example`, { kind: 'undecided' }],
    ['that is a file', 'file://', { kind: 'refused' }],
    ['that is another extension', 'chrome-extension://abc', { kind: 'refused' }],
  ])('%s (%s) is %j', async (_what, origin, standing) => {
    expect(await sitesWith({ allowed: [reiji] }).sites.standingOf(origin)).toEqual(standing);
  });

  it('once allowed stays so, and beside those that were allowed before it', async () => {
    const { sites, local } = sitesWith({ allowed: [reiji] });
    for (const _again of [1, 2]) await sites.allow(stranger);
    expect(local.values.get('allowedOrigins')).toEqual([reiji, stranger]);
    expect(await kindOf(sites, stranger)).toBe('allowed-by-user');
  });

  it.each([[null], ['https://stranger.example'], [[stranger, 7]], [{ 0: stranger }]])(
    'is not allowed by what cannot be read: %j',
    async (allowed) => {
      const { sites, local } = sitesWith({ allowed });
      expect(await kindOf(sites, stranger)).toBe('undecided');
      await sites.allow(stranger);
      expect(await allowedOrigins(local)).toEqual([stranger]);
    },
  );

  it('is taken back alone, also by a page that was drawn before another one was taken back', async () => {
    const { sites, local } = sitesWith({ allowed: [reiji, stranger] });
    await takeBack(local, reiji);
    await takeBack(local, stranger);
    await takeBack(local, stranger);
    expect(await allowedOrigins(local)).toEqual([]);
    expect(await kindOf(sites, reiji)).toBe('undecided');
  });
});

describe('who manages the PC', () => {
  it('adds sites, and says whose they are rather than who built the extension', async () => {
    const policy = {
      sites: [
        { origin: reiji, bank: other },
        { origin: mihon, bank: other },
      ],
    };
    const { sites } = sitesWith({ policy });
    expect(await sites.standingOf(reiji)).toEqual({ kind: 'listed', bank: other });
    expect(await sites.standingOf(mihon)).toEqual({ kind: 'listed', bank: other });
  });

  it('is heard anew with each question: what changes counts at once', async () => {
    const managed = new MemoryArea();
    const { sites } = sitesWith({ managed });
    expect(await kindOf(sites, reiji)).toBe('undecided');
    await managed.set({ sites: [{ origin: reiji, bank: other }] });
    expect(await kindOf(sites, reiji)).toBe('listed');
    managed.values.delete('sites');
    expect(await kindOf(sites, reiji)).toBe('undecided');
  });

  it('may leave the user nothing to allow: what was allowed before is refused, what is listed stays', async () => {
    const { sites } = sitesWith({ policy: { userMayAllow: false }, allowed: [reiji] });
    expect([await kindOf(sites, reiji), await kindOf(sites, stranger)]).toEqual(['refused', 'refused']);
    expect(await kindOf(sites, mihon)).toBe('listed');
  });

  it('who is nobody has no say: a browser without a policy rejects', async () => {
    const managed: StorageArea = {
      get: () => Promise.reject(new Error('Managed storage manifest not found')),
      set: () => Promise.reject(new Error('read-only')),
    };
    const { sites } = sitesWith({ managed, allowed: [reiji] });
    expect(await kindOf(sites, mihon)).toBe('listed');
    expect(await kindOf(sites, reiji)).toBe('allowed-by-user');
    expect(await kindOf(sites, stranger)).toBe('undecided');
  });
});

describe('a policy that cannot be read', () => {
  it.each<[string, unknown]>([
    ['a text', 'no'],
    ['a number', 1],
    ['null', null],
    ['a list', [true]],
  ])('for userMayAllow (%s) lets the user allow nothing, and leaves its sites', async (_what, userMayAllow) => {
    const policy = { userMayAllow, sites: [{ origin: reiji, bank: other }] };
    const { sites } = sitesWith({ policy, allowed: [stranger] });
    expect(await kindOf(sites, stranger)).toBe('refused');
    expect(await kindOf(sites, reiji)).toBe('listed');
  });

  it.each<[string, unknown]>([
    ['one site that is not in a list', { origin: reiji, bank: other }],
    ['origins alone', [reiji]],
    ['a text', reiji],
    ['null', null],
  ])('for sites (%s) lists none, and leaves what the user may and did allow', async (_what, wrong) => {
    const { sites } = sitesWith({ policy: { sites: wrong, userMayAllow: true }, allowed: [stranger] });
    expect(await kindOf(sites, reiji)).toBe('undecided');
    expect(await kindOf(sites, stranger)).toBe('allowed-by-user');
    expect(await kindOf(sites, mihon)).toBe('listed');
  });

  it.each<[string, object]>([
    ['http', { origin: 'http://reiji.example', bank: other }],
    ['a path', { origin: `${reiji}/`, bank: other }],
    ['a pattern', { origin: 'https://*.example/*', bank: other }],
    ['no name', { origin: reiji }],
    ['a name in one language', { origin: reiji, bank: { ja: '例示信用金庫' } }],
    ['a field that there is not', { origin: reiji, bank: other, trusted: true }],
  ])('for one of its sites (%s) lists that one not, and the others all the same', async (_what, wrong) => {
    const policy = { sites: [wrong, { origin: stranger, bank: other }] };
    const { sites } = sitesWith({ policy });
    expect(await kindOf(sites, stranger)).toBe('listed');
    const origin = 'origin' in wrong ? String(wrong.origin) : '';
    expect(['undecided', 'refused']).toContain(await kindOf(sites, origin));
  });
});
