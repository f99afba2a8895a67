import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { DuplicateRecord, type Register, type RegisterTransaction } from './register.ts';
import {
  acquisition,
  after,
  attempt,
  bank,
  certificate,
  contract,
  event,
  freshId,
  intent,
  issuer,
  noon,
  presentation,
  renewal,
  type Stock,
  session,
  stockUp,
  user,
} from './samples.contract.ts';

type Rule = DuplicateRecord['rule'];

/** Ways to insert a record that only one may: each call makes another that clashes with the ones before. */
const clashes: Readonly<
  Record<string, { rule: Rule; insert: (tx: RegisterTransaction, stock: Stock) => Promise<void> }>
> = {
  'a live renewal of one certificate': {
    rule: 'live-renewal',
    insert: (tx, { own, certificate: of }) => tx.renewals.insert(renewal({ ...own, certificateId: of.id })),
  },
  'a key digest, in intents': {
    rule: 'key-digest',
    insert: (tx, { own, issuer: by }) => tx.intents.insert(intent({ ...own, issuerId: by.id, keyDigest: 'same' })),
  },
  'a key digest, in certificates': {
    rule: 'key-digest',
    insert: (tx, { own, issuer: by }) =>
      tx.certificates.insert(certificate({ ...own, issuerId: by.id, keyDigest: 'same' })),
  },
  'a serial of one issuer, in intents': {
    rule: 'serial',
    insert: (tx, { own, issuer: by }) => tx.intents.insert(intent({ ...own, issuerId: by.id, serial: '01' })),
  },
  'a serial of one issuer, in certificates': {
    rule: 'serial',
    insert: (tx, { own, issuer: by }) => tx.certificates.insert(certificate({ ...own, issuerId: by.id, serial: '01' })),
  },
  'a login ID at one bank': {
    rule: 'login-id',
    insert: (tx, { bank: at, contract: under }) =>
      tx.users.insert(user({ bankId: at.id, contractId: under.id, loginId: 'aoba-sakura' })),
  },
  'an id of a bank': { rule: 'id', insert: (tx) => tx.banks.insert(bank({ id: 'mihon' })) },
  'an id of a contract': {
    rule: 'id',
    insert: (tx, { bank: at }) => tx.contracts.insert(contract({ id: 'same', bankId: at.id })),
  },
  'an id of a user': {
    rule: 'id',
    insert: (tx, { bank: at, contract: under }) =>
      tx.users.insert(user({ id: 'same', loginId: freshId(), bankId: at.id, contractId: under.id })),
  },
  'an id of an issuer': { rule: 'id', insert: (tx) => tx.issuers.insert(issuer({ id: 'same' })) },
  'an id of a certificate': {
    rule: 'id',
    insert: (tx, { own, issuer: by }) => tx.certificates.insert(certificate({ ...own, issuerId: by.id, id: 'same' })),
  },
  'a certificate id of an intent': {
    rule: 'id',
    insert: (tx, { own, issuer: by }) =>
      tx.intents.insert(intent({ ...own, issuerId: by.id, certificateId: 'same', keyDigest: freshId() })),
  },
  'an id of a renewal': {
    rule: 'id',
    insert: (tx, { own, certificate: of }) =>
      tx.renewals.insert(renewal({ ...own, certificateId: of.id, id: 'same', state: 'failed' })),
  },
  'an id of an acquisition code': {
    rule: 'id',
    insert: (tx, { own }) => tx.acquisitions.insert(acquisition({ ...own, id: 'same' })),
  },
  'a nonce of an attempt': {
    rule: 'id',
    insert: (tx, { bank: at }) => tx.attempts.insert(attempt({ bankId: at.id, nonce: 'same' })),
  },
  'a hash of a session': {
    rule: 'id',
    insert: (tx, { own, certificate: of }) =>
      tx.sessions.insert(session({ ...own, certificateId: of.id, hash: 'same' })),
  },
};

