import type { Words } from './problem.ts';

const dotted = /^[0-2](\.(0|[1-9]\d{0,8})){1,20}$/;

/** Whether it is an object identifier with dots (X.660 7.6), of at most 21 arcs below a thousand million. */
export function isObjectIdentifier(given: unknown): given is string {
  if (typeof given !== 'string' || !dotted.test(given)) return false;
  const [root = 0, second = 0] = given.split('.').map(Number);
  return root === 2 || second < 40;
}

export const anObjectIdentifier: Words = {
  ja: '1.2.392.1のようなオブジェクト識別子',
  en: 'an object identifier like 1.2.392.1',
};

/** Whether `oid` is `arc` or stands below it. */
export const isWithin = (oid: string, arc: string): boolean => `${oid}.`.startsWith(`${arc}.`);
