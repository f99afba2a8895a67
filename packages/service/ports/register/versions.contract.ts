import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import type { RegisterTransaction } from './register.ts';
import { after, event, freshId, renewal, type Stock, stockUp } from './samples.contract.ts';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

interface Kind<R extends Versioned> {
  readonly record: (tx: RegisterTransaction, stock: Stock) => Promise<R>;
  readonly get: (tx: RegisterTransaction, id: string) => Promise<R | null>;
  readonly update: (tx: RegisterTransaction, record: R) => Promise<void>;
  readonly differently: (record: R) => R;
}

/** The same for every kind, so that the claims are made once. */
interface Prepared {
  readonly changed: object;
  readonly stored: (tx: RegisterTransaction) => Promise<object | null>;
  readonly update: (tx: RegisterTransaction, differing?: Partial<Versioned>) => Promise<void>;
}

function kind<R extends Versioned>({
  record,
  get,
  update,
  differently,
}: Kind<R>): {
  readonly prepare: (tx: RegisterTransaction) => Promise<Prepared>;
} {
  return {
    async prepare(tx) {
      const made = await record(tx, await stockUp(tx));
      const changed = differently(made);
      return {
        changed,
        stored: (now) => get(now, made.id),
        update: (now, differing = {}) => update(now, { ...changed, ...differing }),
      };
    },
  };
}

const kinds = {
  users: kind({
    record: async (_, { user }) => user,
    get: (tx, id) => tx.users.get(id),
    update: (tx, record) => tx.users.update(record),
    differently: (record) => ({ ...record, passwordFailures: 3, lockedUntil: after(5), suspendedAt: after(6) }),
  }),
  certificates: kind({
    record: async (_, { certificate }) => certificate,
    get: (tx, id) => tx.certificates.get(id),
    update: (tx, record) => tx.certificates.update(record),
    differently: (record) => ({
      ...record,
      state: 'revoked' as const,
      revocation: { at: after(7), reason: 'lost' as const, by: 'administrator' as const },
      activatedAt: after(1),
      retiresAt: after(2),
      savedAt: after(3),
      installedAt: after(4),
      installedIn: 'pc-store' as const,
      successorId: record.id,
    }),
  }),
  renewals: kind({
    record: async (tx, { own, certificate }) => {
      const made = renewal({ ...own, certificateId: certificate.id });
      await tx.renewals.insert(made);
      return made;
    },
    get: (tx, id) => tx.renewals.get(id),
    update: (tx, record) => tx.renewals.update(record),
    differently: (record) => ({
      ...record,
      state: 'proven' as const,
      windowId: 'w',
      windowSeenAt: after(1),
      confirmedIn: 'hash',
      usedOnOtherPcs: false,
      provenAt: after(2),
      provenCertificateId: record.certificateId,
      ended: { reason: 'proven', at: after(2) },
    }),
  }),
};

/** Claims about compare and swap. */
export function versionContract(open: OpenForTest): void {
  describe.each(Object.entries(kinds))('update of %s', (_, { prepare }) => {
    it('writes every field and raises the version by one', async () => {
      const { register } = await open();
      const record = await register.change(prepare);
      await register.change((tx) => record.update(tx));
      expect(await register.change(record.stored)).toEqual({ ...record.changed, version: 2 });
    });

    it('throws changed-meanwhile for a version that is not the stored one, and nothing happens', async () => {
      const { register } = await open();
      const record = await register.change(prepare);
      await register.change((tx) => record.update(tx));
      const stored = await register.change(record.stored);
      for (const version of [1, 3]) {
        const late = register.change(async (tx) => {
          await tx.audit.append(event());
          await record.update(tx, { version });
        });
        await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile' });
      }
      expect(await register.change(record.stored)).toEqual(stored);
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });

    it('throws changed-meanwhile for a record that is not there', async () => {
      const { register } = await open();
      const record = await register.change(prepare);
      const unknown = register.change((tx) => record.update(tx, { id: freshId() }));
      await expect(unknown).rejects.toMatchObject({ code: 'changed-meanwhile' });
    });

    it('lets one of eight through that swap the same version at the same time', async () => {
      const { register, nodes } = await open();
      const record = await register.change(prepare);
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const outcomes = await Promise.allSettled(asked.map((node) => node.change((tx) => record.update(tx))));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 7 }, () => 'changed-meanwhile'));
      expect(await register.change(record.stored)).toMatchObject({ version: 2 });
    });
  });

  it('leaves what a certificate and a renewal are, and whose, as it was inserted', async () => {
    const { register } = await open();
    const { own, certificate, renewing } = await register.change(async (tx) => {
      const stock = await stockUp(tx);
      const renewing = renewal({ ...stock.own, certificateId: stock.certificate.id });
      await tx.renewals.insert(renewing);
      return { ...stock, renewing };
    });
    const other = await register.change(stockUp);
    const another = { ...other.own, certificateId: other.certificate.id, startedAt: after(3) };
    const stored = await register.change(async (tx) => {
      const { serial, der, keyDigest, fingerprint } = other.certificate;
      await tx.certificates.update({ ...certificate, ...other.own, serial, der, keyDigest, fingerprint });
      await tx.renewals.update({ ...renewing, ...another });
      return [await tx.certificates.get(certificate.id), await tx.renewals.get(renewing.id)];
    });
    expect(stored).toEqual([
      { ...certificate, version: 2 },
      { ...renewing, ...own, version: 2 },
    ]);
  });
}