/** Claims about records of which there can be only one. */
export function uniqueRulesContract(open: OpenForTest): void {
  describe.each(Object.entries(clashes))('%s', (_, { rule, insert }) => {
    it(`is taken once (${rule}), and of the change that asks again nothing remains`, async () => {
      const { register } = await open();
      const stock = await register.change(stockUp);
      await register.change((tx) => insert(tx, stock));
      const again = register.change(async (tx) => {
        await tx.audit.append(event());
        await insert(tx, stock);
      });
      await expect(again).rejects.toSatisfy((error) => error instanceof DuplicateRecord && error.rule === rule);
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });

    it('is taken by one of eight that ask at the same time', async () => {
      const { register, nodes } = await open();
      const stock = await register.change(stockUp);
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      const outcomes = await Promise.allSettled(asked.map((node) => node.change((tx) => insert(tx, stock))));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused.map((error) => (error instanceof DuplicateRecord ? error.rule : error))).toEqual(
        Array.from({ length: 7 }, () => rule),
      );
    });
  });

  describe('unique rules', () => {
    it('leave the same serial to another issuer and the same login ID to another bank', async () => {
      const { register } = await open();
      const [one, other] = [await register.change(stockUp), await register.change(stockUp)];
      await register.change(async (tx) => {
        await tx.certificates.insert(certificate({ ...one.own, issuerId: one.issuer.id, serial: '01' }));
        await tx.certificates.insert(certificate({ ...one.own, issuerId: other.issuer.id, serial: '01' }));
        await tx.intents.insert(intent({ ...one.own, issuerId: one.issuer.id, serial: '02' }));
        await tx.intents.insert(intent({ ...one.own, issuerId: other.issuer.id, serial: '02' }));
        for (const { bank: at, contract: under } of [one, other]) {
          await tx.users.insert(user({ bankId: at.id, contractId: under.id, loginId: 'aoba-sakura' }));
        }
      });
      const found = await register.read((tx) => tx.certificates.bySerial({ issuerId: other.issuer.id, serial: '01' }));
      expect(found?.issuerId).toBe(other.issuer.id);
    });

    it.each(['proven', 'cancelled', 'failed'] as const)('let a renewal follow one that is %s', async (state) => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const first = renewal({ ...own, certificateId: of.id });
      await register.change((tx) => tx.renewals.insert(first));
      await register.change((tx) => tx.renewals.update({ ...first, state, ended: { reason: 'x', at: after(1) } }));
      const second = renewal({ ...own, certificateId: of.id });
      await register.change((tx) => tx.renewals.insert(second));
      expect(await register.read((tx) => tx.renewals.liveOf(of.id))).toEqual(second);
    });

    it('keep an ended renewal from coming back to life beside a live one', async () => {
      const { register } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const dead = renewal({ ...own, certificateId: of.id, state: 'failed' });
      await register.change((tx) => tx.renewals.insert(dead));
      await register.change((tx) => tx.renewals.insert(renewal({ ...own, certificateId: of.id })));
      const revived = register.change((tx) => tx.renewals.update({ ...dead, state: 'issued' }));
      await expect(revived).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'live-renewal' });
    });

    it('keep a ticket for one presentation', async () => {
      const { register } = await open();
      const { bank: at } = await register.change(stockUp);
      const shown = attempt({ bankId: at.id });
      await register.change((tx) => tx.attempts.insert(shown));
      const insert = () =>
        register.change((tx) => tx.presentations.insert(presentation({ nonce: shown.nonce, ticketHash: 'same' })));
      await insert();
      await expect(insert()).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
    });

    it('give work that looks before it writes the one that stands, however many look at the same time', async () => {
      const { register, nodes } = await open();
      const { own, certificate: of } = await register.change(stockUp);
      const start = (on: Register) =>
        on.change(async (tx) => {
          const live = await tx.renewals.liveOf(of.id);
          if (live) return live.id;
          const begun = renewal({ ...own, certificateId: of.id, startedAt: noon });
          await tx.renewals.insert(begun);
          return begun.id;
        });
      const asked = (await nodes(4)).flatMap((node) => [node, node, node]);
      const ids = await Promise.all(asked.map(start));
      expect(new Set(ids).size).toBe(1);
    });
  });
}
