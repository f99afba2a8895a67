import type { Revocation } from '@koshin/lifecycle/certificates/revocation.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { acceptPresentation } from './accept-presentation.ts';
import { describePresentation } from './describe-presentation.ts';
import { redeemTicket } from './redeem-ticket.ts';
import { startPresentation } from './start-presentation.ts';

let means: TestMeans;
let bank: TestBank;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
});
afterAll(() => means.close());

const browserSecret = 'of this browser';

/** What became of a presentation, and what the audit log says of it. */
async function outcomeOf(certificateDer: Uint8Array, verifiedSerial: string | null) {
  const asked = { bankId: 'mihon', browserSecret } as const;
  const attempt = await startPresentation(means, { ...asked, purpose: 'login' });
  const brought = { ...attempt, certificateDer, verifiedSerial, protocol: 'TLSv1.3' };
  const { ticket } = await acceptPresentation(means, brought);
  await redeemTicket(means, { ...asked, ticket, sessionSecret: null }).catch(() => {});
  const { redeemed } = await describePresentation(means, { ...asked, nonce: attempt.nonce });
  const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
  const { act, actor, subject } = events.findLast((event) => event.act.startsWith('presentation-')) ?? {};
  return {
    refusal: redeemed?.refusal,
    facts: redeemed?.facts,
    certificateId: redeemed?.certificateId,
    act,
    actor,
    subject,
  };
}

const changed = (change: (tx: RegisterTransaction, customer: TestCustomer) => Promise<unknown>) => async () => {
  const customer = await bank.customer();
  await means.register.change((tx) => change(tx, customer));
  return customer;
};
const ended = (ending: { revocation?: Revocation; retiresAt?: TestCustomer['certificate']['retiresAt'] }) =>
  changed((tx, { certificate }) =>
    tx.certificates.update({ ...certificate, ...(ending.revocation && { state: 'revoked' }), ...ending }),
  );

describe('a certificate whose signature the handshake has verified', () => {
  it.each([
    ['active', () => bank.customer(), null],
    ['not used before', () => bank.customer({ active: false }), null],
    ['expired', () => bank.customer({ daysLeft: -1 }), 'certificate-expired'],
    ['retired', () => ended({ retiresAt: means.clock.now() })(), 'certificate-retired'],
    [
      'revoked',
      () => ended({ revocation: { at: means.clock.now(), reason: 'lost', by: 'customer' } })(),
      'certificate-revoked',
    ],
    [
      'a suspended user’s',
      changed((tx, { user }) => tx.users.update({ ...user, suspendedAt: means.clock.now() })),
      'user-suspended',
    ],
  ] as const)('and which is %s is judged as one that we verify ourselves', async (_, make, code) => {
    const { der, serial } = (await make()).certificate;
    const verified = await outcomeOf(der, serial);
    expect(verified.refusal).toBe(code);
    expect(verified).toEqual(await outcomeOf(der, null));
  });

  it('but whose number the register does not hold, or holds for other bytes, opens nothing', async () => {
    const [{ certificate }, other] = [await bank.customer(), await bank.customer()];
    const unknown = await outcomeOf(certificate.der, 'ab'.repeat(16));
    expect(unknown).toMatchObject({
      refusal: 'certificate-not-registered',
      facts: { known: false },
      certificateId: null,
    });
    const swapped = await outcomeOf(certificate.der, other.certificate.serial);
    expect(swapped).toMatchObject({ refusal: 'certificate-not-registered', facts: { known: true } });
  });

  it('but which another bank issued is not looked for at this one', async () => {
    const { certificate } = await (await testBank(means, { name: 'reiji' })).customer();
    const { refusal } = await outcomeOf(certificate.der, certificate.serial);
    expect(refusal).toBe('certificate-not-registered');
  });

  it('is verified no second time', async () => {
    const { certificate } = await bank.customer();
    const verify = () => Promise.reject(new Error('verified again'));
    const attempt = await startPresentation(means, { bankId: 'mihon', browserSecret, purpose: 'login' });
    const brought = { ...attempt, certificateDer: certificate.der, protocol: 'TLSv1.3' };
    const idle = { ...means, mathematics: { ...means.mathematics, verify } };
    await acceptPresentation(idle, { ...brought, verifiedSerial: certificate.serial });
    await expect(acceptPresentation(idle, { ...brought, verifiedSerial: null })).rejects.toThrow('verified again');
  });

  it('needs the secret of the path as any other, and an attempt that is open', async () => {
    const { certificate } = await bank.customer();
    const attempt = await startPresentation(means, { bankId: 'mihon', browserSecret, purpose: 'login' });
    const brought = {
      ...attempt,
      certificateDer: certificate.der,
      verifiedSerial: certificate.serial,
      protocol: 'TLSv1.3',
    };
    const guessed = acceptPresentation(means, { ...brought, pathSecret: 'B'.repeat(43) });
    await expect(guessed).rejects.toMatchObject({ code: 'not-found' });
    const { ticket } = await acceptPresentation(means, brought);
    await redeemTicket(means, { bankId: 'mihon', ticket, browserSecret, sessionSecret: null });
    await expect(acceptPresentation(means, brought)).rejects.toMatchObject({ code: 'attempt-already-used' });
    const late = await startPresentation(means, { bankId: 'mihon', browserSecret, purpose: 'login' });
    means.clock.forward({ minutes: 2 });
    const expired = acceptPresentation(means, { ...brought, ...late });
    await expect(expired).rejects.toMatchObject({ code: 'attempt-expired' });
  });
});
