import { describe, expect, it } from 'vitest';
import { isRefusalCode, refusalCodes } from './codes.ts';
import { Refusal, refused } from './refusal.ts';

describe('the list of codes', () => {
  it('has each code once, in lower-case words', () => {
    expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
    for (const code of refusalCodes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('tells its codes from other words', () => {
    expect(isRefusalCode('token-faulty')).toBe(true);
    expect(isRefusalCode('token-faults')).toBe(false);
    expect(isRefusalCode('toString')).toBe(false);
  });

  it('has the thirteen states of a token', () => {
    const states = refusalCodes.filter((code) => code.startsWith('token-') && code !== 'token-application-exists');
    expect(states).toHaveLength(13);
  });
});

describe('a refusal', () => {
  it('is an error with its code, its facts and what was expected and came', () => {
    const refusal = refused('renewal-out-of-order', { state: 'preparing' }, { expected: 'ready', got: 'preparing' });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ code: 'renewal-out-of-order', detail: { state: 'preparing' }, expected: 'ready' });
    expect(refusal.message).toBe('renewal-out-of-order, expected ready, got preparing');
  });

  it('needs no facts', () => {
    expect(refused('not-found')).toMatchObject({ code: 'not-found', detail: {}, message: 'not-found' });
  });
});
