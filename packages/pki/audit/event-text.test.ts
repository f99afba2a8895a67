import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeTheFirst, type EventContent, type EventPlace, eventText } from './event-text.ts';

const place: EventPlace = { chain: 3, position: 17, previous: 'ab'.repeat(32) };
const content: EventContent = {
  at: 1_795_000_000_123,
  bankId: 'mihon',
  act: 'renewal-started',
  actor: { kind: 'customer', id: '00ff' },
  subject: '{"renewal":"77","keys":2,"first":true,"before":null}',
  refNo: null,
};

describe('the text of an audit event', () => {
  it('has its members in one order and no spaces', () => {
    expect(eventText(place, content)).toBe(
      `{"koshin":"audit-event-1","chain":3,"position":17,"previous":"${'ab'.repeat(32)}","at":1795000000123,"bankId":"mihon","act":"renewal-started","actor":{"kind":"customer","id":"00ff"},"subject":{"renewal":"77","keys":2,"first":true,"before":null},"refNo":null}`,
    );
  });

  it('is JSON that says everything the event says, whatever its texts hold', () => {
    const text = fc.string({ unit: 'binary' });
    const subject = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)));
    fc.assert(
      fc.property(text, fc.option(text), subject, (act, id, said) => {
        const written = { ...content, act, bankId: id, refNo: id, actor: { kind: 'bank', id } };
        const read: unknown = JSON.parse(eventText(place, { ...written, subject: JSON.stringify(said) }));
        expect(read).toEqual({ koshin: 'audit-event-1', ...place, ...written, subject: said });
      }),
    );
  });

  it('differs when anything differs', () => {
    const others: readonly (readonly [Partial<EventPlace>, Partial<EventContent>])[] = [
      [{ chain: 4 }, {}],
      [{ position: 18 }, {}],
      [{ previous: beforeTheFirst }, {}],
      [{}, { at: content.at + 1 }],
      [{}, { bankId: null }],
      [{}, { bankId: 'null' }],
      [{}, { act: 'renewal-ended' }],
      [{}, { actor: { kind: 'bank', id: '00ff' } }],
      [{}, { actor: { kind: 'customer', id: null } }],
      [{}, { subject: '{}' }],
      [{}, { refNo: '' }],
    ];
    const texts = others.map(([elsewhere, other]) => eventText({ ...place, ...elsewhere }, { ...content, ...other }));
    expect(new Set([eventText(place, content), ...texts]).size).toBe(others.length + 1);
  });
});
