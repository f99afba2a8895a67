import type { HostStatus } from '@koshin/wire/helper/status.ts';
import { helperRefusalCodes } from '@koshin/wire/helper/values.ts';
import { describe, expect, it } from 'vitest';
import { type AnswerOf, type HelperRefusal, refusal } from './answers.ts';
import { judgeThisPc } from './this-pc.ts';

const token = { serial: 'A1B2C3', label: 'KOSHIN', pin: 'untouched' } as const;
const hostStatus = (changes: Partial<HostStatus> = {}): HostStatus => ({
  answer: 'status',
  hostVersion: '1.4.0',
  pc: { kind: 'nss', writable: true, protection: 'marked' },
  tokens: { moduleName: 'opensc-pkcs11.so', moduleFound: true, present: [token] },
  ...changes,
});
const status = (host: AnswerOf<'status'>['host'], site: AnswerOf<'status'>['site'] = 'listed'): AnswerOf<'status'> => ({
  answer: 'status',
  extensionVersion: '1.4.0',
  site,
  host,
});
const judge = (said: AnswerOf<'status'> | HelperRefusal, withToken = true) => judgeThisPc(said, { withToken });

describe('this PC', () => {
  it('lacks nothing when everything is there', () => {
    expect(judge(status(hostStatus()))).toEqual({
      parts: { extension: 'found', host: 'found', store: 'found', token: 'found' },
      hostVersion: '1.4.0',
      lacks: [],
      undecided: false,
    });
  });

  it('says nothing of what stands behind a missing extension', () => {
    const { parts, lacks } = judge(refusal('helper-extension-missing'));
    expect(parts).toEqual({ extension: 'missing' });
    expect(lacks).toEqual([{ code: 'helper-extension-missing' }]);
  });

  it('knows the extension as found when only the host is missing', () => {
    const { parts, lacks } = judge(status({ answer: 'refused', code: 'helper-host-missing', facts: {} }));
    expect(parts).toEqual({ extension: 'found', host: 'missing' });
    expect(lacks).toEqual([{ code: 'helper-host-missing' }]);
  });

  it('says which version is there and which one is needed', () => {
    const outdated = { answer: 'refused', code: 'helper-outdated', facts: { have: '1.0.0', need: '1.4.0' } } as const;
    const { parts, hostVersion, lacks } = judge(status(outdated));
    expect(parts).toEqual({ extension: 'found', host: 'outdated' });
    expect(hostVersion).toBe('1.0.0');
    expect(lacks).toEqual([{ code: 'helper-outdated', have: '1.0.0', need: '1.4.0' }]);
  });

  it('tells nothing of the PC to a site about which nobody has been asked, and lacks nothing for it', () => {
    expect(judge(status(null, 'undecided'))).toEqual({
      parts: { extension: 'found' },
      hostVersion: null,
      lacks: [],
      undecided: true,
    });
  });

  it.each([
    ['there is none', null],
    ['it takes nothing', { kind: 'windows', writable: false, protection: 'enforced' } as const],
  ])('has a store to look after when %s', (_why, pc) => {
    const { parts, lacks } = judge(status(hostStatus({ pc })));
    expect(parts.store).toBe('check');
    expect(lacks).toEqual([{ code: 'store-not-writable' }]);
  });

  it('asks for the token where none is plugged in, and for its module where that is missing', () => {
    const without = (moduleFound: boolean) =>
      judge(status(hostStatus({ tokens: { moduleName: 'm.dll', moduleFound, present: [] } })));
    expect(without(true).parts.token).toBe('missing');
    expect(without(true).lacks).toEqual([{ code: 'token-absent' }]);
    expect(without(false).parts.token).toBe('check');
    expect(without(false).lacks).toEqual([{ code: 'helper-module-missing', moduleName: 'm.dll' }]);
  });

  it('does not speak of tokens where the bank gives out none', () => {
    const tokens = { moduleName: 'm.dll', moduleFound: false, present: [] };
    const { parts, lacks } = judge(status(hostStatus({ tokens })), false);
    expect(parts).toEqual({ extension: 'found', host: 'found', store: 'found' });
    expect(lacks).toEqual([]);
  });

  it.each(helperRefusalCodes)('always has something to do about the refusal %s', (code) => {
    expect(judge(refusal(code)).lacks).toHaveLength(1);
  });
});
