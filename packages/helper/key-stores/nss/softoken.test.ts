import { expect, it } from 'vitest';
import { findSoftoken, softokenParameters } from './softoken.ts';

it.each([
  ['x64', '/usr/lib/x86_64-linux-gnu/libsoftokn3.so'],
  ['arm64', '/usr/lib/aarch64-linux-gnu/libsoftokn3.so'],
  ['x64', '/usr/lib/x86_64-linux-gnu/nss/libsoftokn3.so'],
  ['riscv64', '/usr/lib64/libsoftokn3.so'],
])('on %s softoken is found at %s', (arch, place) => {
  expect(findSoftoken(arch, (path) => path === place)).toBe(place);
});

it('the system’s comes before the one that Firefox brought along', () => {
  expect(findSoftoken('x64', () => true)).toBe('/usr/lib/x86_64-linux-gnu/libsoftokn3.so');
});

it('where there is none, the module is named', () => {
  const refusal = { code: 'helper-module-missing', facts: { moduleName: 'libsoftokn3.so' } };
  expect(() => findSoftoken('x64', () => false)).toThrow(expect.objectContaining(refusal));
});

it('a folder that could end its own name is refused', () => {
  for (const folder of ["/home/o'hara", '/home/"x', '/home/x\\']) {
    expect(() => softokenParameters(folder)).toThrow(RangeError);
  }
  expect(softokenParameters('/home/更新 太郎')).toContain("configdir='sql:/home/更新 太郎'");
});
