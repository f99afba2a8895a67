import { expect, it } from 'vitest';
import type { CertificateEnding, Register, RegisterView } from '../../ports/register/register.ts';
import { lookUpEndings } from './look-up-endings.ts';

const ending = (serial: string): CertificateEnding => ({ serial, revocation: null, retiresAt: null });

/** A register whose looks are ended by the test, each with what is in `issued` at its beginning. */
function slowRegister() {
  const issued = new Set<string>();
  const looks: { readonly asked: string[]; end: (error?: Error) => void }[] = [];
  const read: Register['read'] = async (work) => {
    const seen = new Set(issued);
    const asked: string[] = [];
    const ended = Promise.withResolvers<void>();
    looks.push({ asked, end: (error) => (error ? ended.reject(error) : ended.resolve()) });
    const endings: RegisterView['certificates']['endings'] = async ({ issuerId, serials }) => {
      asked.push(...serials.map((serial) => `${issuerId} ${serial}`));
      return serials.filter((serial) => seen.has(serial)).map(ending);
    };
    const mailCertificates = { issued: async () => [] };
    const result = await work({ certificates: { endings }, mailCertificates } as unknown as RegisterView);
    await ended.promise;
    return result;
  };
  return { register: { read } as Register, issued, looks };
}

/** Ends the look of this number, which may be about to begin. */
async function endLook({ looks }: ReturnType<typeof slowRegister>, number: number, error?: Error): Promise<void> {
  while (looks.length <= number) await new Promise(setImmediate);
  looks[number]?.end(error);
}

it('those who ask at the same time share one look, each serial number once, and each gets its own issuer’s', async () => {
  const slow = slowRegister();
  const { register, issued, looks } = slow;
  for (const serial of ['01', '02']) issued.add(serial);
  const lookUp = lookUpEndings(register);
  const answers = Promise.all([
    lookUp({ issuerId: 'a', serials: ['01', '03'] }),
    lookUp({ issuerId: 'a', serials: ['01'] }),
    lookUp({ issuerId: 'b', serials: ['02'] }),
  ]);
  await endLook(slow, 0);
  const [first, second, third] = await answers;
  expect(looks.map(({ asked }) => asked)).toEqual([['a 01', 'a 03', 'b 02']]);
  expect([first?.has('01'), first?.has('03'), second?.has('01'), third?.has('02'), third?.has('01')]).toEqual([
    ...[true, false, true],
    ...[true, false],
  ]);
});

it('who asks while a look is under way gets the next one, which sees what was committed before the question', async () => {
  const slow = slowRegister();
  const { register, issued, looks } = slow;
  const lookUp = lookUpEndings(register);
  const before = lookUp({ issuerId: 'a', serials: ['01'] });
  while (looks.length < 1) await new Promise(setImmediate);
  issued.add('01');
  const after = lookUp({ issuerId: 'a', serials: ['01'] });
  await endLook(slow, 0);
  expect((await before).has('01')).toBe(false);
  await endLook(slow, 1);
  expect((await after).has('01')).toBe(true);
  expect(looks).toHaveLength(2);
});

it('a look that fails is told to all who shared it, and the next is as ever', async () => {
  const slow = slowRegister();
  const { register, issued } = slow;
  issued.add('01');
  const lookUp = lookUpEndings(register);
  const shared = [lookUp({ issuerId: 'a', serials: ['01'] }), lookUp({ issuerId: 'a', serials: ['02'] })];
  await endLook(slow, 0, new Error('the database is away'));
  for (const one of await Promise.allSettled(shared)) expect(one).toMatchObject({ status: 'rejected' });
  const later = lookUp({ issuerId: 'a', serials: ['01'] });
  await endLook(slow, 1);
  expect((await later).has('01')).toBe(true);
});

it('more than 128 questions take a second look', async () => {
  const slow = slowRegister();
  const { register, looks } = slow;
  const lookUp = lookUpEndings(register);
  const asked = Array.from({ length: 130 }, (_, at) => lookUp({ issuerId: 'a', serials: [`${at}`] }));
  await endLook(slow, 0);
  await asked[0];
  await endLook(slow, 1);
  await Promise.all(asked);
  expect(looks.map((look) => look.asked.length)).toEqual([128, 2]);
});
