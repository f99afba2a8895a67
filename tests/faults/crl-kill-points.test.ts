import { expect, it } from 'vitest';
import { runRevoking, type Told } from '../testkit/faults/revocation/revoking.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';

/** Every step of a revocation, in order: by its audit acts or else by what it writes. */
const killPoints = [
  'before-commit:certificate-revoked',
  'after-commit:certificate-revoked',
  // The number is given out, nothing is signed.
  'before-commit:crls.reserve',
  'after-commit:crls.reserve',
  'before-signature',
  // It is signed, and nobody has got it.
  'after-signature',
  'before-commit:crl-published',
  'after-commit:crl-published',
];

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill before and after every step of a revocation loses none that was committed, and no two CRLs are signed with one number (%s)',
  { timeout: 600_000 },
  async (engine) => {
    const world = await faultWorld(engine);
    const customers = await world.newCustomers(killPoints.length);
    const certificates = customers.map(({ before }) => before.certificate);
    const { issuerId = '' } = certificates[0] ?? {};
    const [told, expected]: [Told[], string[]] = [[], []];
    let last = 0;
    for (const [index, point] of [...killPoints, null].entries()) {
      const certificate = certificates[index];
      const revoke = certificate ? { bankId: world.bankId, certificateId: certificate.id } : null;
      // Long enough after the one before that nobody takes it for still at work.
      const clockShift = 120_000 * index;
      const ended = await runRevoking({ ...world.data, issuerId, killAt: point, clockShift, revoke });
      expect(ended.signal).toBe(point === null ? null : 'SIGKILL');
      told.push(...ended.told);
      // What the killed one before had committed is on the CRL of this one, and nothing else.
      const standing = ended.told.find((one) => 'listed' in one);
      expect(standing?.listed.toSorted()).toEqual(expected.toSorted());
      expect(standing?.number).toBeGreaterThanOrEqual(last);
      last = standing?.number ?? 0;
      if (certificate && point !== killPoints[0]) expected.push(certificate.serial);
    }
    // The last process was the witness for all: every point was passed on the way to a later one.
    const passed = new Set(told.flatMap((one) => ('passed' in one ? [one.passed] : [])));
    for (const point of killPoints) expect(passed).toContain(point);
    const signed = told.flatMap((one) => ('signing' in one ? [one.signing] : []));
    expect(signed).toEqual([...new Set(signed)].toSorted((a, b) => a - b));
    expect(signed.length).toBeGreaterThan(killPoints.length / 2);
    await world.drop();
  },
);
