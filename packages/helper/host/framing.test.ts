import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, FramingError, frame, longestMessage } from './framing.ts';

function cut(octets: Buffer, at: readonly number[]): readonly Buffer[] {
  const places = [0, ...at.map((place) => place % (octets.length + 1)).sort((a, b) => a - b), octets.length];
  return places.slice(1).map((end, i) => octets.subarray(places[i], end));
}

describe('framing', () => {
  it('gives every message back, in order, however the octets are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.array(fc.nat()), (messages, at) => {
        const reader = new FrameReader();
        const read = cut(Buffer.concat(messages.map(frame)), at).flatMap((piece) => [...reader.take(piece)]);
        expect(JSON.stringify(read)).toBe(JSON.stringify(messages));
        expect(reader.atBoundary).toBe(true);
      }),
    );
  });

  it('refuses lengths of nothing and of more than 1 MiB before the octets come', () => {
    for (const length of [0, longestMessage + 1, 2 ** 32 - 1]) {
      const prefix = Buffer.from(new Uint32Array([length]).buffer);
      expect(() => [...new FrameReader().take(prefix)]).toThrow(FramingError);
    }
  });

  it.each([Buffer.from('{"pin":"1234"'), Buffer.from([0x22, 0xff, 0x22])])(
    'refuses what is no JSON in UTF-8 without quoting it',
    (text) => {
      const prefix = Buffer.from(new Uint32Array([text.length]).buffer);
      const read = () => [...new FrameReader().take(Buffer.concat([prefix, text]))];
      expect(read).toThrow(new FramingError('a message that is no JSON in UTF-8'));
    },
  );

  it('is not at a boundary while a message is cut off', () => {
    const reader = new FrameReader();
    expect([...reader.take(frame('whole').subarray(0, -1))]).toEqual([]);
    expect(reader.atBoundary).toBe(false);
  });
});
