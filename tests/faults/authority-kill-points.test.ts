import { expect, it } from 'vitest';
import { runRevoking, type Told } from '../testkit/faults/revocation/revoking.ts';
import { type Engine, faultWorld } from '../testkit/faults/world/fault-world.ts';

/** Every step of the revocation of a CA, in order: by its audit acts or else by what it writes. */
const killPoints = [
  'before-commit:issuer-revoked',
  'after-commit:issuer-revoked',
  'before-commit:crls.reserve',
  'after-commit:crls.reserve',
  'before-signature',
  'after-signature',
  'before-commit:crl-published',
  'after-commit:crl-published',
];

it.concurrent.each<Engine>(['sqlite', 'postgres'])(
  'a kill before and after every step of a CA’s revocation leaves it whole or undone, and its root’s CRL tells of all that was committed (%s)',
  { timeout: 600_000 },
  async (engine) => {
    const world = await faultWorld(engine);
    const issuers = () => world.inspect((register) => register.read((tx) => tx.issuers.all()));
    const rootId = (await issuers()).find(({ bankId }) => bankId === null)?.id ?? '';
    const [told, revoked, untouched]: [Told[], string[], string[]] = [[], [], []];
    const serials = new Map<string, string>();
    for (const [index, point] of [...killPoints, null].entries()) {
      const clockShift = 120_000 * index;
      const revoke = { bankId: world.bankId, takesOverIn: index + 1 };
      const ended = await runRevoking({ ...world.data, issuerId: rootId, killAt: point, clockShift, revoke });
      expect(ended.signal).toBe(point === null ? null : 'SIGKILL');
      told.push(...ended.told);
      // What the killed one before had committed is on the root's CRL of this one, and nothing else.
      const standing = ended.told.find((one) => 'listed' in one);
      expect(standing?.listed.toSorted()).toEqual(revoked.map((id) => serials.get(id)).toSorted());
      const authority = ended.told.find((one) => 'authority' in one);
      if (!authority) throw new Error('the process came to no CA');
      serials.set(authority.authority, authority.serial);
      (point === killPoints[0] ? untouched : revoked).push(authority.authority);
    }

    // Whole or undone: the CA itself, what its root's CRL will say, and the audit log.
    const stored = await issuers();
    for (const id of revoked)
      expect(stored.find((one) => one.id === id)?.revocation).toMatchObject({ reason: 'superseded' });
    for (const id of untouched) expect(stored.find((one) => one.id === id)?.revocation).toBeNull();
    const events = await world.inspect((register) => register.read((tx) => tx.audit.of({ bankId: world.bankId })));
    const recorded = events.filter(({ act }) => act === 'issuer-revoked').map(({ subject }) => subject.issuerId);
    expect(recorded.toSorted()).toEqual(revoked.toSorted());

    // The last process was the witness for all: every point was passed on the way to a later one.
    const passed = new Set(told.flatMap((one) => ('passed' in one ? [one.passed] : [])));
    for (const point of killPoints) expect(passed).toContain(point);
    const signed = told.flatMap((one) => ('signing' in one ? [one.signing] : []));
    expect(signed).toEqual([...new Set(signed)].toSorted((a, b) => a - b));
    await world.drop();
  },
);
