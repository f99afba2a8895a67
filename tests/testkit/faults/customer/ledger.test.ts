import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const delivered = { certificateId: 'c1', der: Buffer.from('one'), identity: { key: 'his key', cert: 'PEM' } };

describe('a customer’s ledger', () => {
  it('takes the same certificate of a key again and again, and keeps it once', () => {
    const ledger = new Ledger();
    ledger.receive(delivered);
    ledger.receive({ ...delivered, der: Buffer.from('one') });
    expect(ledger.delivered).toEqual([delivered]);
  });

  it('takes no other certificate of the same key, be it by one byte', () => {
    const ledger = new Ledger();
    ledger.receive(delivered);
    expect(() => ledger.receive({ ...delivered, der: Buffer.from('onf') })).toThrow('3: a second certificate');
  });

  it('takes another certificate of another key', () => {
    const ledger = new Ledger();
    ledger.receive(delivered);
    ledger.receive({ ...delivered, certificateId: 'c2', identity: { key: 'another', cert: 'PEM' } });
    expect(ledger.delivered).toHaveLength(2);
  });
});
